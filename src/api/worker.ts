/** The API in the service worker. */
import { HOST_LOCK } from '../contract/names.ts';
import { newUuid } from '../store/account.ts';
import { type Context, handle } from './handle.ts';

/** `scope` is the app's address with its final slash; `file` gives a file of the app by its path below it. */
export function createWorkerHandler(
  scope: URL,
  file: Context['file'],
): (request: Request, from: Pick<Context, 'client' | 'signal'>) => Promise<Response> {
  const boot = newUuid();
  return (request, from) => handle(request, scope.pathname, { ...from, boot, hostHeld, file });
}

/** Whether any tab is the engine host. */
export async function hostHeld(): Promise<boolean> {
  const { held } = await navigator.locks.query();
  return held?.some((lock) => lock.name === HOST_LOCK) ?? false;
}

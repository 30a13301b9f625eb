/** The API in a page that no service worker controls: the first visit, a hard reload, a private window. */
import { newUuid, readAccount } from '../store/account.ts';
import { handle } from './handle.ts';
import { hostHeld } from './worker.ts';

const boot = newUuid();

export function handleInPage(request: Request): Promise<Response> {
  const base = new URL('.', document.baseURI).pathname;
  return handle(request, base, {
    client: boot,
    boot,
    hostHeld,
    file: (path) => fetch(new URL(path, document.baseURI)),
  });
}

/** The token of the device's account, with which the app itself calls the API. */
export const deviceToken = async (): Promise<string> => (await readAccount()).token;

/** Makes this tab a candidate for the engine host. Called once, after the app has drawn itself. */
import { createBrowserEngine } from './browser-engine.ts';
import { runHost } from './host.ts';

export async function startEngine(): Promise<void> {
  await runHost(await createBrowserEngine(), new AbortController().signal);
}

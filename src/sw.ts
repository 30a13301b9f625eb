/**
 * The service worker: serves the precached shell and the offline core, and mounts the API. It is killed at will and
 * keeps no state; nothing heavy may be reachable from here, because the bundler inlines dynamic imports.
 */
import { giveUp, whileWanted } from './api/given-up.ts';
import { createWorkerHandler } from './api/worker.ts';
import { BRIDGE_PATH, CORE_CACHE } from './contract/names.ts';
import { policy, SECURITY_HEADERS } from './csp.ts';
import { createPrecache, type PrecacheEntry } from './precache.ts';
import { agreedRemotes, readPack } from './store/packs.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] };

/** In the core cache: Tesseract, language packs and lazily loaded libraries. Each file once fetched stays. */
const CORE_FOLDERS = ['vendor/', 'assets/lib/'];

/** A language pack: one that this device keeps is served in place of the deployment's. */
const PACK = /^vendor\/tessdata\/[^/]+\/(\w+)\.traineddata\.gz$/;
/** The workers that fetch packs and models, also from other hosts. */
const FETCHER = /^assets\/fetch-(?:packs|models)-/;

const scope = new URL(self.registration.scope);
const shell = createPrecache(scope, self.__WB_MANIFEST);
const answerApi = createWorkerHandler(scope, async (path) => (await shell.match(path)) ?? fetch(new URL(path, scope)));

self.addEventListener('install', (event) => event.waitUntil(shell.install()));

self.addEventListener('activate', (event) =>
  event.waitUntil(Promise.all([self.clients.claim(), shell.clean(), dropStaleCore()])),
);

// PING needs no answer: the event itself keeps the service worker alive.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'CLAIM') event.waitUntil(self.clients.claim());
  if (event.data?.type === 'ABORT') giveUp(event.data.id);
  if (event.data?.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const path = url.pathname.slice(scope.pathname.length);
  if (path === 'api' || path.startsWith('api/')) {
    event.respondWith(callApi(request, event.clientId || event.resultingClientId));
  } else if (request.method === 'GET') {
    event.respondWith(serveFile(event, path));
  }
});

/** Whatever happens, an API request never reaches the network. */
async function callApi(request: Request, client: string): Promise<Response> {
  try {
    return await whileWanted(request, (signal) => answerApi(request, { client, signal }));
  } catch (error) {
    console.error(error);
    return Response.json({ error: 'Something went wrong here. Try again.', code: 'internal' }, { status: 500 });
  }
}

async function serveFile(event: FetchEvent, path: string): Promise<Response> {
  const { request } = event;
  const file = path === '' ? 'index.html' : path;
  const cached = await shell.match(file);
  if (cached) return guarded(request, cached, FETCHER.test(path) ? await agreedRemotes() : []);
  // Asked by every look at the account page, with the server stopped too.
  if (path === BRIDGE_PATH) return fetch(request).catch(() => Response.json({ bridge: false }));
  if (request.cache === 'no-store') return fetch(request);
  const code = PACK.exec(path)?.[1];
  const pack = code && (await readPack(code));
  if (pack) return new Response(pack, { headers: { 'Content-Type': 'application/gzip' } });
  if (CORE_FOLDERS.some((folder) => path.startsWith(folder))) return guarded(request, await serveCore(event));
  // Views are addressed by hash, so an unknown path offline can only lead home.
  if (request.mode === 'navigate') return fetch(request).catch(() => Response.redirect(scope.href));
  return fetch(request);
}

async function serveCore(event: FetchEvent): Promise<Response> {
  const cache = await caches.open(CORE_CACHE);
  const cached = await cache.match(event.request);
  if (cached) return cached;
  const response = await fetch(event.request);
  if (response.status === 200 && response.type === 'basic') {
    // Over quota the file is used all the same, it only has to be fetched again.
    event.waitUntil(cache.put(event.request, response.clone()).catch(() => {}));
  }
  return response;
}

/** A document's and a worker's policy comes with its own response, so these carry it; others need none. */
function guarded(request: Request, response: Response, remotes: readonly string[] = []): Response {
  if (request.mode !== 'navigate' && !request.destination.endsWith('worker')) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) headers.set(name, value);
  if (remotes.length > 0) headers.set('Content-Security-Policy', policy(remotes));
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** Files of an earlier deployment: their addresses carry a version or a hash, and the list no longer names them. */
async function dropStaleCore(): Promise<void> {
  const list = await shell.match('offline-core.json');
  if (!list) return;
  const { groups } = (await list.json()) as OfflineCore;
  const { always, ...others } = groups;
  const files = [always, ...Object.values(others).flatMap((group): OfflineFile[][] => Object.values(group))].flat();
  const current = new Set(files.map(({ url }) => new URL(url, scope).href));
  const cache = await caches.open(CORE_CACHE);
  for (const { url } of await cache.keys()) {
    const ours = CORE_FOLDERS.some((folder) => url.startsWith(new URL(folder, scope).href));
    if (ours && !current.has(url)) await cache.delete(url);
  }
}

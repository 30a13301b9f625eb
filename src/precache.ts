/**
 * The shell, fetched whole when a service worker is installed and served from the cache ever after. The same scheme as
 * workbox-precaching (the list comes from workbox-build), which costs the service worker's budget 3 kB more.
 */

export interface PrecacheEntry {
  /** Relative to the scope. */
  url: string;
  /** Of the content; null where the address carries a hash itself. */
  revision: string | null;
}

export interface Precache {
  /** Fetches what the cache lacks; rejects when one file is missing, so that no half shell is ever installed. */
  install(): Promise<void>;
  /** Drops the files of earlier deployments. */
  clean(): Promise<void>;
  /** `path` is relative to the scope, without a query. */
  match(path: string): Promise<Response | undefined>;
}

const CACHE = 'shell';
/** Fetches at once during the installation. */
const FETCHES = 6;

export function createPrecache(scope: URL, entries: readonly PrecacheEntry[]): Precache {
  const keys = new Map(
    entries.map(({ url, revision }) => {
      const key = new URL(url, scope);
      if (revision !== null) key.searchParams.set('revision', revision);
      return [url, key.href];
    }),
  );

  return {
    async install() {
      const cache = await caches.open(CACHE);
      const rest = [...keys];
      const fetchSome = async (): Promise<void> => {
        for (let next = rest.pop(); next; next = rest.pop()) {
          const [url, key] = next;
          if (await cache.match(key)) continue;
          // A file with a revision keeps its address, so the browser's cache may hold an older one.
          const response = await fetch(new URL(url, scope), { cache: key.includes('?') ? 'reload' : 'default' });
          if (!response.ok) throw new Error(`${url}: ${response.status}`);
          await cache.put(key, unredirected(response));
        }
      };
      await Promise.all(Array.from({ length: FETCHES }, fetchSome));
    },

    async clean() {
      const cache = await caches.open(CACHE);
      const current = new Set(keys.values());
      for (const { url } of await cache.keys()) {
        if (!current.has(url)) await cache.delete(url);
      }
    },

    async match(path) {
      const key = keys.get(path);
      return key === undefined ? undefined : (await caches.open(CACHE)).match(key);
    },
  };
}

/** Some hosts redirect index.html to its folder, and a navigation takes no response that was redirected. */
function unredirected(response: Response): Response {
  if (!response.redirected) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body, { status, statusText, headers });
}

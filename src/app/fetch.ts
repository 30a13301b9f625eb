/**
 * The page answers the API itself wherever no service worker controls it: on the first visit, after a hard reload and
 * in private windows. Where one does, it is told of requests that are aborted. Everything else goes the browser's own
 * way, untouched.
 */
import { REQUEST_NAME } from '../contract/names.ts';

/** Wraps `window.fetch`; call once, before anything fetches. */
export function installApiFetch(): void {
  const browserFetch = window.fetch.bind(window);
  const namedFetch = tellingAborts(browserFetch, (id) =>
    navigator.serviceWorker.controller?.postMessage({ type: 'ABORT', id }),
  );
  window.fetch = async (input, init) => {
    if (!isOfApi(urlOf(input), document.baseURI)) return browserFetch(input, init);
    if (navigator.serviceWorker?.controller) return namedFetch(input, init);
    const request = new Request(input, init);
    const { handleInPage } = await import('../api/page.ts');
    return abortable(handleInPage(request), request.signal);
  };
}

/** Whether `url` (relative to `base`) is the API's. */
export function isOfApi(url: string, base: string): boolean {
  if (!URL.canParse(url, base)) return false;
  const target = new URL(url, base);
  const root = new URL('api/', base);
  return target.origin === root.origin && `${target.pathname}/`.startsWith(root.pathname);
}

/** `fetch` that calls `tell` with the name of a request, which stands in its header, where it is aborted unanswered. */
export function tellingAborts(browserFetch: typeof fetch, tell: (name: string) => void): typeof fetch {
  return async (input, init) => {
    const request = input instanceof Request ? input : undefined;
    const signal = init?.signal ?? request?.signal;
    if (!signal) return browserFetch(input, init);
    const name = crypto.randomUUID();
    const headers = new Headers(init?.headers ?? request?.headers);
    headers.set(REQUEST_NAME, name);
    const abort = () => tell(name);
    signal.addEventListener('abort', abort);
    try {
      return await browserFetch(input, { ...init, headers });
    } finally {
      signal.removeEventListener('abort', abort);
    }
  };
}

const urlOf = (input: RequestInfo | URL): string => (input instanceof Request ? input.url : String(input));

/** A handler that runs to its end must not keep a caller waiting who gave up: `fetch` rejects at once on abort. */
function abortable(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

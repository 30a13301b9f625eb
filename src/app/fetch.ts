/**
 * The page answers the API itself wherever no service worker controls it: on the first visit, after a hard reload and
 * in private windows. Everything else goes the browser's own way, untouched.
 */

/** Wraps `window.fetch`; call once, before anything fetches. */
export function installApiFetch(): void {
  const browserFetch = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const controlled = Boolean(navigator.serviceWorker?.controller);
    if (!isAnsweredInPage(urlOf(input), document.baseURI, controlled)) return browserFetch(input, init);
    const request = new Request(input, init);
    const { handleInPage } = await import('../api/page.ts');
    return abortable(handleInPage(request), request.signal);
  };
}

/** Whether a request for `url` (relative to `base`) is the page's to answer. */
export function isAnsweredInPage(url: string, base: string, controlled: boolean): boolean {
  if (controlled || !URL.canParse(url, base)) return false;
  const target = new URL(url, base);
  const root = new URL('api/', base);
  return target.origin === root.origin && `${target.pathname}/`.startsWith(root.pathname);
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

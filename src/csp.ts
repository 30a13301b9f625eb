/**
 * The headers that the static host and the service worker both set: the host's cover the first visit, the service
 * worker's every later one. A `<meta>` policy would not bind workers.
 */

// blob: workers are for llama.cpp in the browser, which starts its threads that way; 'wasm-unsafe-eval' lets
// WebAssembly compile and nothing else be evaluated.
const POLICY = {
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'worker-src': "'self' blob:",
  'img-src': "'self' blob: data:",
  'connect-src': "'self' blob: data:",
  'style-src': "'self'",
  'object-src': "'none'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
};

export const CSP = policy();

/** The policy, with further origins that may be connected to. */
export function policy(remotes: readonly string[] = []): string {
  return Object.entries(POLICY)
    .map(([directive, sources]) => [directive, sources, ...(directive === 'connect-src' ? remotes : [])].join(' '))
    .join('; ');
}

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CSP,
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

/** Requests and their answers as they pass, for people to read. */

export interface Exchange {
  method: string;
  /** Path and query. */
  path: string;
  /** Headers and form fields, a line each. */
  sent: string[];
  /** Null until answered. */
  answer: Answer | null;
}

export interface Answer {
  status: number;
  /** Milliseconds until the answer began. */
  took: number;
  /** Headers worth knowing, a line each. */
  headers: string[];
  /** JSON is indented; null where the body is no text. */
  text: string | null;
  /** The body as JSON gives it; undefined where it is none. */
  json?: unknown;
}

const SHOWN_HEADERS = [
  'Content-Type',
  'Content-Disposition',
  'Content-Length',
  'Retry-After',
  'WWW-Authenticate',
  'Allow',
];

/**
 * The browser's fetch, aborted by `signal`, that tells `notice` of every call of the API: once when it is sent, and again
 * with its answer. Calls of anything else pass unseen.
 */
export function watchedFetch(
  browserFetch: typeof fetch,
  api: string,
  signal: AbortSignal,
  notice: (exchange: Exchange, before: Exchange | null) => void,
): typeof fetch {
  return async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(api)) return browserFetch(input, { ...init, signal });
    const sent: Exchange = {
      method: init.method ?? 'GET',
      path: url.slice(new URL(url).origin.length),
      sent: sentLines(init),
      answer: null,
    };
    notice(sent, null);
    const started = performance.now();
    const response = await browserFetch(input, { ...init, signal });
    const took = performance.now() - started;
    notice({ ...sent, answer: await answerOf(response.clone(), took) }, sent);
    return response;
  };
}

function sentLines({ headers, body }: RequestInit): string[] {
  const lines = Object.entries((headers ?? {}) as Record<string, string>).map(([name, value]) => `${name}: ${value}`);
  if (typeof body === 'string') return [...lines, '', body];
  if (!(body instanceof FormData)) return lines;
  const fields = [...body].map(([name, value]) =>
    typeof value === 'string' ? `${name}=${value}` : `${name}=@${value.name} (${value.type}, ${value.size} bytes)`,
  );
  return [...lines, 'Content-Type: multipart/form-data', '', ...fields];
}

async function answerOf(response: Response, took: number): Promise<Answer> {
  const headers = SHOWN_HEADERS.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [`${name}: ${value}`];
  });
  const answer = { status: response.status, took, headers };
  const type = response.headers.get('Content-Type') ?? '';
  if (type.startsWith('application/json')) {
    const json: unknown = await response.json();
    return { ...answer, text: JSON.stringify(json, null, 2), json };
  }
  return { ...answer, text: type.startsWith('text/') ? await response.text() : null };
}

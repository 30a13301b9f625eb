/** Responses: JSON bodies, errors, attachments. */
import { ApiError, ERROR_STATUS } from '../contract/errors.ts';

export function json(body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return new Response(JSON.stringify(body), {
    status: init.status ?? 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...init.headers },
  });
}

/** Seconds after which asking again makes sense, for every 503. */
const RETRY_AFTER = { no_host: 2, engine_unavailable: 60, storage_full: 60 } as const;

export function errorResponse(error: ApiError): Response {
  const headers: Record<string, string> = {};
  if (error.status === 401) headers['WWW-Authenticate'] = 'Bearer';
  if (error.status === 503) headers['Retry-After'] = String(RETRY_AFTER[error.code as keyof typeof RETRY_AFTER]);
  if (error.code === 'method_not_allowed') headers.Allow = String(error.details.allow);
  return json(
    { error: error.message, code: error.code, ...error.details },
    { status: ERROR_STATUS[error.code], headers },
  );
}

/** `attachment` with a name for every client: plain ASCII, and RFC 8187 for the rest. */
export function attachment(filename: string): string {
  const ascii = filename.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  // A lone surrogate, which JSON can carry, has no UTF-8 and would throw.
  const encoded = encodeURIComponent(filename.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const MAX_JSON = 8_000_000;

/** The body of a request that must be a JSON object. */
export async function jsonObject(request: Request): Promise<Record<string, unknown>> {
  let body: unknown;
  const text = await request.text();
  if (text.length > MAX_JSON)
    throw new ApiError('bad_json', `The body is larger than ${MAX_JSON} characters. Send less at once.`);
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiError('bad_json', 'The body is not JSON. Send an object such as {"message": "…"}.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ApiError('bad_json', 'The body must be a JSON object such as {"message": "…"}.');
  }
  return body as Record<string, unknown>;
}

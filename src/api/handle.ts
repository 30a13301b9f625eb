/** The whole API as one function: a table of routes, and what all of them share. */
import { ApiError } from '../contract/errors.ts';
import { type Caller, identify } from './auth.ts';
import { errorResponse } from './http.ts';
import { ROUTES } from './routes.ts';

/** What a realm (service worker, page, test) lends to the API. */
export interface Context {
  /** The client that sent the request: two requests of one client may be one, delivered twice. */
  client: string;
  /** The life of this realm. */
  boot: string;
  /** Whether a tab holds the engine host's lock. */
  hostHeld: () => Promise<boolean>;
}

/** One call of a route: path parameters by name, the query, who asks. */
export interface Call {
  request: Request;
  params: Record<string, string>;
  query: URLSearchParams;
  caller: Caller;
  context: Context;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface Route {
  method: Method;
  /** Below /api/v1/, with `{name}` for a parameter and a final slash: `ocr/{uuid}/download/`. */
  path: string;
  /** Whether a call without the account's token is 401. */
  account?: boolean;
  answer: (call: Call) => Promise<Response>;
}

/**
 * Answers any request below `<base>api/`; `base` is the app's path with its final slash. Never throws: what is expected
 * is answered with its code, what is not with `internal`.
 */
export async function handle(request: Request, base: string, context: Context): Promise<Response> {
  const answer = await respond(request, base, context).catch(failure);
  return request.method === 'HEAD' ? new Response(null, answer) : answer;
}

async function respond(request: Request, base: string, context: Context): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.slice(`${base}api/v1/`.length);
  const known = url.pathname.startsWith(`${base}api/v1`) ? ROUTES.filter((route) => match(route.path, path)) : [];
  if (known.length === 0) {
    throw new ApiError('not_found', `There is nothing at ${url.pathname}. The API begins at ${base}api/v1/.`);
  }
  const allow = allowed(known);
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow: allow } });
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const route = known.find((candidate) => candidate.method === method);
  if (!route) {
    throw new ApiError('method_not_allowed', `${request.method} is not possible here. Use ${allow}.`, { allow });
  }
  const caller = await identify(request, route.account ?? false);
  const params = match(route.path, path) ?? {};
  return route.answer({ request, params, query: url.searchParams, caller, context });
}

/** The parameters of a path that fits, with or without its final slash. */
function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length === 0) return path === '' ? {} : null;
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = value;
    else if (part !== value) return null;
  }
  return params;
}

function allowed(routes: readonly Route[]): string {
  const methods = routes.map((route) => route.method as string);
  if (methods.includes('GET')) methods.push('HEAD');
  return [...methods, 'OPTIONS'].join(', ');
}

function failure(error: unknown): Response {
  if (error instanceof ApiError) return errorResponse(error);
  console.error(error);
  return errorResponse(new ApiError('internal', 'Something went wrong here. Try again; reload the app if it stays.'));
}

/** The whole API as one function: the endpoints of the contract, and what all of them share. */
import { ENDPOINTS, type Endpoint, type EndpointId, endpointId, type QueryOf } from '../contract/endpoints.ts';
import { ApiError } from '../contract/errors.ts';
import { type Caller, identify, redeem, requireToken } from './auth.ts';
import { errorResponse } from './http.ts';
import { ANSWERS } from './routes.ts';
import { check, queryValues } from './validate.ts';

/** What a realm (service worker, page, test) lends to the API. */
export interface Context {
  /** The client that sent the request: two requests of one client may be one, delivered twice. */
  client: string;
  /** The life of this realm. */
  boot: string;
  /** Aborts once the caller gives up, where the request's own signal does not say so. */
  signal?: AbortSignal;
  /** Whether a tab holds the engine host's lock. */
  hostHeld: () => Promise<boolean>;
  /** A file of the app by its path below the base. */
  file: (path: string) => Promise<Response>;
}

/** One call of an endpoint: path parameters by name, the checked query, who asks. */
export interface Call<Query = unknown> {
  request: Request;
  params: Record<string, string>;
  query: Query;
  caller: Caller;
  context: Context;
  /** Aborts once the caller gives up. */
  signal: AbortSignal;
}

export type Answers = { [Id in EndpointId]: (call: Call<QueryOf<Id>>) => Promise<Response> };

/**
 * Answers any request below `<base>api/`; `base` is the app's path with its final slash. Never throws: what is expected
 * is answered with its code, what is not with `internal`.
 */
export async function handle(request: Request, base: string, context: Context): Promise<Response> {
  const answer = await respond(request, base, context).catch((error) =>
    // Nobody reads it; an error would still stand on the browser's console.
    request.signal.aborted || context.signal?.aborted ? new Response(null, { status: 204 }) : failure(error),
  );
  return request.method === 'HEAD' ? new Response(null, answer) : answer;
}

async function respond(request: Request, base: string, context: Context): Promise<Response> {
  const url = new URL(request.url);
  const sender = await identify(request, url.searchParams);
  const root = `${base}api/v1/`;
  const path = `${url.pathname}/`.startsWith(root) ? url.pathname.slice(root.length) : null;
  const known = path === null ? [] : ENDPOINTS.filter((endpoint) => match(endpoint.path, path));
  if (path === null || known.length === 0) {
    throw new ApiError('not_found', `There is nothing at ${url.pathname}. The API begins at ${root}.`);
  }
  const allow = allowed(known);
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: { Allow: allow } });
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const endpoint: Endpoint | undefined = known.find((candidate) => candidate.method === method);
  if (!endpoint) {
    throw new ApiError('method_not_allowed', `${request.method} is not possible here. Use ${allow}.`, { allow });
  }
  const params = match(endpoint.path, path) ?? {};
  const ticket = endpoint.ticket ? url.searchParams.get('ticket') : null;
  if (ticket === null) requireToken(sender, endpoint.account ?? false);
  const { caller, query: asked } =
    ticket === null ? { caller: sender, query: url.search } : await redeem(request, ticket, params.uuid ?? '');
  const query = endpoint.query ? check(endpoint.query, queryValues(new URLSearchParams(asked))) : {};
  const answer = ANSWERS[endpointId(endpoint)] as (call: Call) => Promise<Response>;
  const signal = context.signal ? AbortSignal.any([request.signal, context.signal]) : request.signal;
  return answer({ request, params, query, caller, context, signal });
}

/** The parameters of a path that fits, with or without its final slash. */
function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.replace(/\/$/, '').split('/');
  const given = path.replace(/\/$/, '').split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? '';
    if (part.startsWith('{') && value !== '') params[part.slice(1, -1)] = value;
    else if (part !== value) return null;
  }
  return params;
}

function allowed(endpoints: readonly Endpoint[]): string {
  const methods: string[] = endpoints.map((endpoint) => endpoint.method);
  if (methods.includes('GET')) methods.push('HEAD');
  return [...methods, 'OPTIONS'].join(', ');
}

function failure(error: unknown): Response {
  if (error instanceof ApiError) return errorResponse(error);
  console.error(error);
  return errorResponse(new ApiError('internal', 'Something went wrong here. Try again; reload the app if it stays.'));
}

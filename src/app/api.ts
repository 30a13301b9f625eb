/** The app's client of the REST API; every call carries the device's token. */
import { ApiError, type ErrorCode, type ErrorDetails } from '../contract/errors.ts';
import { onChange } from './changes.ts';

export const apiUrl = (path: string): URL => new URL(`api/v1/${path}`, document.baseURI);

/**
 * Calls the API at `path` (relative to `api/v1/`).
 * @throws {ApiError} when the API refuses; what `fetch` throws when it cannot be reached or was aborted.
 */
export async function api(path: string, init: RequestInit = {}): Promise<Response> {
  let response = await send(path, init, await token());
  if (response.status === 401 && !(init.body instanceof ReadableStream)) {
    // The account may have got a new token in another tab.
    cachedToken = undefined;
    response = await send(path, init, await token());
  }
  if (!response.ok) throw await refusalOf(response);
  return response;
}

/** The same for answers in JSON. */
export async function apiJson<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await api(path, init);
  return (await response.json()) as T;
}

/** The device account's bearer token. */
export function token(): Promise<string> {
  cachedToken ??= import('../api/page.ts').then((page) => page.deviceToken());
  cachedToken.catch(() => {
    cachedToken = undefined;
  });
  return cachedToken;
}

/**
 * Asks for another token and gives it; the old one is 401 from then on.
 * @throws {ApiError}
 */
export async function renewToken(): Promise<string> {
  const renewed = await apiJson<{ token: string }>('account/token/', { method: 'POST' });
  cachedToken = Promise.resolve(renewed.token);
  return renewed.token;
}

/** Reads the token again after every change of the account, in whichever tab or program it was made. */
export function followToken(): void {
  onChange((change) => {
    if (change.type === 'account') cachedToken = undefined;
  });
}

let cachedToken: Promise<string> | undefined;

function send(path: string, init: RequestInit, bearer: string): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('Authorization', `Bearer ${bearer}`);
  return fetch(apiUrl(path), { ...init, headers });
}

async function refusalOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as { error?: string; code?: ErrorCode } & ErrorDetails;
  const { error, code, ...details } = body;
  return new ApiError(code ?? 'internal', error ?? response.statusText, details);
}

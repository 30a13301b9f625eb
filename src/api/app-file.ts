/** JSON files of the app. They hold what the API is asked for now and then, so that the service worker stays small. */
import { ApiError } from '../contract/errors.ts';
import type { Context } from './handle.ts';

/** By its path below the app's base. Throws ApiError `internal` where it cannot be had. */
export async function appFile<T>({ file }: Context, path: string): Promise<T> {
  try {
    const response = await file(path);
    return (await response.json()) as T;
  } catch (cause) {
    console.error(cause);
    throw new ApiError('internal', 'A part of the app could not be loaded. Go online and try again.');
  }
}

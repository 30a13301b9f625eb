/** What another host has is fetched with the person's consent alone. */
import { ApiError } from '../contract/errors.ts';

/** The refusal of a fetch that nobody has agreed to, with what there is to agree to. */
export function elsewhere(what: string, hosts: readonly string[], bytes: number | null | undefined): ApiError {
  return new ApiError(
    'bad_field',
    `${what} is on another host. Send {"remote": true} to fetch it from ${hosts.join(' or ')}.`,
    { field: 'remote', bytes, hosts },
  );
}

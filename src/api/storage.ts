/** A full disk, told so that the caller can do something about it. */
import { ApiError } from '../contract/errors.ts';
import { isQuota } from '../store/db.ts';

/** For `catch`: rethrows, over quota as `storage_full`. */
export function storageFull(error: unknown): never {
  if (!isQuota(error)) throw error;
  throw new ApiError(
    'storage_full',
    "The browser's storage for this site is full. Delete documents that are no longer needed, or free disk space, " +
      'and send it again.',
  );
}

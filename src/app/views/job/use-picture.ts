import { useEffect, useState } from 'preact/hooks';
import type { JobStatus } from '../../../contract/job.ts';
import { type PageRef, readPicture } from '../../pictures.ts';

/** A page's picture as a Blob URL; null where there is none. */
export type Picture = { state: 'loading' } | { state: 'shown'; url: string } | { state: 'none' };

/** The page's picture, revoked when left. `status` is the job's: with its changes there may be another picture. */
export function usePicture({ uuid, filename, index, read }: PageRef, status: JobStatus): Picture {
  const [picture, setPicture] = useState<Picture>({ state: 'loading' });
  useEffect(() => {
    const until = new AbortController();
    let url = '';
    readPicture({ uuid, filename, index, read }, until.signal).then((blob) => {
      if (until.signal.aborted) return;
      if (blob) url = URL.createObjectURL(blob);
      setPicture(url ? { state: 'shown', url } : { state: 'none' });
    });
    return () => {
      until.abort();
      // The next picture is on its way; the old one stays on the screen until it is there.
      const old = url;
      if (old) setTimeout(() => URL.revokeObjectURL(old), 10_000);
    };
  }, [uuid, index, read || status]);
  return picture;
}

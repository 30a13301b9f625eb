import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api.ts';
import { localFileOf } from '../../uploads.ts';

/** A page's picture as a Blob URL; null where there is none. */
export type Picture = { state: 'loading' } | { state: 'shown'; url: string } | { state: 'none' };

/**
 * The picture of page `index` (from 0), revoked when left. `version` changes when the API may have another one: until
 * a page is read, the file as it was dropped stands in.
 */
export function usePicture(uuid: string, index: number, version: string): Picture {
  const [picture, setPicture] = useState<Picture>({ state: 'loading' });
  useEffect(() => {
    const until = new AbortController();
    let url = '';
    readPicture(uuid, index, until.signal).then((blob) => {
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
  }, [uuid, index, version]);
  return picture;
}

async function readPicture(uuid: string, index: number, signal: AbortSignal): Promise<Blob | null> {
  try {
    const response = await api(`ocr/${uuid}/pages/${index}/image/`, { signal });
    return await response.blob();
  } catch {
    const file = index === 0 ? localFileOf(uuid) : undefined;
    return file && (await isPicture(file)) ? file : null;
  }
}

const isPicture = (file: File): Promise<boolean> =>
  createImageBitmap(file, { resizeWidth: 1 }).then(
    (bitmap) => {
      bitmap.close();
      return true;
    },
    () => false,
  );

/** Pictures of pages, from the API or from the file that this page took in. */
import { api } from './api.ts';
import { localFileOf } from './uploads.ts';

export interface PageRef {
  uuid: string;
  filename: string;
  /** From 0. */
  index: number;
  /** Whether the page was read: its picture is made then. */
  read: boolean;
}

/**
 * The page's picture, at most `width` pixels wide where the API makes it; null where there is none. Until the page is
 * read the file stands in, and the API is not asked in vain: that would be an error on the console.
 */
export async function readPicture(page: PageRef, signal: AbortSignal, width?: number): Promise<Blob | null> {
  const { uuid, index, read } = page;
  const local = index === 0 ? localFileOf(uuid) : undefined;
  if (!read && local) return (await isPicture(local)) ? local : null;
  if (!mayHavePicture(page)) return null;
  try {
    const response = await api(`ocr/${uuid}/pages/${index}/image/${width ? `?width=${width}` : ''}`, { signal });
    return await response.blob();
  } catch {
    return local && (await isPicture(local)) ? local : null;
  }
}

/** Before it is read a page has a picture only where the file itself is one that browsers show. */
export const mayHavePicture = ({ filename, index, read }: Omit<PageRef, 'uuid'>): boolean =>
  read || (index === 0 && /\.(png|jpe?g|webp|gif|bmp)$/i.test(filename));

const isPicture = (file: File): Promise<boolean> =>
  createImageBitmap(file, { resizeWidth: 1 }).then(
    (bitmap) => {
      bitmap.close();
      return true;
    },
    () => false,
  );

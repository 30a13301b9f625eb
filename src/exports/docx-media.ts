/**
 * Pictures on their way into a Word file: they go past the library, which would hold each three times, as Blobs, which
 * the browser may keep on disk. What the library takes for a picture is its digest.
 */
import type { CutRegion } from './document.ts';

export interface DocxMedia {
  /** Gives digests (SHA-256) for bytes. */
  cutRegion: CutRegion | undefined;
  /** Undefined for what is no digest of a picture that was cut. */
  pictureOf(digest: Uint8Array): Blob | undefined;
}

export function docxMedia(cutRegion: CutRegion | undefined): DocxMedia {
  const pictures = new Map<string, Blob>();
  return {
    cutRegion:
      cutRegion &&
      (async (page, bbox) => {
        const picture = await cutRegion(page, bbox);
        if (!picture) return null;
        const bytes = picture.bytes as Uint8Array<ArrayBuffer>;
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        pictures.set(digest.join(), new Blob([bytes], { type: picture.type }));
        return { ...picture, bytes: digest };
      }),
    pictureOf: (digest) => pictures.get(digest.join()),
  };
}

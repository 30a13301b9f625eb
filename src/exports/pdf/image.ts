/** A page's picture as an image object of a PDF, without loss. */
import type { Picture } from '../document.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';

export type PdfImage = {
  data: Uint8Array;
  /** The members of the image dictionary that tell how to read `data`. */
  dictionary: Record<string, string | number | number[] | Record<string, number> | (string | number | Uint8Array)[]>;
  /** EXIF's, 1…8. */
  orientation: number;
};

/** JPEG bytes as they are, PNG as Flate; undefined for other types and for damaged files. */
export async function readImage({ bytes }: Picture): Promise<PdfImage | undefined> {
  return readJpeg(bytes) ?? (await readPng(bytes));
}

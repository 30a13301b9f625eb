/** A long scan, made of the pages that the folder has: each page its own picture object, as a scanner's PDF has. */
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { measureImage } from '../../../src/engine/decode/measure.ts';
import type { ExportPage } from '../../../src/exports/document.ts';
import { picturesToPdf } from '../../../src/exports/pdf/pictures-to-pdf.ts';
import { filesOf } from './sets.ts';

/** Sets of whole pages in English, the language the scan is read in. */
const SETS = /^en-pages/;
/** Pixels: smaller pictures are no scanned pages. */
const MIN_SIDE = 1_500;
/** Bytes a picture: 300 of them have to stay below the limit of an upload, 200 MB. */
const MAX_BYTES = 600_000;

const TYPES = { '.png': 'png', '.jpg': 'jpeg' } as const;

/** Pages as they are in the folder, from the first again after the last; null where it has none. */
export async function scanPdf(folder: string, pages: number): Promise<{ bytes: Uint8Array; pictures: number } | null> {
  const found = filesOf(folder, SETS).flatMap(({ name, path }): ExportPage[] => {
    const type = TYPES[extname(path) as keyof typeof TYPES];
    if (!type || !SETS.test(name)) return [];
    const bytes = new Uint8Array(readFileSync(path));
    const measured = measureImage(bytes, type);
    if ('error' in measured || bytes.length > MAX_BYTES) return [];
    const { width, height } = measured;
    if (Math.min(width, height) < MIN_SIDE) return [];
    return [{ ...EMPTY, width, height, picture: { bytes, type: `image/${type}` } }];
  });
  if (found.length === 0) return null;
  const all = Array.from({ length: pages }, (_, index) => ({ ...found[index % found.length]!, index }));
  return { bytes: await picturesToPdf({ title: 'Scan', language: null, pages: all }), pictures: found.length };
}

const EMPTY: ExportPage = {
  index: 0,
  text: '',
  blocks: [],
  width: 0,
  height: 0,
  dpi: null,
  rotation: 0,
  source: 'ocr',
  mean_confidence: null,
  detected_language: null,
  warnings: [],
};

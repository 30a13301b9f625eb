/**
 * Tesseract gives words that it cannot cut out of their line the line's own top and bottom: most words of a Persian line,
 * say. On a page that leans a little they are twice as high as the print, and lie over the lines beside them.
 */
import type { Bbox, Block, Line, Word } from '../../document/model.ts';
import { histogramOf, otsu } from '../prepare/histogram.ts';
import type { GrayPicture } from '../recognise/recognizer.ts';

/** Words of one line that have the same top and bottom by chance; figures, which often have, come out as they were. */
const BY_CHANCE = 1;
/** Blank rows between the parts of a word, dots and accents, as a share of the line's height. */
const PARTED = 0.12;
/** A row with fewer dark pixels than this share of the word's width is blank, or noise. */
const NOISE = 0.03;

/** The blocks with such words as high as their ink; boxes are pixels of `picture`, which they were read from. */
export function withOwnHeights(blocks: readonly Block[], picture: GrayPicture): Block[] {
  return blocks.map((block) => ({ ...block, lines: block.lines.map((line) => lineWithHeights(line, picture)) }));
}

function lineWithHeights(line: Line, picture: GrayPicture): Line {
  const alike = (one: Word) => line.words.filter(({ bbox }) => bbox[1] === one.bbox[1] && bbox[3] === one.bbox[3]);
  const given = new Set(line.words.filter((word) => alike(word).length > BY_CHANCE));
  if (given.size === 0) return line;
  const ink = otsu(histogramOf({ ...picture, data: cut(picture, line.bbox) })).threshold;
  return {
    ...line,
    words: line.words.map((word) => (given.has(word) ? { ...word, bbox: inkHeight(word.bbox, picture, ink) } : word)),
  };
}

function cut({ data, width }: GrayPicture, [x0, y0, x1, y1]: Bbox): Uint8Array {
  const part = new Uint8Array((x1 - x0) * (y1 - y0));
  for (let y = y0; y < y1; y++) part.set(data.subarray(y * width + x0, y * width + x1), (y - y0) * (x1 - x0));
  return part;
}

/** From the first to the last row of the band that holds most ink: a line beside it reaches in at the edges. */
function inkHeight(bbox: Bbox, { data, width }: GrayPicture, ink: number): Bbox {
  const [x0, y0, x1, y1] = bbox;
  const least = Math.max(1, NOISE * (x1 - x0));
  let best = { from: y0, to: y1, dark: 0 };
  let band: typeof best | null = null;
  for (let y = y0; y < y1; y++) {
    let dark = 0;
    for (let x = x0; x < x1; x++) if ((data[y * width + x] as number) <= ink) dark += 1;
    if (dark < least) continue;
    if (!band || y - band.to > PARTED * (y1 - y0)) band = { from: y, to: y + 1, dark: 0 };
    band.to = y + 1;
    band.dark += dark;
    if (band.dark > best.dark) best = band;
  }
  return [x0, best.from, x1, best.to];
}

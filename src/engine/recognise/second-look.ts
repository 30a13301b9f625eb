/** Parts of a page that are read again, cut out and at the size that Tesseract reads best. */
import type { Bbox, Block, Word } from '../../document/model.ts';
import { BEST_X_HEIGHT } from '../prepare/plan.ts';
import { mapBoxes } from './boxes.ts';
import { mapLines } from './build.ts';
import { cropOf } from './crop.ts';
import { isMalformedNumber, qualityOf, wordsOf, worthOf } from './judge.ts';
import { merge } from './merge.ts';
import { type GrayPicture, type ReadRequest, resolutionFor } from './recognizer.ts';

export type Read = (part: Partial<ReadRequest>) => Promise<Block[]>;

/** Lines below are read again. */
const DOUBTFUL_LINE = 0.75;
/** As many a page, the worst first: a line takes 30 to 80 ms. */
const MOST_LINES = 30;
/** Beside words that stand there a new one has to be surer. */
const LEAST_ADDED = 0.7;
/** After so many looks without any gain the rest is left: a picture, or a script that the pack does not know. */
const MOST_IN_VAIN = 8;
/** Another size than the page was read at, or the same mistakes come again; points of figures come out. */
const AGAIN_X_HEIGHT = 28;
const MOST_REGIONS = 40;
/** What is found where nothing was read has to score this much: specks and pictures read as letters stay below. */
const LEAST_FOUND = 0.55;

/** Lines of ink that no word covers, each read on its own and set in at its place. */
export async function readUncovered(
  blocks: readonly Block[],
  lines: readonly Bbox[],
  picture: GrayPicture,
  xHeight: number,
  read: Read,
): Promise<Block[]> {
  return lookAt(blocks, lines.slice(0, MOST_REGIONS), LEAST_FOUND, async (box) => {
    // Now and then Tesseract finds nothing at one size and everything at another: a whole line of clean print. Where it
    // takes the bar of Gurmukhi for a rule, it finds nothing until the line is given to it as one word.
    for (const way of [{ size: BEST_X_HEIGHT }, { size: AGAIN_X_HEIGHT }, { size: BEST_X_HEIGHT, asWord: true }]) {
      const found = await readPart(picture, box, xHeight, read, way);
      if (found.length > 0) return found;
    }
    return [];
  });
}

/** Lines that were read badly, once more; the better is kept word by word. */
export async function readLinesAgain(
  blocks: readonly Block[],
  picture: GrayPicture,
  xHeight: number,
  read: Read,
): Promise<Block[]> {
  const doubtful = blocks
    .flatMap(({ lines }) => lines)
    .map((line) => ({ line, quality: qualityOf(line.words) }))
    .filter(({ line, quality }) => quality < DOUBTFUL_LINE || line.words.some(({ text }) => isMalformedNumber(text)))
    .sort((a, b) => a.quality - b.quality)
    .slice(0, MOST_LINES);
  return lookAt(
    blocks,
    doubtful.map(({ line }) => line.bbox),
    LEAST_ADDED,
    (box) => readPart(picture, box, xHeight, read, { size: AGAIN_X_HEIGHT }),
  );
}

/** Looks at one box after the other, for as long as that brings something. */
async function lookAt(
  blocks: readonly Block[],
  boxes: readonly Bbox[],
  least: number,
  look: (box: Bbox) => Promise<Block[]>,
): Promise<Block[]> {
  let all = [...blocks];
  let inVain = 0;
  for (const box of boxes) {
    const before = worthOf(wordsOf(all));
    all = merge(all, await look(box), { least });
    inVain = worthOf(wordsOf(all)) > before ? 0 : inVain + 1;
    if (inVain >= MOST_IN_VAIN) break;
  }
  return all;
}

export interface PartLook {
  /** X-height in pixels to which the type is brought. */
  size: number;
  /** Without looking for lines in it. */
  asWord?: boolean;
  /** Applied to what was cut out, at its new size. */
  change?: (part: GrayPicture) => Promise<GrayPicture>;
}

/** A line cut out and read; boxes in the picture's pixels. */
export async function readPart(
  picture: GrayPicture,
  [x0, y0, x1, y1]: Bbox,
  xHeight: number,
  read: Read,
  { size, asWord = false, change }: PartLook,
): Promise<Block[]> {
  const margin = xHeight / 2;
  const factor = Math.min(3, Math.max(0.5, size / xHeight));
  const crop = cropOf(picture, [x0 - margin, y0 - margin, x1 + margin, y1 + margin], factor);
  const blocks = await read({
    picture: change ? await change(crop.picture) : crop.picture,
    segmentation: asWord ? 'word' : 'line',
    resolution: resolutionFor(factor * xHeight),
  });
  const found = mapBoxes(blocks, crop.toPicture);
  // What reaches in from beside is cut apart and read as something else.
  const isInside = ({ bbox }: Word) => (bbox[0] + bbox[2]) / 2 >= x0 && (bbox[0] + bbox[2]) / 2 <= x1;
  return mapLines(found, ({ words }) => (words.every(isInside) ? words : words.filter(isInside)));
}

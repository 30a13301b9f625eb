/** A page of a script whose marks stand off its letters, read a line at a time. */
import { languageByCode } from '../../contract/languages.ts';
import type { Bbox, Block } from '../../document/model.ts';
import { mapBoxes } from './boxes.ts';
import { blockOf } from './build.ts';
import { cropOf } from './crop.ts';
import type { GrayPicture } from './recognizer.ts';
import type { Read } from './second-look.ts';

/**
 * Their marks are as large as letters and stand above and below them, and Tesseract's row finding takes them for lines. A
 * clean Dhivehi page had a CER of 0.80, and of 0.07 when its lines were cut by their ink; a Burmese one 0.55 and 0.08.
 * Khmer and Tibetan read worse so.
 */
const MARKED_SCRIPTS = ['Thaa', 'Mymr'];

export const hasMarks = (packs: readonly string[]): boolean =>
  packs.some((code) => MARKED_SCRIPTS.includes(languageByCode(code)?.script ?? ''));

/**
 * The usual line is brought to this height, marks and all, in pixels. Burmese: CER 0.090 at 48, 0.081 at 55, 0.092 at 62;
 * Dhivehi 0.094, 0.072, 0.078.
 */
const LINE_HEIGHT = 55;
const MOST_ENLARGED = 3;
/** More of one page are none: texture, or a page of a newspaper. */
const MOST_LINES = 200;

/**
 * `lines`: boxes in the picture's pixels, in reading order; each that reads is a block. As raw lines, for Tesseract's mode
 * for single lines looks for rows again: Burmese 0.17, where the raw lines have 0.08.
 */
export async function readLineByLine(lines: readonly Bbox[], picture: GrayPicture, read: Read): Promise<Block[]> {
  if (lines.length === 0 || lines.length > MOST_LINES) return [];
  const heights = lines.map(heightOf).sort((a, b) => a - b);
  const factor = Math.min(MOST_ENLARGED, LINE_HEIGHT / (heights[heights.length >> 1] as number));
  const found: Block[] = [];
  for (const box of lines) {
    const crop = cropOf(picture, box, factor);
    const blocks = await read({ picture: crop.picture, segmentation: 'raw-line', resolution: RESOLUTION });
    const inLine = blocks.flatMap((block) => block.lines);
    if (inLine.length > 0) found.push(...mapBoxes([blockOf(inLine)], crop.toPicture));
  }
  return found;
}

const heightOf = ([, y0, , y1]: Bbox): number => y1 - y0;

/** Dots per inch of type whose lines are of that height. */
const RESOLUTION = 300;

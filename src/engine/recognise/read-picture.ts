/** A picture to text: measure, prepare, read, judge, look again where the reading is doubtful, put right. */
import { languageByCode } from '../../contract/languages.ts';
import type { Bbox, Block, Page, Warning } from '../../document/model.ts';
import type { Rule } from '../../layout/input.ts';
import { mapBox, mapBoxInto } from '../prepare/affine.ts';
import type { Measures } from '../prepare/measure.ts';
import { MOST_PIXELS, planPreparation, type Step } from '../prepare/plan.ts';
import { afterCare } from './after-care.ts';
import { readAmountsAgain } from './amounts.ts';
import { mapBoxes } from './boxes.ts';
import type { Images } from './images.ts';
import { qualityOf, wordsOf, worthOf } from './judge.ts';
import { letGo } from './let-go.ts';
import { hasMarks, readLineByLine } from './line-by-line.ts';
import { merge } from './merge.ts';
import { findTurn } from './orientation.ts';
import { findPictures } from './pictures.ts';
import { type GrayPicture, type ReadRequest, type Recognizer, resolutionFor } from './recognizer.ts';
import { rejoinLines } from './rejoin-lines.ts';
import { readLinesAgain, readPart, readUncovered } from './second-look.ts';
import { withoutStanding } from './standing.ts';
import { uncoveredText } from './uncovered.ts';
import { vote } from './vote.ts';

export interface PictureRequest {
  picture: GrayPicture;
  /** To read with, or what tells them from the picture: upright, level and at its own size. */
  packs: readonly string[] | ((picture: GrayPicture) => Promise<readonly string[]>);
  /** How the page divides, where that is known beforehand. */
  segmentation?: ReadRequest['segmentation'] | undefined;
  /** False for a part of a page, which lies as its page does. Default true. */
  mayTurn?: boolean;
  /** Whether a doubtful reading is followed by looks at the whole picture in other ways. Default true. */
  mayLookAgain?: boolean;
  signal: AbortSignal;
  /** 0…1. */
  onProgress?: (ratio: number) => void;
}

/** What was done to the picture, in this order. */
export type PreparationStep = Step | { step: 'erase-rules'; value: number; reason: string };

export interface PictureReading {
  /** Boxes in pixels of the upright picture. */
  blocks: Block[];
  /** Straight strokes between the words: rules of tables, underlines. */
  rules: Rule[];
  /** Photographs, drawings, stamps: large ink without words. */
  pictures: Bbox[];
  /** Degrees clockwise by which the lines lean on the upright picture. */
  skew: number;
  /** Degrees clockwise that made it upright. */
  rotation: Page['rotation'];
  /** Of the upright picture. */
  width: number;
  height: number;
  preparation: PreparationStep[];
  /** What it was read with: as requested, or the very array that the request's function gave. */
  packs: readonly string[];
  warnings: Warning[];
}

export interface Tools {
  recognizer: Recognizer;
  images: Images;
}

/** A page with more words, a newspaper's, takes half a minute a look: it is read again line by line only. */
const MOST_WORDS_AGAIN = 2_000;
/** A page whose words score less on the whole is read in other ways, too. */
const DOUBTFUL = 0.82;
const DOUBTFUL_NARROW = 0.92;
/** Below, it may stand on its head. */
const UNREADABLE = 0.55;
interface Look extends Pick<ReadRequest, 'segmentation' | 'threshold'> {
  /** The size to which the type is brought; absent: as it was first read. */
  xHeight?: number;
  /** Pixels by which strokes are made wider, at that size. */
  thicker?: number;
}

/** Of pages that read badly: receipts, faint and uneven print. */
const DOUBTFUL_LOOKS: readonly Look[] = [
  { segmentation: 'block', xHeight: 20 },
  { segmentation: 'auto', xHeight: 28, thicker: 1 },
  { segmentation: 'block', xHeight: 28, threshold: 'sauvola' },
];
/** Of receipts, which are first read as one block: each look gets other words wrong, and all of them vote. */
const NARROW_LOOKS: readonly Look[] = [
  { segmentation: 'block', xHeight: 28, thicker: 1 },
  { segmentation: 'auto', xHeight: 20 },
  { segmentation: 'block', xHeight: 34 },
  { segmentation: 'block', xHeight: 24 },
];
/** Of pages of which much was left out: their columns or cells were told apart wrongly. */
const DIVIDED_LOOKS: readonly Look[] = [{ segmentation: 'sparse' }];
const HOPELESS = 0.5;
/** Share of the progress bar that the first reading takes. */
const FIRST = 0.7;

export async function readPicture(request: PictureRequest, tools: Tools): Promise<PictureReading> {
  const { picture, signal, mayTurn = true, mayLookAgain = true, onProgress = () => {} } = request;
  const { recognizer, images } = tools;
  const measures = await images.measure(picture, signal);
  const narrow = isNarrow(measures);
  let turn = mayTurn && measures.sideways > SIDEWAYS ? await findTurn(picture, measures, [90, 270], request, tools) : 0;
  let first = await prepareAndRead(turn);
  if (mayTurn && turn === 0 && measures.letters >= FEW_LETTERS && first.quality < UNREADABLE) {
    turn = await findTurn(picture, measures, [0, 180, 90, 270], request, tools);
    if (turn !== 0) first = await prepareAndRead(turn);
  }
  const { packs, preparation, xHeight } = first;
  const isIdeographic = packs.some((code) => /^(chi|jpn|kor)/.test(code));
  const steps: PreparationStep[] = [...preparation.steps];
  // What is read from here on: without the rules of tables, once they were in the way.
  let page = preparation.picture;
  let { ink } = first;
  const read = (part: Partial<ReadRequest>) =>
    recognizer.read({
      picture: page,
      packs,
      segmentation: 'auto',
      ...(xHeight !== null && { resolution: resolutionFor(xHeight) }),
      signal,
      ...part,
    });
  const ofRows = (found: Block[]) => (xHeight === null || isIdeographic ? found : withoutStanding(found, xHeight));
  let blocks = ofRows(first.blocks);
  if (xHeight !== null) {
    const byInk = hasMarks(packs) && first.quality < DOUBTFUL ? await readByInk(xHeight) : null;
    if (byInk) blocks = byInk;
    const doubtful = !byInk && first.quality < (narrow ? DOUBTFUL_NARROW : DOUBTFUL);
    const isDense = wordsOf(blocks).length > MOST_WORDS_AGAIN;
    let lines = byInk ? [] : await uncovered();
    if (!narrow && !isDense && mayLookAgain && (doubtful || lines.length > MANY)) {
      await readWithoutRules(xHeight);
      lines = await uncovered();
    }
    const looks =
      isDense || !mayLookAgain
        ? []
        : doubtful
          ? narrow
            ? NARROW_LOOKS
            : DOUBTFUL_LOOKS
          : lines.length > MANY
            ? DIVIDED_LOOKS
            : [];
    const readings = [blocks];
    for (const [n, look] of looks.entries()) {
      readings.push(await lookAgain(look));
      onProgress(FIRST + (0.9 - FIRST) * ((n + 1) / looks.length));
    }
    blocks = narrow ? vote(readings) : readings.reduce((all, reading) => merge(all, reading));
    if (looks.length > 0) lines = await uncovered();
    blocks = await readUncovered(blocks, lines, page, xHeight, read);
    // Below, the pack does not fit the page, and lines read no better on their own.
    if (!byInk && qualityOf(wordsOf(blocks)) >= HOPELESS) {
      blocks = await readLinesAgain(blocks, page, xHeight, read);
    }
    if (narrow && doubtful) blocks = await readAmountsAgain(blocks, (box) => amountLooks(box, xHeight));
  }
  const { width, height } = preparation.upright;
  const upright = mapBoxes(afterCare(rejoinLines(blocks), packs), (box) =>
    mapBoxInto(preparation.toUpright, box, width, height),
  );
  onProgress(1);
  const known = await first.ink;
  // Of a page that hardly reads, all that was left unread would be taken for pictures.
  const words = wordsOf(blocks);
  const isRead = mayTurn && words.length > 0 && qualityOf(words) >= UNREADABLE;
  const found = isRead && known && xHeight !== null ? findPictures(known.shapes, words, xHeight) : [];
  const pictures = found.map((box) => mapBoxInto(preparation.toUpright, box, width, height));
  const skew = -(steps.find(({ step }) => step === 'deskew')?.value ?? 0);
  for (const used of [preparation.picture, page]) if (used.data.buffer !== picture.data.buffer) letGo(used.data);
  return {
    blocks: upright,
    rules: known?.rules ?? [],
    pictures,
    skew,
    rotation: turn,
    width,
    height,
    preparation: steps,
    packs,
    warnings: [],
  };

  /** Null where the page's lines read clearly worse than as Tesseract divides it. */
  async function readByInk(size: number): Promise<Block[] | null> {
    // Half a degree, which Tesseract follows, leaves no blank row between lines.
    const { degrees, certainty } = measures.skew;
    const lean = certainty < SURE_LEAN || steps.some(({ step }) => step === 'deskew') ? 0 : degrees;
    const level: Step[] = lean === 0 ? [] : [{ step: 'deskew', value: -lean, reason: 'lines are cut apart' }];
    const levelled = await images.prepare(page, level, signal);
    const lines = await images.lines(levelled.picture, size, signal);
    const found = await readLineByLine(lines, levelled.picture, read);
    if (qualityOf(wordsOf(found)) < first.quality - LESS_SURE) return null;
    return mapBoxes(found, (box) => mapBox(levelled.toOriginal, box));
  }

  async function readWithoutRules(size: number): Promise<void> {
    const erased = await images.eraseRules(page, size, signal);
    if (!erased) return;
    page = erased.picture;
    ink = images.ink({ picture: page, toUpright: preparation.toUpright }, size, signal);
    ink.catch(() => {});
    const value = erased.across + erased.down;
    steps.push({ step: 'erase-rules', value, reason: 'cells or frames were left out' });
    const found = ofRows(await read({}));
    const isBetter = worthOf(wordsOf(found)) > worthOf(wordsOf(blocks));
    blocks = isBetter ? merge(found, blocks) : merge(blocks, found);
  }

  async function lookAgain({ xHeight: wanted, thicker, ...look }: Look): Promise<Block[]> {
    let factor = wanted === undefined ? 1 : wanted / (xHeight as number);
    // Where readings vote, a picture that is even a little different tells more than the same once more.
    const alike = narrow ? 0.01 : 0.15;
    if (Math.abs(factor - 1) < alike || page.data.length * factor * factor > MOST_PIXELS) factor = 1;
    const steps: Step[] = [];
    if (factor !== 1) steps.push({ step: 'scale', value: factor, reason: 'second look' });
    if (thicker !== undefined) steps.push({ step: 'thicken', value: thicker, reason: 'second look' });
    if (steps.length === 0) return ofRows(await read(look));
    const scaled = await images.prepare(page, steps, signal);
    const found = await read({
      ...look,
      picture: scaled.picture,
      resolution: resolutionFor(factor * (xHeight as number)),
    });
    letGo(scaled.picture.data);
    return ofRows(mapBoxes(found, (box) => mapBox(scaled.toOriginal, box)));
  }

  async function* amountLooks(box: Bbox, size: number): AsyncGenerator<Block[]> {
    const steps: Step[] = [{ step: 'thicken', value: 1, reason: 'second look' }];
    const thicker = async (part: GrayPicture) => (await images.prepare(part, steps, signal)).picture;
    yield readPart(page, box, size, read, { size: 34 });
    yield readPart(page, box, size, read, { size: 28, change: thicker });
    yield readPart(page, box, size, read, { size: 24 });
  }

  async function uncovered(): Promise<Bbox[]> {
    const size = xHeight as number;
    const words = wordsOf(blocks).map(({ bbox }) => bbox);
    const lines = ink === null ? [] : uncoveredText((await ink).letters, words, size);
    return isIdeographic ? lines.filter(([x0, , x1]) => x1 - x0 >= LEAST_IDEOGRAPHS * size) : lines;
  }

  async function prepareAndRead(degrees: Page['rotation']) {
    const planned = planPreparation(measures, degrees === 0 ? {} : { turn: degrees });
    const packs = await packsFor(planned.filter(({ step }) => step !== 'scale'));
    const enlarging = packs.every((code) => languageByCode(code)?.script === 'Latn') ? WORTH_ENLARGING : 1;
    const steps = planned.filter(({ step, value }) => step !== 'scale' || value < 1 || value >= enlarging);
    const factor = steps.find(({ step }) => step === 'scale')?.value ?? 1;
    const xHeight = measures.xHeight === null ? null : measures.xHeight * factor;
    const preparation = await images.prepare(picture, steps, signal);
    const reading = recognizer.read({
      picture: preparation.picture,
      packs,
      segmentation: request.segmentation ?? (narrow ? 'block' : 'auto'),
      ...(xHeight !== null && { resolution: resolutionFor(xHeight) }),
      signal,
      onProgress: (ratio) => onProgress(ratio * FIRST),
    });
    const ink = xHeight === null ? null : images.ink(preparation, xHeight, signal);
    // Where the reading fails nobody waits for it.
    ink?.catch(() => {});
    const blocks = await reading;
    return { packs, preparation, blocks, ink, quality: qualityOf(wordsOf(blocks)), xHeight };
  }

  /** `steps` lead to the picture that the language is told from: its size is chosen by the language's script. */
  async function packsFor(steps: readonly Step[]): Promise<readonly string[]> {
    if (typeof request.packs !== 'function') return request.packs;
    return request.packs((await images.prepare(picture, steps, signal)).picture);
  }
}

/**
 * Latin type that is a little small is read better as it is: word F1 0.94 → 0.87 at 1.7 times. Not so other scripts, with
 * their dots and bars: Persian of an x-height of 10 has a CER of 0.044, and of 0.017 at twice the size.
 */
const WORTH_ENLARGING = 1.9;
/**
 * Lines of fewer x-heights than this: a receipt or one column, whose amounts would be torn from their items as a column
 * of their own. Receipts: word F1 0.70 → 0.73, CER 0.14 → 0.12 when read as one block.
 */
const NARROW_LINE = 58;
const isNarrow = ({ textBounds, xHeight }: Measures): boolean =>
  textBounds !== null && xHeight !== null && textBounds[2] - textBounds[0] < NARROW_LINE * xHeight;

/**
 * Tesseract is less sure of lines that it has not measured itself: a Burmese page of quality 0.50 and CER 0.22 came to 0.48
 * and 0.13.
 */
const LESS_SURE = 0.1;
/** Below, the measured lean is as likely the slant of the letters. */
const SURE_LEAN = 0.12;

const SIDEWAYS = 2;
/** Fewer letters tell nothing about how the page lies. */
const FEW_LETTERS = 12;
/** Boxes of single Chinese characters and Korean syllables lie half beside their ink: only longer stretches are surely without a word. */
const LEAST_IDEOGRAPHS = 4;
/** More stretches without a word than this: the page's division went wrong, and it is read anew as a whole. */
const MANY = 10;

/**
 * The invisible text of a page as PDF operators: what makes a picture of a page searchable and selectable. One writer
 * for pages made from pictures and for pages of a PDF that came in; the caller puts the result under the page's content.
 */
import type { PDFRef } from '@cantoo/pdf-lib';
import type { Page } from '../../document/model.ts';
import { directionOfText, firstCharacter, hasRtlLetter, isSpaced } from '../characters.ts';
import { linesOf } from '../lines.ts';
import { GLYPH_WIDTH, type GlyphlessFont } from './glyphless-font.ts';
import { type FramedWord, type LineFrame, lineFrame } from './line-frame.ts';
import { visualOrder } from './visual-order.ts';

/** `[a b c d e f]` of a `cm` operator. */
export type Matrix = readonly [number, number, number, number, number, number];

export type TextLayer = {
  /** Balanced in `q` and `Q`: it leaves no trace in the graphics state of what follows. */
  content: Uint8Array;
  /** By the names that the content calls them. */
  fonts: Map<string, PDFRef>;
};

/**
 * `placement` maps the page's pixels, origin bottom left and y up, into the space that the content stands in.
 * `prefix` begins the fonts' names. Undefined where the page has no word.
 */
export function textLayer(
  page: Pick<Page, 'blocks' | 'height'>,
  font: GlyphlessFont,
  placement: Matrix,
  prefix: string,
): TextLayer | undefined {
  const fonts = new Map<string, PDFRef>();
  const useFont = (ascent: number, descent: number): string => {
    const { key, ref } = font.variant(ascent, descent);
    const name = `${prefix}${key}`;
    fonts.set(name, ref);
    return name;
  };
  const lines = page.blocks.flatMap(linesOf);
  if (lines.length === 0) return undefined;
  const out: (string | number[])[] = [`q ${placement.map((value) => format(value, 6)).join(' ')} cm\n`];
  for (const line of lines) writeLine(out, lineFrame(line, page.height), font, useFont);
  out.push('Q\n');
  return { content: join(out), fonts };
}

function writeLine(
  out: (string | number[])[],
  frame: LineFrame,
  font: GlyphlessFont,
  useFont: (ascent: number, descent: number) => string,
): void {
  const { x, y, dx, dy, size, words } = frame;
  out.push(`BT 3 Tr ${dx} ${dy} ${-dy} ${dx} ${format(x)} ${format(y)} Tm\n`);
  const rtl = isRightToLeft(words);
  const shared = rtl ? commonExtents(words, size) : undefined;
  let at = { start: 0, base: 0 };
  let current = '';
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    const name = useFont(...(shared ?? extents(word, size)));
    if (name !== current) out.push(`/${name} ${format(size)} Tf `);
    current = name;
    // A leaning line is a stair of level words: pdftotext breaks words whose letters stand higher and higher.
    out.push(`${format(word.start - at.start)} ${format(word.base - at.base)} Td `);
    at = word;
    show(rtl ? shownRightToLeft(word, words[index - 1], next) : visualOrder(word.text), word.end - word.start);
    if (next && isSpaced(word.text, next.text)) show(' ', Math.max(next.start - word.end, size / 20));
  }
  out.push('ET\n');

  /** Stretched to `width` pixels. */
  function show(text: string, width: number) {
    const { codes, wide } = font.encode(text);
    const scale = (width / ((Math.max(wide, 1) * size * GLYPH_WIDTH) / 1000)) * 100;
    out.push(`${format(Math.max(scale, 0.1), 1)} Tz `, literal(codes), ' Tj\n');
  }
}

/** As the words follow each other: a line may begin with a Persian word and go on with a long address on the web. */
function isRightToLeft(words: readonly FramedWord[]): boolean {
  const text = words.map((word) => word.text).join(' ');
  const [first, last] = [words.findIndex(({ order }) => order === 0), words.findIndex(isLast)];
  if (first === last || !hasRtlLetter(text)) return directionOfText(text) === 'rtl';
  return first > last;

  function isLast({ order }: FramedWord): boolean {
    return order === words.length - 1;
  }
}

const RIGHT_TO_LEFT_MARK = '\u200f';
/** Foreign letters, numbers, and what the bidirectional algorithm counts with numbers (EN, AN, ES, ET, CS). */
const NUMBER_LIKE = /[\p{Nd}\p{Sc}\p{L}+\-.,/:#%°±\u060c\u066a-\u066c\u2212]/u;

/**
 * Whether in a right-to-left line a mark is to end a number, a foreign word or a comma on its left side. With nothing
 * there, pdftotext takes the space that follows for a part of it, and sticks the next word to it.
 */
function needsMark(shown: string, isRunGoingOn: boolean): boolean {
  const last = firstCharacter(shown);
  return NUMBER_LIKE.test(last) && !hasRtlLetter(last) && !isRunGoingOn;
}

/** What begins or ends a word without being part of a number or a name: brackets, quotes, marks of exclamation. */
const EDGES =
  /^([^\p{L}\p{M}\p{N}\p{Sc}+\-.,/:#%°±\u060c\u066a-\u066c\u2212]*)(.*?)([^\p{L}\p{M}\p{N}\p{Sc}+\-.,/:#%°±\u060c\u066a-\u066c\u2212]*)$/su;

/** A word of a right-to-left line from left to right; `left` and `right` are its neighbours on paper. */
function shownRightToLeft(word: FramedWord, left: FramedWord | undefined, right: FramedWord | undefined): string {
  const runsWith = (other: FramedWord | undefined, isBefore: boolean): boolean =>
    other !== undefined &&
    !hasRtlLetter(word.text) &&
    !hasRtlLetter(other.text) &&
    other.order < word.order === isBefore;
  const [fromLeft, toRight] = [runsWith(left, true), runsWith(right, false)];
  let shown = visualOrder(word.text);
  // Brackets around a single foreign word belong to the line: they stand where it reads them.
  if (!hasRtlLetter(word.text) && !fromLeft && !toRight) {
    const [, start = '', middle = '', end = ''] = EDGES.exec(word.text) ?? [];
    const turned = (text: string) => Array.from(text).reverse().join('');
    const mark = end === '' ? '' : RIGHT_TO_LEFT_MARK;
    if (middle !== '') shown = turned(end) + mark + middle + turned(start);
  }
  return left && needsMark(shown, fromLeft) ? RIGHT_TO_LEFT_MARK + shown : shown;
}

type Extents = [ascent: number, descent: number];

// Poppler takes an ascent above 3 for a mistake of the font's, and 0 for not given.
const MAX_EXTENT = 2.5;
const MIN_EXTENT = 0.1;
const NO_DESCENT = 0.001;

/** Of a word, in sizes of the font and steps of a tenth, so that few variants of the font serve. */
function extents({ low, high }: Pick<FramedWord, 'low' | 'high'>, size: number): Extents {
  const tenth = (value: number) => Math.min(MAX_EXTENT, Math.round((value / size) * 10) / 10);
  return [Math.max(MIN_EXTENT, tenth(high)), Math.max(0, tenth(-low)) || NO_DESCENT];
}

/**
 * One for a whole line, that overlaps well with the most words. pdf.js begins a new item with every font, and shows the
 * items of a right-to-left line in the wrong order.
 */
function commonExtents(words: readonly FramedWord[], size: number): Extents {
  let best: Extents = [1, 0.2];
  let most = -1;
  const own = words.slice(0, 40);
  for (const { high } of own) {
    for (const { low } of own) {
      const tried = extents({ low, high }, size);
      const [top, bottom] = [tried[0] * size, -tried[1] * size];
      const score = own.reduce((sum, word) => {
        const shared = Math.min(top, word.high) - Math.max(bottom, word.low);
        const overlap = shared / (Math.max(top, word.high) - Math.min(bottom, word.low));
        return sum + Math.min(overlap, 0.7);
      }, 0);
      if (score > most) [best, most] = [tried, score];
    }
  }
  return best;
}

/** A string in parentheses, bytes as they are. */
function literal(codes: readonly number[]): number[] {
  const bytes: number[] = [0x28];
  for (const code of codes) {
    for (const byte of [code >> 8, code & 0xff]) {
      if (byte === 0x28 || byte === 0x29 || byte === 0x5c) bytes.push(0x5c, byte);
      else if (byte === 0x0d) bytes.push(0x5c, 0x72);
      else bytes.push(byte);
    }
  }
  bytes.push(0x29);
  return bytes;
}

function join(parts: readonly (string | number[])[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'string')
      for (let index = 0; index < part.length; index++) bytes[at++] = part.charCodeAt(index);
    else for (const byte of part) bytes[at++] = byte;
  }
  return bytes;
}

/** PDF knows no exponents. */
function format(value: number, digits = 2): string {
  return String(Number(value.toFixed(digits)) || 0);
}

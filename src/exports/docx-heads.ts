/** Running heads as Word knows them: what stands on each page alike, with the page's number as a field. */
import type { Block, Page } from '../document/model.ts';
import { printable } from './characters.ts';

export type NumberFormat = 'decimal' | 'lowerRoman' | 'upperRoman';

/** A stretch of a head on its line, where it stands on the paper; `number`: the page's, between two texts. */
export interface HeadPart {
  place: 'left' | 'center' | 'right';
  text: string;
  /** Where in `text` the number of the page goes. */
  numberAt?: number;
}

/** Lines, from the top; their parts from the left. */
export interface Heads {
  header: HeadPart[][];
  footer: HeadPart[][];
}

export interface PageHeads {
  heads: Heads;
  /** What heads of the same kind have in common, whatever their number is; empty where the page has none. */
  key: string;
  /** How pages are numbered here: a page's number is `index + offset`. */
  numbering: Numbering | null;
}

interface Numbering {
  format: NumberFormat;
  offset: number;
}

/** Of the pages that have heads: so many must count alike before their numbers are taken for page numbers. */
const ALIKE = 0.5;

export function pageHeads(pages: readonly Page[]): PageHeads[] {
  const schemes = numberings(pages);
  let last: Numbering | null = null;
  return pages.map((page) => {
    const numbering =
      schemes.find((scheme) => printedNumbers(page).some((number) => isOf(number, scheme, page))) ?? last;
    last = numbering;
    const heads = {
      header: headLines(page, 'page-header', numbering),
      footer: headLines(page, 'page-footer', numbering),
    };
    return { heads, numbering, key: keyOf(heads) };
  });
}

const keyOf = ({ header, footer }: Heads): string => {
  const parts = [...header, null, ...footer].flatMap((line) =>
    line === null
      ? ['/']
      : // Recognised heads differ from page to page by their punctuation.
        line.map(
          (part) => (part.numberAt === undefined ? '' : '#') + part.text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''),
        ),
  );
  return parts.length === 1 ? '' : parts.join('|');
};

interface PrintedNumber {
  format: NumberFormat;
  value: number;
  /** In the text of its block. */
  start: number;
  end: number;
  /** Nothing but the number and its ornaments. */
  bare: boolean;
}

const DECIMAL = /(?<![\p{Nd}\p{L}.,/:])\p{Nd}{1,4}(?![\p{Nd}\p{L}]|[.,/:]\p{Nd})/gu;
const BARE = /^[^\p{L}\p{N}]*(?:(\p{Nd}{1,4})|([ivxlc]{1,8})|([IVXLC]{1,8}))[^\p{L}\p{N}]*$/u;

function numbersIn(text: string): PrintedNumber[] {
  const bare = BARE.exec(text);
  const roman = bare?.[2] ?? bare?.[3];
  if (bare && roman) {
    const start = text.indexOf(roman);
    const format = bare[2] ? 'lowerRoman' : 'upperRoman';
    return [{ format, value: romanValue(roman), start, end: start + roman.length, bare: true }];
  }
  return [...text.matchAll(DECIMAL)].map((match) => ({
    format: 'decimal',
    value: decimalValue(match[0]),
    start: match.index,
    end: match.index + match[0].length,
    bare: bare !== null,
  }));
}

const printedNumbers = (page: Page): PrintedNumber[] => headBlocks(page).flatMap(({ text }) => numbersIn(text));

const headBlocks = ({ blocks }: Pick<Page, 'blocks'>): Block[] =>
  blocks.filter(({ type, text }) => (type === 'page-header' || type === 'page-footer') && text.trim() !== '');

const isOf = ({ format, value }: PrintedNumber, scheme: Numbering, { index }: Page): boolean =>
  format === scheme.format && value === index + scheme.offset;

/** The ways in which pages are numbered, the commonest first: no two pages that count apart have the same by chance. */
function numberings(pages: readonly Page[]): Numbering[] {
  const counts = new Map<string, Numbering & { count: number }>();
  for (const page of pages) {
    const seen = new Set<string>();
    for (const { format, value } of printedNumbers(page)) {
      const offset = value - page.index;
      const key = `${format} ${offset}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const known = counts.get(key);
      if (known) known.count += 1;
      else counts.set(key, { format, offset, count: 1 });
    }
  }
  const headed = pages.filter((page) => headBlocks(page).length > 0).length;
  const found = [...counts.values()].filter(({ count }) => count >= 2).sort((a, b) => b.count - a.count);
  const total = found.reduce((sum, { count }) => sum + count, 0);
  return total >= headed * ALIKE ? found.map(({ format, offset }) => ({ format, offset })) : [];
}

function headLines(page: Page, type: Block['type'], numbering: Numbering | null): HeadPart[][] {
  const blocks = headBlocks(page)
    .filter((block) => block.type === type)
    .sort((a, b) => a.bbox[1] - b.bbox[1]);
  const lines: Block[][] = [];
  for (const block of blocks) {
    const line = lines.at(-1);
    const middle = (block.bbox[1] + block.bbox[3]) / 2;
    if (line?.some(({ bbox }) => bbox[1] <= middle && middle <= bbox[3])) line.push(block);
    else lines.push([block]);
  }
  return lines.map((line) => line.sort((a, b) => a.bbox[0] - b.bbox[0]).map((block) => partOf(block, page, numbering)));
}

function partOf({ text: raw, bbox }: Block, page: Page, numbering: Numbering | null): HeadPart {
  const middle = (bbox[0] + bbox[2]) / 2 / Math.max(page.width, 1);
  const place = middle < 0.4 ? 'left' : middle > 0.6 ? 'right' : 'center';
  const text = printable(raw).replace(/\s+/g, ' ').trim();
  // A bare number that does not fit was misread.
  const number = numbering && numbersIn(text).find((one) => one.bare || isOf(one, numbering, page));
  if (!number) return { place, text };
  return { place, text: text.slice(0, number.start) + text.slice(number.end), numberAt: number.start };
}

/** The digits of any script: each set of ten stands in a row, from 0. */
const decimalValue = (text: string): number =>
  Array.from(text).reduce((value, digit) => value * 10 + digitValue(digit), 0);

function digitValue(digit: string): number {
  let point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - 1))) {
    point -= 1;
    value += 1;
  }
  return value;
}

const ROMAN: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

function romanValue(text: string): number {
  const values = Array.from(text.toLowerCase(), (letter) => ROMAN[letter] ?? 0);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}

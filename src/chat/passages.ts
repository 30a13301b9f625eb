/** A page as passages: sentences, list items, rows with their table's headers, headings. */
import type { Page } from '../document/model.ts';
import { findDates } from '../layout/fields/dates.ts';
import type { Cell } from '../layout/fields/rows.ts';
import { buildRows, type Row } from '../layout/fields/rows.ts';
import { type Alignment, alignWords, type BlockRange } from './align.ts';
import { type Range, sentenceRanges } from './sentences.ts';
import type { Passage } from './types.ts';

/** A line of as many words reads on into the next. */
const PROSE_WORDS = 9;
/** The same of a script without spaces. */
const UNSPACED_PROSE_LETTERS = 25;
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;
const HEADING_LETTERS = 90;
const CASELESS_HEADING_LETTERS = 60;
const MAX_HEADERS = 5;
const BULLET = /^\s*(?:[•●○◦▪■–—*·-]|\(?(?:\p{Nd}{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)/iu;

/**
 * The page's passages in reading order; `headers` and `heading` are positions in the list returned. `language` is an ISO
 * 639-1 code.
 */
export function pagePassages(
  page: Pick<Page, 'index' | 'text' | 'blocks'>,
  language: string,
  aligned?: Alignment,
): Passage[] {
  const { words, blocks } = aligned ?? alignWords(page);
  const rows = buildRows(page.text, words);
  const passages: Passage[] = [];
  let paragraph: Row[] = [];
  const endParagraph = () => {
    passages.push(...sentencesOf(page, paragraph, language));
    paragraph = [];
  };
  rows.forEach((row, i) => {
    const kind = kindOf(page.text, row, paragraph.at(-1), rows[i + 1], blocks);
    if (kind === 'prose') {
      if (paragraph.length > 0 && startsAnew(page.text, paragraph.at(-1), row, blocks)) endParagraph();
      paragraph.push(row);
      return;
    }
    endParagraph();
    passages.push({ page: page.index, kind, spans: spansOf(page.text, row.cells), cells: row.cells });
  });
  endParagraph();
  return withHeadings(page.text, passages);
}

type RowKind = 'prose' | 'row' | 'item' | 'heading';

function kindOf(
  text: string,
  row: Row,
  previous: Row | undefined,
  next: Row | undefined,
  blocks: BlockRange[],
): RowKind {
  const [first] = row.cells;
  if (!first) return 'row';
  const type = blockAt(blocks, first.start)?.type;
  const raw = row.cells.map((cell) => text.slice(cell.start, cell.end)).join(' ');
  if (type === 'heading') return 'heading';
  if (isNumberedHeading(raw, next && rowText(text, next))) return 'heading';
  if (type === 'list-item' || BULLET.test(raw)) return 'prose';
  if (type === 'table' || row.cells.length > 2) return looksTabular(text, row) ? 'row' : 'prose';
  if (row.cells.length === 2) return looksTabular(text, row) ? 'row' : 'prose';
  const wordCount = raw.split(/\s+/).length;
  if (isProseLong(raw)) return 'prose';
  if (previous && !/[.!?:؟。！？]\s*$/u.test(rowText(text, previous)) && adjoins(text, previous, row)) return 'prose';
  if (!isHeading(text, raw, row, next))
    return /[.!?؟]$/u.test(raw) && wordCount > 4 ? 'prose' : /[。！？]$/u.test(raw) ? 'prose' : 'row';
  return 'heading';
}

const isProseLong = (raw: string): boolean =>
  raw.split(/\s+/).length >= PROSE_WORDS || (UNSPACED.test(raw) && raw.length > UNSPACED_PROSE_LETTERS);

/** `3. Rent` over a line that begins anew. */
function isNumberedHeading(raw: string, next: string | undefined): boolean {
  const title = /^\s*(?:\p{Nd}{1,2}(?:\.\p{Nd}{1,2})*\.?|§\s?\p{Nd}+)\s+(\p{Lu}[^.!?;:]*)$/u.exec(raw)?.[1];
  if (!title || !next || BULLET.test(next)) return false;
  return title.split(/\s+/).length <= 7 && !/\p{Nd}/u.test(title) && /^[^\p{Ll}\p{Nd}]/u.test(next);
}

/** Continues the line before: nothing but one line break between them. */
function adjoins(text: string, previous: Row, row: Row): boolean {
  const [from, to] = [previous.cells.at(-1)?.end ?? 0, row.cells[0]?.start ?? 0];
  return to > from && (text.slice(from, to).match(/\n/g)?.length ?? 0) === 1;
}

/** Cells that hold a value, or that are all short. */
function looksTabular(text: string, row: Row): boolean {
  const texts = row.cells.map((cell) => text.slice(cell.start, cell.end));
  if (texts.slice(1).some(isValue) || texts.some((cell) => /[:：]$/.test(cell))) return true;
  return texts.every((cell) => cell.split(/\s+/).length <= 8);
}

const isValue = (text: string): boolean =>
  /^[^\p{L}]{0,4}\p{Nd}[\p{Nd}\s.,٬٫%٪)’'/:-]*(?:[\p{L}%$€£¥.]{1,5})?$/u.test(text) ||
  /^[-–—]+$/.test(text) ||
  (text.length < 40 && findDates(text).length > 0);

function isHeading(text: string, raw: string, row: Row, next: Row | undefined): boolean {
  if (row.cells.length > 1 || raw.length > HEADING_LETTERS || !next || !/\p{L}{3}/u.test(raw)) return false;
  if (/[.,;:!?،؛؟。，；：！？]$/.test(raw) || /\p{Nd}[.,]\p{Nd}/u.test(raw)) return false;
  const nextRaw = rowText(text, next);
  const overProse = isProseLong(nextRaw);
  // Scripts without capitals tell a heading by what stands below it alone.
  if (raw.toUpperCase() === raw.toLowerCase()) return overProse && raw.length <= CASELESS_HEADING_LETTERS;
  const letterWords = raw.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const capitals = letterWords.filter((word) => /^[^\p{Ll}]/u.test(word) || word.length < 4).length;
  return capitals >= 0.6 * letterWords.length && (overProse || raw === raw.toUpperCase());
}

function startsAnew(text: string, previous: Row | undefined, row: Row, blocks: BlockRange[]): boolean {
  if (!previous) return false;
  const [from, to] = [previous.cells.at(-1)?.end ?? 0, row.cells[0]?.start ?? 0];
  if (to <= from || BULLET.test(text.slice(to, to + 12))) return true;
  const gap = text.slice(from, to);
  if (!/\n\s*\n/.test(gap)) return false;
  // A sentence that goes on after a blank line: the layout broke it, not the writer.
  const open = /[\p{L},]$/u.test(text.slice(0, from)) && /^\p{Ll}/u.test(text.slice(to));
  return !open || blockAt(blocks, from)?.type === 'list-item';
}

function sentencesOf(page: Pick<Page, 'index' | 'text'>, rows: Row[], language: string): Passage[] {
  const start = rows[0]?.cells[0]?.start;
  const end = rows.at(-1)?.cells.at(-1)?.end;
  if (start === undefined || end === undefined || end <= start) return [];
  const bullet = BULLET.exec(page.text.slice(start, end))?.[0].length ?? 0;
  const kind = bullet > 0 ? 'item' : 'sentence';
  return sentenceRanges(page.text.slice(start + bullet, end), language).map(([from, to]) => ({
    page: page.index,
    kind,
    spans: [[start + bullet + from, start + bullet + to]] as Range[],
  }));
}

/** Neighbouring cells as one span where nothing but white space and rules part them in the text. */
export function spansOf(text: string, cells: readonly Cell[]): Range[] {
  const ordered = [...cells].sort((a, b) => a.start - b.start);
  const spans: Range[] = [];
  for (const cell of ordered) {
    const last = spans.at(-1);
    if (last && /^[\s|.…_]*$/.test(text.slice(last[1], cell.start))) last[1] = cell.end;
    else spans.push([cell.start, cell.end]);
  }
  return spans;
}

/** Gives rows their table's header rows, and everything the heading it stands under. */
function withHeadings(text: string, passages: Passage[]): Passage[] {
  let heading: number | undefined;
  let section: number | undefined;
  let headers: number[] = [];
  let lastWasData = false;
  passages.forEach((passage, i) => {
    if (passage.kind === 'heading') {
      heading = section = i;
      return;
    }
    if (passage.kind !== 'row') {
      headers = [];
      section = heading;
      if (heading !== undefined) passage.heading = heading;
      return;
    }
    if (section !== undefined) passage.heading = section;
    const texts = (passage.cells ?? []).map((cell) => text.slice(cell.start, cell.end));
    if (isData(texts)) {
      passage.headers = [...headers];
      lastWasData = true;
    } else if (texts.length === 1 && !/\p{Nd}{4}/u.test(texts[0] ?? '') && lastWasData) section = i;
    else {
      if (lastWasData) headers = [];
      headers = [...headers, i].slice(-MAX_HEADERS);
      passage.headers = headers.slice(0, -1);
      lastWasData = false;
    }
  });
  return passages;
}

/** A row with a value that is not a year or a date. */
const isData = (texts: string[]): boolean =>
  texts.slice(1).some((cell) => isValue(cell) && !/^(?:19|20)\p{Nd}{2}$/u.test(cell) && findDates(cell).length === 0);

const rowText = (text: string, row: Row): string => row.cells.map((cell) => text.slice(cell.start, cell.end)).join(' ');

const blockAt = (blocks: BlockRange[], offset: number): BlockRange | undefined =>
  blocks.find((block) => block.start <= offset && offset < block.end);

/** Label–value pairs of any kind of form, by the ways in which forms set them. */
import { type DocumentRow, type FieldsDocument, type Span, spansInRow } from './fields-document.ts';
import type { Cell } from './rows.ts';

export interface Pair {
  label: Span;
  value: Span[];
  /** Of a tick box. */
  ticked?: boolean;
  /** 0…1: how surely the two belong together. */
  sure: number;
}

const COLON = 0.9;
const LEADER = 0.85;
const TICK = 0.9;
const BESIDE = 0.6;
const HEADED = 0.7;
const BELOW = 0.65;
const MAX_LABEL_WORDS = 7;
const MAX_LABEL_LETTERS = 60;

/** In the order of the rows. */
export function findPairs({ rows }: FieldsDocument): Pair[] {
  const pairs: Pair[] = [];
  for (let at = 0; at < rows.length; at++) {
    const headed = headedPairs(rows, at);
    pairs.push(...(headed.length > 0 ? headed : rowPairs(rows, at)));
    if (headed.length > 0) at++;
  }
  return pairs;
}

/** By the first way that gives any. */
function rowPairs(rows: readonly DocumentRow[], at: number): Pair[] {
  const row = rows[at];
  if (!row) return [];
  const ticks = tickPairs(row);
  if (ticks.length > 0) return ticks;
  const own = colonPairs(rows, at);
  if (own.length > 0) return own;
  const pair = leaderPair(row) ?? besidePair(row);
  return pair ? [pair] : [];
}

const isLabel = (text: string): boolean => {
  const plain = text.trim();
  return (
    plain.length <= MAX_LABEL_LETTERS &&
    plain.split(/\s+/).length <= MAX_LABEL_WORDS &&
    /\p{L}{2}|[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(plain) &&
    !/[.!?。]\s+\p{L}/u.test(plain.replace(/\b\p{L}{1,4}\.\s/gu, '')) &&
    !/^https?$/i.test(plain)
  );
};

/** A colon that parts a label from its value: none of a time, a ratio or an address. */
const LABEL_COLON = /(?<!\p{Nd}(?=\s?[:：]\s?\p{Nd}))\s?[:：](?!\/\/)(?!\p{Nd}{2}(?!\p{Nd}))/gu;

/** `Name: Ann Example`, several in a row, or a label whose value is the next cell or the one below. */
function colonPairs(rows: readonly DocumentRow[], at: number): Pair[] {
  const row = rows[at];
  if (!row) return [];
  const { line } = row;
  const colons = [...line.matchAll(LABEL_COLON)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const labels = colons.flatMap(({ from, to }, i) => {
    const before = colons[i - 1]?.to ?? 0;
    const start = labelStart(line, before, from, i > 0);
    return isLabel(line.slice(start, from)) ? [{ start, from, to }] : [];
  });
  return labels.flatMap(({ start, from, to }, i): Pair[] => {
    const end = labels[i + 1]?.start ?? line.length;
    const label = spanOf(row, start, from);
    const value = valueSpan(row, to, end);
    if (!label) return [];
    if (value.length > 0) return [{ label, value, sure: COLON }];
    const ruled = /[_.…]{3}/.test(line.slice(to, end));
    const below = ruled ? null : cellBelow(rows, at, label);
    return below ? [{ label, value: below, sure: BELOW }] : [];
  });
}

/** Behind a value, the next label is what stands behind a wide gap, or else the last word or two. */
function labelStart(line: string, from: number, to: number, behind: boolean): number {
  const gap = line.lastIndexOf('  ', to - 1);
  if (gap >= from) return gap + 2;
  if (!behind) return from + (line.slice(from, to).length - line.slice(from, to).trimStart().length);
  const words = /(?:\p{L}[\p{L}.#/-]*\s){0,1}\p{L}[\p{L}.#/-]*\.?\s*$/u.exec(line.slice(from, to));
  return words ? from + words.index : to;
}

/** Without the blanks and the rule drawn for it; nothing where only the rule is there. */
function valueSpan(row: DocumentRow, from: number, to: number): Span[] {
  const raw = row.line.slice(from, to);
  const start = from + (/^[\s_.…|-]*/.exec(raw)?.[0].length ?? 0);
  const end = from + raw.replace(/[\s_…|]+$/, '').length;
  return end > start && /[\p{L}\p{Nd}]/u.test(row.line.slice(start, end)) ? spansInRow(row, start, end) : [];
}

const spanOf = (row: DocumentRow, from: number, to: number): Span | null => {
  const text = row.line.slice(from, to);
  const start = from + (/^[\s•*_|-]*/.exec(text)?.[0].length ?? 0);
  const end = from + text.replace(/[\s_.…:：|]+$/, '').length;
  const spans = end > start ? spansInRow(row, start, end) : [];
  const [first, last] = [spans[0], spans.at(-1)];
  return first && last ? { page: first.page, start: first.start, end: last.end } : null;
};

/** The cell of the next row under the label, where that is no label itself. */
function cellBelow(rows: readonly DocumentRow[], at: number, label: Span): Span[] | null {
  const [row, next] = [rows[at], rows[at + 1]];
  const own = row?.cells.find((cell) => cell.start <= label.start && label.start < cell.end);
  if (!row || !next || !own || next.page !== row.page || next.top - row.bottom > 2 * (row.bottom - row.top))
    return null;
  const below = next.cells.find((cell) => overlap(cell, own) > 0);
  if (!below || /[:：]/.test(next.text.slice(below.start, below.end).replace(/\p{Nd}[:：]\p{Nd}/gu, ''))) return null;
  return [{ page: next.page, start: below.start, end: below.end }];
}

const overlap = (a: Cell, b: Cell): number => Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);

/** `Label ........ value` */
function leaderPair(row: DocumentRow): Pair | null {
  const match = /^(.+?)\s*(?:[.·…_](?:\s?[.·…_]){3,}|…+)\s*(\S.*)$/u.exec(row.line);
  const [, name = '', rest = ''] = match ?? [];
  if (!match || !isLabel(name)) return null;
  const label = spanOf(row, 0, name.length);
  const value = valueSpan(row, row.line.length - rest.length, row.line.length);
  return label && value.length > 0 ? { label, value, sure: LEADER } : null;
}

/** Two cells in a row, the first of words, the second with a figure: a table of two columns. */
function besidePair(row: DocumentRow): Pair | null {
  const [first, second] = row.cells;
  if (!first || !second || row.cells.length !== 2) return null;
  const [name, text] = [row.text.slice(first.start, first.end), row.text.slice(second.start, second.end)];
  if (!isLabel(name) || /\p{Nd}{3}/u.test(name) || !/[\p{Nd}@]/u.test(text) || text.length > MAX_LABEL_LETTERS)
    return null;
  const label = { page: row.page, start: first.start, end: first.start + name.trimEnd().length };
  return { label, value: [{ page: row.page, start: second.start, end: second.end }], sure: BESIDE };
}

/** A row of labels over one row of values, cell under cell. With a third row like it, it is a table. */
function headedPairs(rows: readonly DocumentRow[], at: number): Pair[] {
  const [head, body, third] = [rows[at], rows[at + 1], rows[at + 2]];
  if (!head || !body || head.page !== body.page || head.cells.length < 2 || body.cells.length > head.cells.length)
    return [];
  const text = ({ start, end }: Cell, row: DocumentRow) => row.text.slice(start, end);
  const figures = (row: DocumentRow) => row.cells.filter((cell) => /\p{Nd}/u.test(text(cell, row))).length;
  const labelled = head.cells.every((cell) => isLabel(text(cell, head)) && !/\p{Nd}|[:：]/u.test(text(cell, head)));
  if (!labelled || figures(body) === 0 || body.cells.some((cell) => /[:：]$/.test(text(cell, body)))) return [];
  if (body.top - head.bottom > 2 * (head.bottom - head.top)) return [];
  const like = third && third.page === body.page && third.cells.length === body.cells.length && figures(third) > 0;
  if (like || body.cells.length < 2) return [];
  return head.cells.flatMap((cell): Pair[] => {
    const under = body.cells.find((other) => overlap(other, cell) > 0);
    const label = { page: head.page, start: cell.start, end: cell.end };
    return under ? [{ label, value: [{ page: body.page, start: under.start, end: under.end }], sure: HEADED }] : [];
  });
}

const BOX = /[☐☑☒□■▢✓✔✗✘]|[[(]\s?[xX✓✔]?\s?[\])]/gu;
const TICKED = /[☑☒■✓✔✗✘xX]/;

/** `[x] Yes [ ] No`, or the boxes behind their words. */
function tickPairs(row: DocumentRow): Pair[] {
  const boxes = [...row.line.matchAll(BOX)].filter(({ index }) => {
    const before = row.line.charAt(index - 1);
    return before === '' || /[\s:：/]/.test(before);
  });
  if (boxes.length === 0) return [];
  const last = boxes.at(-1);
  const behind = last !== undefined && row.line.slice(last.index + last[0].length).trim() === '';
  return boxes.flatMap((box, i): Pair[] => {
    const [from, to] = behind
      ? [i === 0 ? 0 : (boxes[i - 1]?.index ?? 0) + (boxes[i - 1]?.[0].length ?? 0), box.index]
      : [box.index + box[0].length, boxes[i + 1]?.index ?? row.line.length];
    const label = spanOf(row, from, to);
    if (!label || !isLabel(row.text.slice(label.start, label.end))) return [];
    return [
      { label, value: spansInRow(row, box.index, box.index + box[0].length), ticked: TICKED.test(box[0]), sure: TICK },
    ];
  });
}

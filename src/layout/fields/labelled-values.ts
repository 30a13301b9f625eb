/** The values of a field, found by its labels: beside them, in the same line, or below. */
import { FIELD_LABELS, type FieldLabels } from './labels.ts';
import { lineWords, matchLongest, matchPhrase, type PhraseMatch, type PhraseWord } from './phrases.ts';
import type { Cell } from './rows.ts';
import { type Conventions, type FoundValue, findValues } from './values.ts';

/** A visual row of a page; its cells are offsets in `text`, the page's whole text. */
export interface LabelRow {
  page: number;
  text: string;
  cells: readonly Cell[];
  /** Running text: a label in it is likelier a word of the sentence. */
  running: boolean;
}

export interface LabelledValue {
  /** Position among the rows. */
  row: number;
  page: number;
  /** Offsets in the page's text. */
  label: [number, number];
  value: [number, number];
  found: FoundValue;
  /** 0…1, a little above for long labels. */
  score: number;
}

/** Lines below a label in which its value may stand. */
const BELOW = 3;
const RUNNING_PENALTY = 0.15;

/** Of all rows, in their order, whatever their score. */
export const labelledValues = (
  rows: readonly LabelRow[],
  field: FieldLabels,
  conventions: Conventions = {},
): LabelledValue[] => rows.flatMap((_, at) => rowValues(rows, at, field, conventions));

function rowValues(
  rows: readonly LabelRow[],
  at: number,
  field: FieldLabels,
  conventions: Conventions,
): LabelledValue[] {
  const row = rows[at];
  if (!row) return [];
  const { text, cells, page } = row;
  return cells.flatMap((cell, c) => {
    const raw = text.slice(cell.start, cell.end);
    const label = labelIn(lineWords(raw), raw, field);
    if (!label) return [];
    const strength = label.strength - (row.running ? RUNNING_PENALTY : 0);
    const make = (offset: number, found: FoundValue, factor: number): LabelledValue => ({
      row: at,
      page,
      label: [cell.start + label.match.start, cell.start + label.match.end],
      value: [offset + found.start, offset + found.end],
      found,
      score: strength * factor * (0.5 + 0.5 * found.certainty),
    });
    const rest = raw.slice(label.match.end);
    // "Bill to address:" names the value that follows; the rest of the label is none.
    const open = field.kind === 'text' && /[:：]\s*$/.test(rest);
    const inside = choose(
      findValues(rest, field.kind, conventions).filter((value) => !open && !brokenOff(rest, value, field)),
      field,
    );
    if (inside) return [make(cell.start + label.match.end, inside, 1)];
    const beside = valueBeside(text, cells.slice(c + 1), field, conventions);
    if (beside) return [make(beside.offset, beside.value, 1)];
    const below = valueBelow(rows, at, cell, field, conventions);
    if (below) return [make(below.offset, below.value, isTableHead(rows, at, cell, field) ? 0.5 : 0.85)];
    // A number set left of its label, as in lines that mix directions.
    const before = c > 0 && field.kind !== 'text' ? valueBeside(text, cells.slice(c - 1, c), field, conventions) : null;
    return before ? [make(before.offset, before.value, 0.7)] : [];
  });
}

/**
 * "Description | Quantity | Amount": what stands below is a column's first value, not the document's. With one row of
 * values below it is a form's.
 */
function isTableHead(rows: readonly LabelRow[], at: number, label: Cell, field: FieldLabels): boolean {
  const valued = (row: LabelRow, cell: Cell) => findValues(row.text.slice(cell.start, cell.end), field.kind).length > 0;
  const head = rows[at];
  if (!head || head.cells.length < 3 || head.cells.some((cell) => valued(head, cell))) return false;
  if (field.kind === 'amount' || field.kind === 'number') return true;
  const [first, second] = rows.slice(at + 1, at + 3);
  if (second?.page !== head.page || first?.cells.length !== second.cells.length) return false;
  return second.cells.some((cell) => overlaps(cell, label) && valued(second, cell));
}

const overlaps = (a: Cell, b: Cell): boolean => Math.min(a.x1, b.x1) > Math.max(a.x0, b.x0);

interface Label {
  match: PhraseMatch;
  strength: number;
}

const INCLUSIVE = /\bincl|\binc\b|ttc|brutto|inclusive|including/i;
const TAX_WORDS = new Set([
  'tax',
  'taxable',
  'vat',
  'gst',
  'mwst',
  'ust',
  'tva',
  'iva',
  'btw',
  'مالیات',
  'الضریبه',
  'discount',
  'disc',
]);

/** How surely the words name the field: 1 a label of its own, 0.6 a weak one, less beside words of another field. */
function labelIn(words: readonly PhraseWord[], raw: string, field: FieldLabels): Label | null {
  const strong = matchLongest(words, field.labels);
  const match = strong ?? matchLongest(words, field.weak);
  if (!match) return null;
  const inclusive = INCLUSIVE.test(raw);
  const outside = [...words.slice(0, match.from), ...words.slice(match.to)];
  const avoided = field.avoid.some((word) => !(inclusive && TAX_WORDS.has(word)) && matchPhrase(outside, word));
  const alone = outside.filter((word) => /\p{L}/u.test(word.key)).length;
  const strength =
    (strong ? 1 : alone === 0 ? 0.75 : 0.6) +
    0.02 * (match.to - match.from) -
    0.04 * Math.min(5, alone) -
    (avoided ? 0.55 : 0);
  return strength > 0 ? { match, strength } : null;
}

/** A value so far behind its label that other words stand between is another's. */
function brokenOff(rest: string, value: FoundValue, field: FieldLabels): boolean {
  const between = rest.slice(0, value.start);
  const words = between.match(/\p{L}+/gu)?.length ?? 0;
  return field.kind === 'text' ? false : words > (field.kind === 'identifier' ? 2 : 6);
}

function choose(values: FoundValue[], field: FieldLabels): FoundValue | null {
  if (values.length === 0) return null;
  if (field.kind !== 'amount') return values[0] ?? null;
  const sure = Math.max(...values.map((value) => value.certainty));
  const good = values.filter((value) => value.certainty >= sure - 0.2);
  if (field.id !== 'total') return good.at(-1) ?? null;
  return good.reduce((a, b) => (Math.abs(b.value ?? 0) > Math.abs(a.value ?? 0) ? b : a));
}

/** Nothing but a label of some field, or one with its value. */
function isAnyLabel(text: string): boolean {
  const words = lineWords(text.replace(/[:：].*/s, ''));
  return FIELD_LABELS.some(({ labels }) => {
    const match = matchLongest(words, labels);
    return match !== null && match.to - match.from === words.length;
  });
}

interface Placed {
  offset: number;
  value: FoundValue;
}

function valueBeside(
  text: string,
  cells: readonly Cell[],
  field: FieldLabels,
  conventions: Conventions,
): Placed | null {
  const placed = cells.flatMap((cell) =>
    findValues(text.slice(cell.start, cell.end), field.kind, conventions).map((value) => ({
      offset: cell.start,
      value,
    })),
  );
  if (field.kind === 'text') {
    const [next] = placed;
    const [cell] = cells;
    if (cell && isAnyLabel(text.slice(cell.start, cell.end))) return null;
    return next && cells[0]?.start === next.offset && !/[:：]$/.test(text.slice(next.offset, cells[0].end))
      ? next
      : null;
  }
  if (field.kind !== 'amount') {
    // The next cell's value, unless a label of its own stands in between.
    const between = cells.findIndex((cell) => cell.start === placed[0]?.offset);
    return between <= 1 ? (placed[0] ?? null) : null;
  }
  const chosen = choose(
    placed.map(({ value }) => value),
    field,
  );
  return placed.find(({ value }) => value === chosen) ?? null;
}

/** In one of the next rows, in the cell that shares most of the label's width. */
function valueBelow(
  rows: readonly LabelRow[],
  at: number,
  label: Cell,
  field: FieldLabels,
  conventions: Conventions,
): Placed | null {
  const page = rows[at]?.page;
  for (let next = at + 1; next <= at + BELOW; next++) {
    const row = rows[next];
    if (!row || row.page !== page) continue;
    const overlap = (cell: Cell) => Math.min(cell.x1, label.x1) - Math.max(cell.x0, label.x0);
    const cell = [...row.cells].sort((a, b) => overlap(b) - overlap(a))[0];
    if (!cell || overlap(cell) <= 0) continue;
    const raw = row.text.slice(cell.start, cell.end);
    if (field.kind === 'text' && /^\(.*\)$/.test(raw)) continue;
    const value = choose(findValues(raw, field.kind, conventions), field);
    if (value && (field.kind === 'text' || value.end - value.start > 0.5 * raw.length))
      return { offset: cell.start, value };
    if (/\p{L}/u.test(raw) && field.kind === 'text') return null;
  }
  return null;
}

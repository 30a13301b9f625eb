/** The values of a form's field, found by its labels: beside them, in the same line, or below. */
import type { Field } from './fields.ts';
import { matchLongest, matchPhrase, type PhraseMatch, type PhraseWord, phraseWords } from './phrases.ts';
import { passageText } from './postings.ts';
import type { Cell, ChatIndex, Passage } from './types.ts';
import { type FoundValue, findValues } from './values.ts';

export interface FieldValue {
  page: number;
  passage: number;
  /** Offsets in the page's text. */
  label: [number, number] | null;
  value: [number, number];
  key: string;
  score: number;
}

/** Lines below a label in which its value may stand. */
const BELOW = 3;
const ENOUGH = 0.45;

/** Best first; empty where no label with a value was found. */
export function fieldValues(index: ChatIndex, field: Field): FieldValue[] {
  const found = index.passages.flatMap((passage, i) => passageValues(index, field, passage, i));
  const good = found.filter((value) => value.score >= ENOUGH);
  const values = good.length > 0 ? (field.id === 'total' ? weighTotals(index, good) : good) : bareValues(index, field);
  return values.sort((a, b) => b.score - a.score || a.passage - b.passage);
}

function passageValues(index: ChatIndex, field: Field, passage: Passage, at: number): FieldValue[] {
  const text = index.texts[passage.page] ?? '';
  const cells = passage.cells ?? passage.spans.map(([start, end]) => ({ start, end, x0: 0, x1: 0 }));
  return cells.flatMap((cell, c) => {
    const raw = text.slice(cell.start, cell.end);
    const words = phraseWords(raw);
    const label = labelIn(words, raw, field);
    if (!label) return [];
    const strength = label.strength + (passage.kind === 'sentence' || passage.kind === 'item' ? -0.15 : 0);
    const make = (offset: number, value: FoundValue, factor: number): FieldValue => ({
      page: passage.page,
      passage: at,
      label: [cell.start + label.match.start, cell.start + label.match.end],
      value: [offset + value.start, offset + value.end],
      key: value.key,
      score: strength * factor * (0.5 + 0.5 * value.certainty) + placeBonus(index, field, passage.page, at),
    });
    const rest = raw.slice(label.match.end);
    const inside = choose(
      findValues(rest, field.kind).filter((value) => !brokenOff(rest, value, field)),
      field,
    );
    if (inside) return [make(cell.start + label.match.end, inside, 1)];
    const beside = valueBeside(text, cells.slice(c + 1), field);
    if (beside) return [make(beside.offset, beside.value, 1)];
    const below = valueBelow(index, at, cell, field);
    if (below) return [make(below.offset, below.value, isTableHead(text, cells, field) ? 0.5 : 0.85)];
    // A number set left of its label, as in lines that mix directions.
    const before = c > 0 && field.kind !== 'text' ? valueBeside(text, cells.slice(c - 1, c), field) : null;
    return before ? [make(before.offset, before.value, 0.7)] : [];
  });
}

/** "Description | Quantity | Amount": what stands below is a column's first value, not the document's. */
const isTableHead = (text: string, cells: readonly Cell[], field: Field): boolean =>
  cells.length >= 3 && cells.every(({ start, end }) => findValues(text.slice(start, end), field.kind).length === 0);

/** A total so much smaller than another is a tax that it includes. */
const TOO_SMALL = 0.2;
const ROUNDING = ['rounding', 'rounding adj', 'round adj', 'rundung', 'arrondi', 'redondeo', 'گرد کردن'];

/** What is printed again (paid, charged to a card) and what follows a rounding is the total; a tax included is not. */
function weighTotals(index: ChatIndex, values: FieldValue[]): FieldValue[] {
  const printed = index.texts.flatMap((text) => findValues(text, 'amount')).filter(({ certainty }) => certainty >= 0.8);
  const most = Math.max(...values.map(({ key }) => Math.abs(Number(key))));
  const rounded = index.passages.findLastIndex((passage) => {
    const words = phraseWords(passageText(index.texts, passage));
    return ROUNDING.some((word) => matchPhrase(words, word)) && !matchPhrase(words, 'total');
  });
  return values.map((value) => {
    const again = Math.min(4, printed.filter(({ key }) => key === value.key).length) - 1;
    const small = Math.abs(Number(value.key)) < TOO_SMALL * most;
    const after = rounded >= 0 && value.passage > rounded;
    return { ...value, score: value.score + 0.06 * again + (after ? 0.3 : 0) - (small ? 0.5 : 0) };
  });
}

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
function labelIn(words: readonly PhraseWord[], raw: string, field: Field): Label | null {
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
function brokenOff(rest: string, value: FoundValue, field: Field): boolean {
  const between = rest.slice(0, value.start);
  const words = between.match(/\p{L}+/gu)?.length ?? 0;
  return field.kind === 'text' ? false : words > (field.kind === 'identifier' ? 2 : 6);
}

function choose(values: FoundValue[], field: Field): FoundValue | null {
  if (values.length === 0) return null;
  if (field.kind !== 'amount') return values[0] ?? null;
  const sure = Math.max(...values.map((value) => value.certainty));
  const good = values.filter((value) => value.certainty >= sure - 0.2);
  if (field.id !== 'total') return good.at(-1) ?? null;
  return good.reduce((a, b) => (Math.abs(b.value ?? 0) > Math.abs(a.value ?? 0) ? b : a));
}

interface Placed {
  offset: number;
  value: FoundValue;
}

function valueBeside(text: string, cells: readonly Cell[], field: Field): Placed | null {
  const placed = cells.flatMap((cell) =>
    findValues(text.slice(cell.start, cell.end), field.kind).map((value) => ({ offset: cell.start, value })),
  );
  if (field.kind === 'text') {
    const [next] = placed;
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
function valueBelow(index: ChatIndex, at: number, label: Cell, field: Field): Placed | null {
  const page = index.passages[at]?.page;
  const text = index.texts[page ?? 0] ?? '';
  for (let next = at + 1; next <= at + BELOW; next++) {
    const passage = index.passages[next];
    if (!passage || passage.page !== page || !passage.cells) continue;
    const overlap = (cell: Cell) => Math.min(cell.x1, label.x1) - Math.max(cell.x0, label.x0);
    const cell = [...passage.cells].sort((a, b) => overlap(b) - overlap(a))[0];
    if (!cell || overlap(cell) <= 0) continue;
    const raw = text.slice(cell.start, cell.end);
    const value = choose(findValues(raw, field.kind), field);
    if (value && (field.kind === 'text' || value.end - value.start > 0.5 * raw.length))
      return { offset: cell.start, value };
    if (/\p{L}/u.test(raw) && field.kind === 'text') return null;
  }
  return null;
}

/** A total stands low on its page and what identifies the document high; both on the first pages or the last. */
function placeBonus(index: ChatIndex, field: Field, page: number, at: number): number {
  const [first, end] = [index.pageStarts[page] ?? 0, index.pageStarts[page + 1] ?? at + 1];
  const down = (at - first) / Math.max(1, end - first);
  return 0.08 * (field.id === 'total' ? down : 1 - down) - 0.02 * Math.min(page, 10);
}

const BARE_SCORE = 0.5;
/** Only a document this short is taken for a form whose parts need no label. */
const BARE_PAGES = 3;

function bareValues(index: ChatIndex, field: Field): FieldValue[] {
  if (!field.bare || index.texts.length > BARE_PAGES) return [];
  const all = index.passages.flatMap((passage, at) =>
    passage.spans.flatMap(([start, end]) => {
      const text = (index.texts[passage.page] ?? '').slice(start, end);
      return findValues(text, field.kind).map((value) => ({
        page: passage.page,
        passage: at,
        label: null,
        value: [start + value.start, start + value.end] as [number, number],
        key: value.key,
        score: BARE_SCORE,
        certainty: value.certainty,
        amount: value.value ?? 0,
      }));
    }),
  );
  if (field.bare === 'largest-amount') {
    const decimals = all.filter(({ certainty }) => certainty >= 0.9);
    return decimals.sort((a, b) => b.amount - a.amount).slice(0, 1);
  }
  return all.filter(({ certainty }) => certainty >= 0.9).slice(0, 1);
}

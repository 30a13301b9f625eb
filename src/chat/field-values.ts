/** The values of a form's field: by its labels, or, in a short document, standing alone. */
import { type FoundText, findEmails, findPhones } from '../layout/fields/contacts.ts';
import { findIbans } from '../layout/fields/iban.ts';
import { type LabelledValue, labelledValues } from '../layout/fields/labelled-values.ts';
import { matchPhrase, phraseWords } from '../layout/fields/phrases.ts';
import { findValues } from '../layout/fields/values.ts';
import type { Field } from './fields.ts';
import { passageText } from './postings.ts';
import type { ChatIndex } from './types.ts';

export interface FieldValue {
  page: number;
  passage: number;
  /** Offsets in the page's text. */
  label: [number, number] | null;
  value: [number, number];
  key: string;
  score: number;
}

const ENOUGH = 0.45;
/** Under whatever label stands above it. */
const SENTENCE_WIDTH = 1e6;

/** Best first; empty where no label with a value was found. */
export function fieldValues(index: ChatIndex, field: Field): FieldValue[] {
  const rows = index.passages.map((passage) => ({
    page: passage.page,
    text: index.texts[passage.page] ?? '',
    cells: passage.cells ?? passage.spans.map(([start, end]) => ({ start, end, x0: 0, x1: SENTENCE_WIDTH })),
    running: passage.kind === 'sentence' || passage.kind === 'item',
  }));
  const good = labelledValues(rows, field)
    .map((labelled) => placed(index, field, labelled))
    .filter((value) => value.score >= ENOUGH);
  const values = good.length > 0 ? (field.id === 'total' ? weighTotals(index, good) : good) : bareValues(index, field);
  return values.sort((a, b) => b.score - a.score || a.passage - b.passage);
}

function placed(index: ChatIndex, field: Field, { row, page, label, value, found, score }: LabelledValue): FieldValue {
  return { page, passage: row, label, value, key: found.key, score: score + placeBonus(index, field, page, row) };
}

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
  if (field.bare === 'by-form') return formValues(index, field);
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

/** Figures of a table in a row may read as groups of a number, but not begin as one. */
const DIALLED = /^(?:\+|\(|0\p{Nd}|\p{Nd}{3}[-.])/u;

/** Numbers and addresses that nothing else looks like. */
const FORMS: Record<string, (text: string) => FoundText[]> = {
  email: findEmails,
  phone: (text) => findPhones(text).filter(({ start, fax }) => !fax && DIALLED.test(text.slice(start))),
  iban: (text) => findIbans(text).filter(({ ok }) => ok),
};

function formValues(index: ChatIndex, field: Field): FieldValue[] {
  return index.passages.flatMap((passage, at) =>
    passage.spans.flatMap(([start, end]) =>
      (FORMS[field.id]?.((index.texts[passage.page] ?? '').slice(start, end)) ?? []).map((found) => ({
        page: passage.page,
        passage: at,
        label: null,
        value: [start + found.start, start + found.end] as [number, number],
        key: found.value,
        score: BARE_SCORE,
      })),
    ),
  );
}

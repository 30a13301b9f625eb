/** Fields of a form that answer a question: those it knows, and whatever a label calls by the question's words. */

import { fold, oneLine } from '../document/normalise.ts';
import { type Claim, citePair } from './claims.ts';
import { type FieldValue, fieldValues } from './field-values.ts';
import type { Field } from './fields.ts';
import { VALUE_KINDS } from './kinds.ts';
import type { Question } from './question.ts';
import type { ChatIndex } from './types.ts';
import { isolated, say, wordingOf } from './wording.ts';

/** Values that differ are both told where the second scores this share of the first. */
const CONFLICT = 0.93;
const RESTATED = 0.8;
const TOPIC_WORDS = 5;
const TOPIC_SCORE = 0.85;
/** "The check-in date" where the label says "Check-in": the value's form says the rest. */
const FORM_WORD = /(?<=\p{L})\s+(?:date|amount|number|datum|nummer|betrag)$/iu;

/** What it stands for is said where it is introduced, not beside it. */
const ABBREVIATION = /^\p{Lu}[\p{Lu}\p{Nd}&]+$/u;

/** The field's value; two where the document contradicts itself. */
export function fieldClaims(index: ChatIndex, field: Field, question: Question): Claim[] {
  const values = fieldValues(index, field);
  const [best] = values;
  if (!best) return [];
  const differing = values.filter(
    (value) => value.key !== best.key && (value.score >= CONFLICT * best.score || restates(index, value, best)),
  );
  const distinct = [best, ...differing].filter(
    (value, i, all) => all.findIndex((other) => other.key === value.key) === i,
  );
  return distinct.slice(0, 2).map((value, i) => fieldClaim(index, field, value, question, i));
}

/** Another page gives another value under the very same label: an order amended, a reminder. */
function restates(index: ChatIndex, value: FieldValue, best: FieldValue): boolean {
  const labelOf = ({ page, label }: FieldValue) => label && fold((index.texts[page] ?? '').slice(...label));
  return (
    value.page !== best.page &&
    labelOf(best) !== null &&
    labelOf(value) === labelOf(best) &&
    value.score >= RESTATED * best.score
  );
}

function fieldClaim(index: ChatIndex, field: Field, value: FieldValue, question: Question, order: number): Claim {
  const words = wordingOf(question.language);
  const text = index.texts[value.page] ?? '';
  const shown = isolated(oneLine(text.slice(...value.value)), question.language);
  const label = words.labels[field.id] ?? (value.label ? oneLine(text.slice(...value.label)) : field.id);
  return {
    text: order === 0 ? say(words.is, label, shown) : `${words.or} ${shown}`,
    page: value.page + 1,
    citations: citePair(index, value.page, value.label, value.value),
    quoted: false,
  };
}

/** "What is the booking ID?" where a label says just "Booking ID". */
export function topicClaims(index: ChatIndex, question: Question): Claim[] {
  const topic = question.words.filter((word) => !question.years.includes(word));
  if (topic.length === 0 || topic.length > TOPIC_WORDS) return [];
  // "What are the sources?" asks for more than what one label says.
  if (topic.length === 1 && question.kind === 'list') return [];
  if (question.kind === 'definition' && ABBREVIATION.test(topic[0] ?? '')) return [];
  const kind = VALUE_KINDS[question.kind] ?? 'text';
  const phrase = wholePhrase(question.text, topic);
  const whole = [phrase, phrase.replace(FORM_WORD, ''), topic.join(' '), [...topic].reverse().join(' ')];
  const labels = [...new Set(whole.flatMap((label) => [label, abbreviated(label)]))];
  const field: Field = { id: '', kind, labels, weak: [], avoid: [], ask: [] };
  const heads = new Set(index.passages.flatMap(({ headers }) => headers ?? []));
  const isHead = ({ passage, value }: FieldValue) =>
    kind === 'text' &&
    heads.has(passage) &&
    index.passages[passage]?.cells?.some((cell) => cell.start <= value[0] && value[0] < cell.end);
  // Within a line a word is no label of the next one.
  const isProse = ({ passage, page, label, value }: FieldValue) =>
    kind === 'text' &&
    label !== null &&
    !index.passages[passage]?.cells?.some((cell, _, all) => all.length > 1 || cell.start === label[0]) &&
    !/[:：\n]/.test((index.texts[page] ?? '').slice(label[1], value[0]));
  // One entry of the list below the label is not all of it.
  const isListed = ({ passage, label, value }: FieldValue) =>
    kind === 'text' && label !== null && value[0] > label[1] && index.passages[passage + 1]?.kind === 'item';
  const [best] = fieldValues(index, field).filter(
    (value) => value.score >= TOPIC_SCORE && !isHead(value) && !isProse(value) && !isListed(value),
  );
  if (!best) return [];
  return [fieldClaim(index, field, best, question, 0)];
}

const ABBREVIATIONS: [RegExp, string][] = [
  [/\breference\b/i, 'ref'],
  [/\bnumber\b/i, 'no'],
  [/\bnummer\b/i, 'nr'],
  [/\btelephone\b/i, 'tel'],
  [/\bquantity\b/i, 'qty'],
];

const abbreviated = (label: string): string =>
  ABBREVIATIONS.reduce((text, [word, short]) => text.replace(word, short), label);

/** From the first word of the topic to its last, with what stands between: "nom de l'abonné". */
function wholePhrase(text: string, topic: readonly string[]): string {
  const first = text.indexOf(topic[0] ?? '');
  const last = topic.at(-1) ?? '';
  const end = text.lastIndexOf(last);
  return first < 0 || end < first ? topic.join(' ') : text.slice(first, end + last.length);
}

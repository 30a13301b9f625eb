/** Fields of a form that answer a question: those it knows, and whatever a label calls by the question's words. */

import { oneLine } from '../document/normalise.ts';
import { type Claim, citePair } from './claims.ts';
import { type FieldValue, fieldValues } from './field-values.ts';
import type { Field } from './fields.ts';
import { VALUE_KINDS } from './kinds.ts';
import type { Question } from './question.ts';
import type { ChatIndex } from './types.ts';
import { say, wordingOf } from './wording.ts';

/** Values that differ are both told where the second scores this share of the first. */
const CONFLICT = 0.93;
const TOPIC_WORDS = 5;
const TOPIC_SCORE = 0.85;

/** The field's value; two where the document contradicts itself. */
export function fieldClaims(index: ChatIndex, field: Field, question: Question): Claim[] {
  const values = fieldValues(index, field);
  const [best] = values;
  if (!best) return [];
  const differing = values.filter((value) => value.key !== best.key && value.score >= CONFLICT * best.score);
  const distinct = [best, ...differing].filter(
    (value, i, all) => all.findIndex((other) => other.key === value.key) === i,
  );
  return distinct.slice(0, 2).map((value, i) => fieldClaim(index, field, value, question, i));
}

function fieldClaim(index: ChatIndex, field: Field, value: FieldValue, question: Question, order: number): Claim {
  const words = wordingOf(question.language);
  const text = index.texts[value.page] ?? '';
  const printed = oneLine(text.slice(...value.value));
  const label = words.labels[field.id] ?? (value.label ? oneLine(text.slice(...value.label)) : field.id);
  return {
    text: order === 0 ? say(words.is, label, printed) : `${words.or} ${printed}`,
    page: value.page + 1,
    citations: citePair(index, value.page, value.label, value.value),
    quoted: false,
  };
}

/** "What is the booking ID?" where a label says just "Booking ID". */
export function topicClaims(index: ChatIndex, question: Question): Claim[] {
  const topic = question.words.filter((word) => !question.years.includes(word));
  if (topic.length === 0 || topic.length > TOPIC_WORDS) return [];
  const kind = VALUE_KINDS[question.kind] ?? 'text';
  const labels = [topic.join(' '), [...topic].reverse().join(' ')];
  const field: Field = { id: '', kind, labels, weak: [], avoid: [], ask: [] };
  const [best] = fieldValues(index, field).filter((value) => value.score >= TOPIC_SCORE);
  if (!best) return [];
  return [fieldClaim(index, field, best, question, 0)];
}

/** The value of a labelled field: an identifier or a text. */
import type { DataValue } from '../../contract/data.ts';
import { asciiDigits } from '../../document/normalise.ts';
import { type FieldsDocument, valueAt } from './fields-document.ts';
import { type LabelledValue, labelledValues } from './labelled-values.ts';
import { fieldLabels } from './labels.ts';

/** Less is a word that happens to stand in the text. */
const ENOUGH = 0.5;

export function labelledField(
  document: FieldsDocument,
  id: string,
  places = labelledPlaces(document, id),
): DataValue | null {
  const [best] = places;
  if (!best || best.score < ENOUGH) return null;
  const { page, value, score } = best;
  const found = valueAt(document, [{ page, start: value[0], end: value[1] }], '', Math.min(0.95, score));
  return { ...found, value: asciiDigits(found.text) };
}

/** Best first; what stands higher on an earlier page before its equals. */
export function labelledPlaces(document: FieldsDocument, id: string): LabelledValue[] {
  const count = Math.max(1, document.rows.length);
  const early = ({ row }: LabelledValue) => 0.08 * (1 - row / count);
  return labelledValues(document.rows, fieldLabels(id), document.conventions)
    .filter(({ found }) => id !== 'number' || isNumbering(found.key))
    .sort((a, b) => b.score + early(b) - a.score - early(a));
}

/** A document's number has two digits at least, and is no time. */
const isNumbering = (key: string): boolean => (key.match(/\p{Nd}/gu)?.length ?? 0) >= 2 && !/^\d{1,2}:\d\d/.test(key);

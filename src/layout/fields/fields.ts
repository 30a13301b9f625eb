/** Every label–value pair of a document, typed, with its place. */
import type { DataValue } from '../../contract/data.ts';
import type { Word } from '../../document/model.ts';
import { type FieldsDocument, valueAt, wordsIn } from './fields-document.ts';
import { findPairs, type Pair } from './pairs.ts';
import { type FieldKind, typedValue } from './typed-value.ts';

export interface Field extends DataValue {
  /** As printed, without its colon. */
  label: string;
  kind: FieldKind;
  /** Of an amount. */
  currency?: string;
  /** Of the value. */
  words: Word[];
}

export function documentFields(document: FieldsDocument): Field[] {
  return findPairs(document).map((pair) => fieldOf(document, pair));
}

function fieldOf(document: FieldsDocument, { label, value, ticked, sure }: Pair): Field {
  const name = valueAt(document, [label], '', 1).text;
  const at = valueAt(document, value, '', sure);
  const typed =
    ticked === undefined
      ? typedValue(at.text, name, document.text, document.conventions)
      : { kind: 'boolean' as const, value: ticked };
  const words = wordsIn(document, value).map(({ text, bbox, confidence }) => ({ text, bbox, confidence }));
  return { label: name, ...at, ...typed, words };
}

/** A filled-in form's data: all its labels with their values, tick boxes as true or false. */
import type { DataValue, FormData } from '../../contract/data.ts';
import { documentFields } from './fields.ts';
import type { FieldsDocument } from './fields-document.ts';

export function readForm(document: FieldsDocument): FormData {
  const data = new Map<string, DataValue>();
  for (const { label, value, text, page, bbox, confidence } of documentFields(document)) {
    data.set(freeName(data, label), { value, text, page, bbox, confidence });
  }
  return Object.fromEntries(data);
}

function freeName(data: ReadonlyMap<string, DataValue>, label: string): string {
  if (!data.has(label)) return label;
  let count = 2;
  while (data.has(`${label} (${count})`)) count++;
  return `${label} (${count})`;
}

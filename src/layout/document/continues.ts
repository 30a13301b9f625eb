/** Paragraphs and tables that a page's end broke off. */
import type { FlowSummary } from './summary.ts';
import { hasSameColumns } from './table-shape.ts';

const SENTENCE_END = /[.!?…:;。！？：；؟؛۔।॥"”»’')\]）」』]\s*(?:[¹²³⁴-⁹]|\[?\d{1,2}\]?)?$/u;
const BROKEN_WORD = /\p{L}[-\u00ad\u2010\u2011]$/u;
const HAS_CASE = /[\p{Lu}\p{Ll}]/u;

/** Whether `next` goes on in the middle of what `before` says, or of its table. */
export function goesOnFrom(before: FlowSummary, next: FlowSummary): boolean {
  if (before.type === 'table' || next.type === 'table') {
    return before.table !== undefined && next.table !== undefined && hasSameColumns(before.table, next.table);
  }
  const isText = ({ type }: FlowSummary) => type === 'paragraph' || type === 'list-item';
  if (!isText(before) || next.type !== 'paragraph' || before.style !== next.style) return false;
  if (before.style === 'code') return false;
  const [tail, head] = [before.tail.trim(), next.head.trim()];
  const first = /^["“„«‘'([]*(.)/u.exec(head)?.[1] ?? '';
  if (tail === '' || first === '') return false;
  if (/\p{Ll}/u.test(first)) return BROKEN_WORD.test(tail) || !/[.!?。！？؟]["”»’')]?$/u.test(tail);
  if (SENTENCE_END.test(tail) || next.indented || !before.full || before.lines < 2) return false;
  // Without small letters, or before a name or a number, a full last line without an end must do.
  if (!HAS_CASE.test(tail)) return /\p{Lo}/u.test(first);
  return next.lines > 1 && /[\p{L}\p{N}]/u.test(first);
}

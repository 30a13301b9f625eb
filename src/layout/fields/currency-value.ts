/** The currency of a document's sums. */
import type { DataValue } from '../../contract/data.ts';
import { currencyCode } from './currencies.ts';
import { type FieldsDocument, spansInRow, valueAt } from './fields-document.ts';
import { CURRENCY, findNumbers } from './numbers.ts';
import type { Sums } from './totals.ts';

interface Mark {
  row: number;
  start: number;
  end: number;
  mark: string;
}

/** A mark at the head of a column, or alone beside the sums: `Amount (RM)`, `Total EUR`. */
const FREE = new RegExp(`(?<![\\p{L}\\p{Nd}])(?:${CURRENCY})(?![\\p{L}\\p{Nd}])`, 'gu');
const SURE = 0.95;
const UNSURE = 0.6;
/** Specks are read as currency signs with less. */
const DOUBTFUL = 0.6;

/** That of the total where it has one, else the mark printed most often. */
export function currencyValue(document: FieldsDocument, { total }: Sums): DataValue | null {
  const marks = document.rows.flatMap(({ line }, row) => marksIn(line, row));
  const own = marks.find(
    ({ row, start, end }) => row === total?.row && start <= total.end + 3 && end >= total.start - 6,
  );
  const chosen = own ?? mostPrinted(marks);
  const row = chosen && document.rows[chosen.row];
  if (!chosen || !row) return null;
  const code = currencyCode(chosen.mark, document.text);
  const found = valueAt(document, spansInRow(row, chosen.start, chosen.end), code ?? chosen.mark, code ? SURE : UNSURE);
  return found.confidence < DOUBTFUL * (code ? SURE : UNSURE) ? null : found;
}

function marksIn(line: string, row: number): Mark[] {
  const attached = findNumbers(line).flatMap(({ start, end, mark }) => {
    // `$000012345` is a number that was misread, no sum.
    const at = mark === null || /\p{Nd}{7}|^\D*0\p{Nd}/u.test(line.slice(start, end)) ? -1 : line.indexOf(mark, start);
    return mark !== null && at >= 0 && at <= end ? [{ row, start: at, end: at + mark.length, mark }] : [];
  });
  const free = [...line.matchAll(FREE)]
    .map((match) => ({ row, start: match.index, end: match.index + match[0].length, mark: match[0] }))
    .filter(({ start }) => !attached.some((other) => other.start === start));
  return [...attached, ...free];
}

function mostPrinted(marks: readonly Mark[]): Mark | undefined {
  const counts = new Map<string, number>();
  for (const { mark } of marks) counts.set(mark.toLowerCase(), (counts.get(mark.toLowerCase()) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return marks.find(({ mark }) => counts.get(mark.toLowerCase()) === most);
}

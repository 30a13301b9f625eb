/** The date of a document: labelled as such, or the one that stands like it. */
import type { DataValue } from '../../contract/data.ts';
import { gregorianDate } from './calendars.ts';
import { type FoundDate, findDates } from './dates.ts';
import { type FieldsDocument, spansInRow, valueAt } from './fields-document.ts';
import { type LabelledValue, labelledValues } from './labelled-values.ts';
import { fieldLabels } from './labels.ts';
import { lineWords, matchPhrase } from './phrases.ts';

interface DatePlace extends FoundDate {
  row: number;
  value: string;
  repaired: boolean;
}

const YEARS_PAST = 60;
const YEARS_AHEAD = 3;
/** Rows whose date is another's: a law's, a period's, a card's. */
const FOREIGN =
  /\b(?:act|valid|expir\w*|exp|best before|birth|since|due|delivery|from|until|to|period|billing period|printed on|akta)\b|\d\s?-\s?$/i;

export function findDocumentDate(document: FieldsDocument): DataValue | null {
  const places = datePlaces(document);
  const labelled = labelledValues(document.rows, fieldLabels('date'), document.conventions);
  const due = labelledValues(document.rows, fieldLabels('due-date'), document.conventions);
  const scored = places.map((place) => ({ place, score: scoreOf(document, place, places, labelled, due) }));
  const best = scored.sort((a, b) => b.score - a.score || a.place.row - b.place.row)[0];
  if (!best || best.score < 0.3) return null;
  return dateValue(document, best.place, Math.min(0.97, 0.5 + 0.4 * best.score));
}

/** Of a labelled field, such as the day by which to pay. */
export function findLabelledDate(document: FieldsDocument, id: string): DataValue | null {
  const places = datePlaces(document);
  const labelled = labelledValues(document.rows, fieldLabels(id), document.conventions).sort(
    (a, b) => b.score - a.score,
  );
  for (const { page, value, score } of labelled) {
    const place = places.find((other) => standsAt(document, other, page, value[0]));
    if (place && score >= 0.45) return dateValue(document, place, Math.min(0.95, score));
  }
  return null;
}

const standsAt = ({ rows }: FieldsDocument, { row, start, end }: DatePlace, page: number, at: number): boolean => {
  const { page: own, start: offsets = [] } = rows[row] ?? {};
  return own === page && (offsets[start] ?? -1) <= at && at < (offsets[end - 1] ?? -1) + 1;
};

function dateValue(document: FieldsDocument, place: DatePlace, sure: number): DataValue | null {
  const row = document.rows[place.row];
  if (!row) return null;
  const { dayFirstSure } = document.conventions;
  const open = !dayFirstSure && isOpen(row.line.slice(place.start, place.end));
  const certainty = sure * (open ? 0.8 : 1) * (place.repaired ? 0.8 : 1);
  return valueAt(document, spansInRow(row, place.start, place.end), place.value, certainty);
}

/** Day and month could change places. */
function isOpen(printed: string): boolean {
  const match = /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}$/.exec(printed);
  return match !== null && Number(match[1]) <= 12 && Number(match[2]) <= 12 && match[1] !== match[2];
}

export function datePlaces({ rows, conventions }: FieldsDocument): DatePlace[] {
  return rows.flatMap(({ line }, row) => {
    const printed = findDates(line, conventions);
    const all = printed.length > 0 ? printed : findDates(withoutSlips(line), conventions);
    return all.flatMap((date) => {
      const value = gregorianDate(date, conventions.calendar);
      if (value === null || !isLikely(value)) return [];
      return [{ ...date, row, value, repaired: printed.length === 0 }];
    });
  });
}

function isLikely(date: string): boolean {
  const year = Number(date.slice(0, 4));
  const now = new Date().getUTCFullYear();
  return year >= now - YEARS_PAST && year <= now + YEARS_AHEAD;
}

const SLIPS: Record<string, string> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  I: '1',
  l: '1',
  i: '1',
  '|': '1',
  S: '5',
  B: '8',
  Z: '2',
};
/** The form of a numeric date in which at most every third character is a letter that looks like a digit. */
const MISREAD =
  /(?<![\p{L}\p{Nd}])[\dOoQDIli|SBZ]{1,2}([-/.])[\dOoQDIli|SBZ]{1,2}\1[\dOoQDIli|SBZ]{2,4}(?![\p{L}\p{Nd}])/gu;

/** Only a date that then exists is taken. */
const withoutSlips = (line: string): string =>
  line.replace(MISREAD, (raw) =>
    (raw.match(/\d/g)?.length ?? 0) < raw.length / 2
      ? raw
      : raw.replace(/[OoQDIli|SBZ]/g, (letter) => SLIPS[letter] ?? letter),
  );

function scoreOf(
  document: FieldsDocument,
  place: DatePlace,
  all: readonly DatePlace[],
  labelled: readonly LabelledValue[],
  due: readonly LabelledValue[],
): number {
  const { rows } = document;
  const line = rows[place.row]?.line ?? '';
  const label = bestAt(document, place, labelled);
  const words = lineWords(line.slice(0, place.start));
  const others = fieldLabels('date').avoid.some((word) => matchPhrase(words, word) !== null);
  const named = !others && matchPhrase(words, 'date') !== null ? 0.5 : 0;
  // The day by which to pay, wherever it is printed again.
  const same = all.filter(({ value }) => value === place.value);
  const payable = Math.max(0, ...same.map((other) => bestAt(document, other, due))) > label ? 0.5 : 0;
  const time = /^\W*\d{1,2}\s?(?::\s?\d{2}|\.\d{2}\.\d{2})(?!\d)/.test(line.slice(place.end, place.end + 14))
    ? 0.35
    : 0;
  const again = all.some(({ row, value }) => row !== place.row && value === place.value) ? 0.1 : 0;
  const foreign = FOREIGN.test(line.slice(Math.max(0, place.start - 24), place.start)) ? 0.4 : 0;
  const top = 0.1 * (1 - place.row / Math.max(1, rows.length));
  return 0.4 + Math.max(label, named) + time + again + top - foreign - payable - (place.repaired ? 0.1 : 0);
}

/** The best score of the values that stand at the place. */
const bestAt = (document: FieldsDocument, place: DatePlace, values: readonly LabelledValue[]): number =>
  Math.max(
    0,
    ...values.filter(({ page, value }) => standsAt(document, place, page, value[0])).map(({ score }) => score),
  );

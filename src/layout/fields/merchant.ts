/** Who issued a receipt, and where: the name and the address printed above everything else. */

import { amountsOf } from './amounts.ts';
import { findEmails, findPhones, findUrls } from './contacts.ts';
import { findDates } from './dates.ts';
import { type DocumentRow, type FieldsDocument, type RowSpan, wordsIn } from './fields-document.ts';
import { phraseList } from './labels.ts';
import { addressScore, hasLegalForm, namesTrade } from './names.ts';
import { lineWords, matchPhrase } from './phrases.ts';

export interface Merchant {
  name: RowSpan[];
  address: RowSpan[];
  /** 0…1 */
  sure: number;
}

/** The head ends with the first date, sum or column head; it is at most so many rows. */
const HEAD_ROWS = 14;
/** What tells the kind of paper, greets, or numbers it. */
const NO_NAME = phraseList(
  `tax invoice|invoice|receipt|simplified tax invoice|official receipt|cash bill|cash sales|cash receipt|bill|copy|duplicate|reprint|original|customer copy|merchant copy|welcome|welcome to|
   thank you|table|order|takeaway|take away|dine in|quittung|rechnung|beleg|kassenbon|facture|reçu|ticket|factura|recibo|factuur|bon|invois|resit|salinan|
   فاکتور|رسید|صورتحساب|به نام خدا|بسمه تعالی|فاتوره|ایصال|فاتوره ضریبیه|请|发票|收据|小票|領収書|レシート|領収証|請求書`,
);
/** What stands about the paper and the firm, not in a name or an address. */
export const META =
  /\b(?:tel|phone|telephone|fax|mobile|hp|h\/p|gst|sst|vat|tax|ust|tva|nif|cif|btw|reg|company no|co\.? ?no|roc|date|time|cashier|invoice|inv|receipt|bill|doc|table|order|server|terminal|slip|trans|site|e-?mail|website|www)\b\s*(?:id|no|nr|number|reg|\.|:|#)|تلفن|هاتف|电话|電話|登録番号|税号/iu;
const REGISTRATION =
  /[([]?\s*(?:(?:co|comp|company|roc|reg|regn|registration|business)\b\.?\s*)*(?:no\b\.?)?\s*[:.]?\s*\b(?:\d{5,12}\s*-?\s*[A-Z]{1,3}|[A-Z]{2}\d{6,8}-?[A-Z]|\d{12})\b\s*[)\]]?/i;

export function findMerchant(document: FieldsDocument): Merchant | null {
  const head = headRows(document);
  const names = head
    .map((at, order) => ({ at, order, ...nameIn(document, at) }))
    .filter(({ score }) => score > 0)
    .map((name) => ({ ...name, score: name.score - 0.08 * name.order }))
    .sort((a, b) => b.score - a.score);
  const [best] = names;
  if (!best) return null;
  const name = continuedName(document, head, best.at, best.place);
  const last = name.at(-1)?.row ?? best.at;
  return { name, address: addressBelow(document, last), sure: Math.min(0.95, 0.45 + 0.4 * best.score) };
}

function headRows({ rows, conventions }: FieldsDocument): number[] {
  const found: number[] = [];
  for (const [at, { line, page }] of rows.entries()) {
    if (page > 0 || found.length >= HEAD_ROWS) break;
    const dated = findDates(line).length > 0;
    const priced = amountsOf(line, conventions).some(({ certainty }) => certainty >= 0.9);
    if (found.length > 0 && (dated || priced)) break;
    found.push(at);
  }
  return found;
}

/** A line's name without registration number, and how well it would be one. */
function nameIn(document: FieldsDocument, at: number): { place: RowSpan; score: number } {
  const row = document.rows[at];
  const line = row ? leftPart(row) : '';
  const place = namePlace(line, at);
  const text = line.slice(place.start, place.end);
  const words = lineWords(text);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const minimum = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text) ? 2 : 4;
  const none = { place, score: 0 };
  if (letters < minimum || letters < 0.5 * text.replace(/\s/g, '').length || META.test(line)) return none;
  if (NO_NAME.some((phrase) => covers(words, phrase)) || findEmails(text).length > 0) return none;
  const form = hasLegalForm(text);
  if (!form && (addressScore(text) >= 0.6 || findUrls(text).length > 0)) return none;
  const size = row && document.pages[row.page] ? sizeOf(document, row) : 1;
  const read = readingOf(document, row, place);
  const score =
    (form ? 0.9 : namesTrade(text) ? 0.65 : 0.4) + 0.25 * Math.min(1, Math.max(0, size - 1)) + 0.3 * (read - 0.7);
  return { place, score };
}

/** Behind so wide a gap, in line heights, stands something else. */
const COLUMN_GAP = 3;

/** A row's line as far as the first wide gap behind a name. */
function leftPart({ line, cells, top, bottom }: DocumentRow): string {
  let end = 0;
  for (const [i, cell] of cells.entries()) {
    const before = cells[i - 1];
    const gap = before ? Math.max(cell.x0 - before.x1, before.x0 - cell.x1) : 0;
    if (gap > COLUMN_GAP * (bottom - top) && /\p{L}{3}/u.test(line.slice(0, end))) break;
    end += (i > 0 ? 2 : 0) + cell.end - cell.start;
  }
  return line.slice(0, end);
}

/** Whether a phrase is nearly all of the words. */
function covers(words: ReturnType<typeof lineWords>, phrase: string): boolean {
  const match = matchPhrase(words, phrase);
  return match !== null && match.to - match.from >= words.length - 1;
}

/** Type against the page's usual size: 1 the same. */
function sizeOf({ rows }: FieldsDocument, row: DocumentRow): number {
  const heights = rows.map(({ top, bottom }) => bottom - top).sort((a, b) => a - b);
  const usual = heights[heights.length >> 1] ?? 1;
  return (row.bottom - row.top) / Math.max(1, usual);
}

function readingOf(document: FieldsDocument, row: DocumentRow | undefined, place: RowSpan): number {
  if (!row) return 0;
  const [from = 0, to = 0] = [row.start[place.start], row.start[place.end - 1]];
  const words = wordsIn(document, [{ page: row.page, start: from, end: to + 1 }]);
  return words.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, words.length);
}

/** Specks around the name, and the firm's number behind it, are no part of it. */
function namePlace(line: string, row: number): RowSpan {
  const number = REGISTRATION.exec(line);
  const cut = number && number.index > 3 ? line.slice(0, number.index) : line;
  const start = cut.search(/[\p{L}\p{Nd}(]/u);
  const end = cut.replace(/(?:\s+[^\p{L}\p{Nd}]+|[^\p{L}\p{Nd}).!&'"]+)$/u, '').trimEnd().length;
  return { row, start: Math.max(0, start), end: Math.max(end, Math.max(0, start)) };
}

/** "Anchor Point" over "Trading Sdn Bhd": a line of legal form alone, or in brackets, goes on with the one above. */
function continuedName({ rows }: FieldsDocument, head: readonly number[], at: number, place: RowSpan): RowSpan[] {
  const text = rows[at]?.line.slice(place.start, place.end) ?? '';
  const before = at - 1;
  const above = rows[before]?.line ?? '';
  const short =
    /^\(?(?:m|s|malaysia|singapore)?\)?\s*(?:sdn\.?\s*bhd\.?|bhd\.?|enterprise|trading|ltd\.?|limited|inc\.?|gmbh|llc)\.?$/i;
  if (
    short.test(text.trim()) &&
    head.includes(before) &&
    /\p{L}{3}/u.test(above) &&
    !META.test(above) &&
    addressScore(above) < 0.6
  )
    return [namePlace(above, before), place];
  const below = rows[at + 1];
  if (below && short.test(below.line.trim()) && !hasLegalForm(text)) return [place, namePlace(below.line, at + 1)];
  return [place];
}

/** Rows that read as an address, from the first such below the name on; a firm's number may stand between. */
function addressBelow({ rows }: FieldsDocument, name: number): RowSpan[] {
  const found: RowSpan[] = [];
  const page = rows[name]?.page;
  for (let at = name + 1; at < rows.length && at <= name + 9; at++) {
    const row = rows[at];
    if (!row || row.page !== page) break;
    const { line } = row;
    if (!/[\p{L}\p{Nd}]/u.test(line.replace(REGISTRATION, ''))) continue;
    const score = META.test(line) || findDates(line).length > 0 || isPhone(line) ? 0 : addressScore(line);
    const joins =
      found.length > 0 &&
      found.length < 5 &&
      /^[\p{L} .,'-]{4,40}$/u.test(line.trim()) &&
      /,\s*$/.test(rows[at - 1]?.line ?? '');
    if (score >= 0.6 || joins) found.push(trimmed(line, at));
    else if (found.length > 0) break;
  }
  return found;
}

/** Nothing much but a telephone number. */
const isPhone = (line: string): boolean =>
  findPhones(line).some(({ start, end }) => end - start >= 0.6 * line.trim().length);

function trimmed(line: string, row: number): RowSpan {
  const start = line.search(/[\p{L}\p{Nd}(〒]/u);
  const end = line.replace(/[^\p{L}\p{Nd}).]+$/u, '').length;
  return { row, start: Math.max(0, start), end };
}

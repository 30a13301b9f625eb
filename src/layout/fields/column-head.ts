/** The heads of the columns in which a receipt or an invoice sets its lines. */
import { amountsOf } from './amounts.ts';
import type { DocumentRow } from './fields-document.ts';
import { phraseList } from './labels.ts';
import { lineWords, matchPhrase } from './phrases.ts';
import type { Conventions } from './values.ts';

/** Names of columns, and few other words. */
export function isColumnHead(row: DocumentRow, conventions: Conventions): boolean {
  if (/\p{Nd}/u.test(row.line) || hasAmount(row, conventions)) return false;
  const words = lineWords(row.line);
  const letters = words.filter(({ key }) => /\p{L}/u.test(key)).length;
  if (letters < HEAD_COLUMNS || letters > HEAD_WORDS) return false;
  const named = new Set<number>();
  for (const head of HEADS) {
    const match = matchPhrase(words, head);
    if (match) for (let i = match.from; i < match.to; i++) named.add(i);
  }
  return named.size >= HEAD_COLUMNS && named.size >= 0.5 * letters;
}

export const hasAmount = ({ line }: DocumentRow, conventions: Conventions): boolean =>
  amountsOf(line, conventions).some(({ certainty }) => certainty >= SURE);

const SURE = 0.8;
const HEADS = phraseList(
  `description|item|items|qty|quantity|price|u price|unit price|s price|amount|amt|total|disc|code|product|tax|rate|beschreibung|bezeichnung|artikel|menge|
   preis|einzelpreis|betrag|zeilenbetrag|pos|désignation|description|quantité|qté|prix|prix unitaire|montant|descripción|cantidad|cant|precio|importe|
   omschrijving|aantal|hoeveelheid|prijs|bedrag|شرح|شرح کالا|تعداد|قیمت|فی|مبلغ|الصنف|البیان|الوصف|الکمیه|السعر|المبلغ|品名|数量|单价|金额|単価|金額|商品|项目|
   perkara|kuantiti|harga|jumlah|barang`,
);
/** Columns that a head names before it counts as one. */
const HEAD_COLUMNS = 2;
/** More are a sentence. */
const HEAD_WORDS = 20;

/** How a receipt or an invoice was paid. */
import type { DataValue } from '../../contract/data.ts';
import { amountsOf } from './amounts.ts';
import { type FieldsDocument, spansInRow, valueAt } from './fields-document.ts';

/** Methods by the words that name them; the method's own name is the value. */
const METHODS: [name: string, words: RegExp][] = [
  ['Mastercard', /\bmaster\s?card\b/i],
  ['Visa', /\bvisa\b/i],
  ['American Express', /\bamex\b|\bamerican express\b/i],
  ['Maestro', /\bmaestro\b/i],
  ['PayPal', /\bpaypal\b/i],
  ['Alipay', /\balipay\b|支付宝/i],
  ['WeChat Pay', /\bwechat\b|微信/i],
  ['Apple Pay', /\bapple pay\b/i],
  ['Google Pay', /\bgoogle pay\b/i],
  ['direct debit', /\bdirect debit\b|\blastschrift|prélèvement|\bdomiciliaci[óo]n\b/i],
  [
    'bank transfer',
    /\bbank transfer\b|\bwire\b|überweisung|\bvirement\b|\btransferencia\b|انتقال|حواله|تحويل|振込|转账/i,
  ],
  [
    'card',
    /\bcredit card\b|\bdebit card\b|\b(?:ec|giro|kredit|bank)-?\s?karte|\bgirocard\b|\bcarte (?:bancaire|bleue)\b|\btarjeta\b|\bcard\b|کارت|بطاقة|刷卡|クレジット/i,
  ],
  ['cash', /\bcash\b|\btunai\b|\bbar(?:zahlung)?\b|\besp[èe]ces\b|\befectivo\b|\bcontant\b|نقد|现金|現金/i],
];
const LABEL =
  /payment (?:method|mode|type)|paid (?:by|with|through)|mode (?:of payment|de paiement)|zahlungs(?:art|form|weise)|moyen de paiement|forma de pago|روش پرداخت|نحوه پرداخت|طريقة الدفع|付款方式|支払方法/i;
/** "Bill to: CASH", "cash bill", "no cash refund", a loyalty card. */
const OTHER =
  /bill to|cash\s?(?:bill|sales|memo|refund|voucher)|no cash|loyalty|member|gift card|card no|customer|cashier/i;

/** A labelled method before one whose row holds an amount. */
export function paymentOf(document: FieldsDocument): DataValue | null {
  const found = document.rows.flatMap(({ line }, at) => {
    const labelled = LABEL.test(line);
    const paid = amountsOf(line, document.conventions).some(({ certainty, value }) => certainty >= 0.8 && value !== 0);
    if (OTHER.test(line) && !labelled) return [];
    const next = document.rows[at + 1]?.line ?? '';
    const alone = /^\W*\p{L}+\W*$/u.test(line) && /^\W*(?:\p{L}{1,3}\s?)?[\d.,]+\W*$/u.test(next);
    if (!labelled && !paid && !alone) return [];
    return METHODS.flatMap(([name, words]) => {
      const match = words.exec(line);
      return match ? [{ at, name, match, score: labelled ? 0.95 : 0.85 }] : [];
    }).slice(0, 1);
  });
  const best = found.sort((a, b) => b.score - a.score)[0];
  const row = best && document.rows[best.at];
  if (!best || !row) return null;
  const { index } = best.match;
  return valueAt(document, spansInRow(row, index, index + best.match[0].length), best.name, best.score);
}

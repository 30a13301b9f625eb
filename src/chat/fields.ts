/** How the fields of invoices, receipts and contracts are asked for. */
import { FIELD_LABELS, type FieldLabels, phraseList } from '../layout/fields/labels.ts';

export interface Field extends FieldLabels {
  /** Further ways to ask. */
  ask: string[];
  /** Where nothing is labelled, the value may stand alone: the first date, the largest amount, the first line, what its form tells. */
  bare?: 'first-date' | 'largest-amount' | 'first-line' | 'by-form';
}

const ASKED: Record<string, { ask?: string; bare?: Field['bare'] }> = {
  total: {
    ask: `total amount|total|how much do i have to pay|how much do i owe|how much is it|how much was it|how much was paid|
        how much did it cost|what did it cost|total cost|total bill|bill amount|invoice amount|amount of the invoice|final amount|total sum|sum total|
        total value|amount to pay|amount to be paid|amount total|total of the invoice|total of the receipt|how much is due|how much is owed|
        how much is the bill|how much is the invoice|how much should be paid|how much must be paid|summe|gesamtpreis|betrag|wie viel muss ich zahlen|montant|
        combien dois je payer|cuánto hay que pagar|cuánto debo pagar|importe|جمع|مجموع|مبلغ|مبلغ صورتحساب|مبلغ صورت حساب|جمع فاکتور|چقدر باید بپردازم|چقدر باید پرداخت|چه مبلغی باید|
        هزینه کل|کل مبلغ|کل هزینه|قیمت کل|المبلغ|المجموع|کم المبلغ|إجمالي الفاتورة|多少钱|金额|总金额|いくら`,
    bare: 'largest-amount',
  },
  subtotal: { ask: 'amount before tax|net amount|total before tax|مبلغ بدون مالیات|مبلغ قبل از مالیات' },
  tax: { ask: 'tax|taxes|how much tax|tax charged|steuer|impuesto|impuestos|taxe|taxes|مبلغ مالیات|税' },
  discount: { ask: 'how much discount|savings' },
  change: {},
  paid: { ask: 'cash paid|cash tendered|amount received' },
  'due-date': {
    ask: `when is it due|when is the payment due|when must it be paid|when do i have to pay|when is the invoice due|when is payment due|by when|deadline|when should it be paid|wann fällig|wann muss bezahlt werden|bis wann|
      quand payer|cuándo vence|چه زمانی باید پرداخت شود|تا چه تاریخی|تا کی باید`,
  },
  date: {
    ask: 'date|datum|invoice dated|when was it issued|when was the invoice issued|when was this issued|when was the purchase|when was it bought|what day|when is it from|تاریخ|چه تاریخی|تاریخ رسید|در چه تاریخی|kaufdatum|日期|日付|التاریخ',
    bare: 'first-date',
  },
  number: { ask: 'number of the invoice|invoice id|receipt id|bill id|rechnung nummer|numéro|شماره|发票编号' },
  'order-number': {},
  'customer-number': {},
  'account-number': {},
  iban: { bare: 'by-form' },
  bic: {},
  'tax-id': {},
  phone: { ask: 'telephone number|telefonnummer|numéro de téléphone', bare: 'by-form' },
  email: { bare: 'by-form' },
  'payment-method': { ask: 'how was it paid|wie wurde bezahlt' },
  issuer: {
    ask: 'company|company name|shop|store|merchant|which company issued|who issued|who is the invoice from|name of the company|name of the shop|name of the store|restaurant|نام فروشگاه|فروشگاه|نام شرکت|شرکت|店名|公司',
    bare: 'first-line',
  },
  customer: {
    ask: 'who is the invoice addressed to|who is billed|who was billed|addressee|recipient|who is the customer|name of the customer',
  },
};

/** The fields that a question may name. */
export const FIELDS: Field[] = FIELD_LABELS.flatMap((labels) => {
  const asked = ASKED[labels.id];
  if (!asked) return [];
  return [{ ...labels, ask: phraseList(asked.ask ?? ''), ...(asked.bare ? { bare: asked.bare } : {}) }];
});

/** What a question calls the document itself; it is no topic. */
export const DOCUMENT_WORDS =
  `invoice|receipt|bill|document|contract|form|statement|paper|order|report|purchase|filing|10k|10 k|10q|page|text|letter|rechnung|beleg|quittung|vertrag|dokument|facture|
  reçu|contrat|factura|recibo|contrato|factuur|bon|fattura|فاکتور|صورتحساب|صورت حساب|رسید|سند|قرارداد|قبض|برگه|فاتوره|الفاتوره|ایصال|الایصال|المستند|发票|收据|合同|文件|請求書|領収書|レシート|契約書|書類|value|
  the|please|رو|این`
    .split('|')
    .map((word) => word.trim());

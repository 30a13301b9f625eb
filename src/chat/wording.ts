/** The few sentences an extractive answer is made of, in the question's language. */
import { directionOfText } from '../exports/characters.ts';

interface Words {
  /** "The total is 42.00": `{0}` the label, `{1}` the value. */
  is: string;
  /** Between two claims of one sentence, and between values that differ. */
  or: string;
  page: (n: number) => string;
  notFound: string;
  /** Leads a quotation that answers a yes-or-no question, or one that only comes near. */
  says: string;
  labels: Record<string, string>;
}

const digits = (n: number, zero: number) =>
  String(n).replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));

const WORDS: Record<string, Words> = {
  en: {
    is: 'The {0} is {1}',
    or: 'or',
    page: (n) => `p. ${n}`,
    notFound: 'This was not found in this document.',
    says: 'The document says:',
    labels: {
      total: 'total',
      subtotal: 'subtotal',
      tax: 'tax',
      discount: 'discount',
      change: 'change',
      paid: 'amount paid',
      'due-date': 'due date',
      date: 'date',
      number: 'number',
      'order-number': 'order number',
      'customer-number': 'customer number',
      'account-number': 'account number',
      iban: 'IBAN',
      bic: 'BIC',
      'tax-id': 'tax number',
      phone: 'phone number',
      email: 'e-mail address',
      'payment-method': 'payment method',
      issuer: 'issuer',
      customer: 'customer',
    },
  },
  fa: {
    is: '{0}: {1}',
    or: 'یا',
    page: (n) => `ص. ${digits(n, 0x6f0)}`,
    notFound: 'این در سند پیدا نشد.',
    says: 'در سند آمده است:',
    labels: {
      total: 'مبلغ کل',
      subtotal: 'جمع جزء',
      tax: 'مالیات',
      discount: 'تخفیف',
      change: 'باقی پول',
      paid: 'مبلغ پرداخت‌شده',
      'due-date': 'تاریخ سررسید',
      date: 'تاریخ',
      number: 'شماره',
      'order-number': 'شمارهٔ سفارش',
      'customer-number': 'شمارهٔ مشتری',
      'account-number': 'شمارهٔ حساب',
      iban: 'شبا',
      bic: 'کد سوئیفت',
      'tax-id': 'شناسهٔ مالیاتی',
      phone: 'تلفن',
      email: 'ایمیل',
      'payment-method': 'روش پرداخت',
      issuer: 'صادرکننده',
      customer: 'مشتری',
    },
  },
  ar: {
    is: '{0}: {1}',
    or: 'أو',
    page: (n) => `ص ${digits(n, 0x660)}`,
    notFound: 'لم يُعثر على ذلك في هذا المستند.',
    says: 'جاء في المستند:',
    labels: {
      total: 'المبلغ الإجمالي',
      subtotal: 'المجموع الفرعي',
      tax: 'الضريبة',
      discount: 'الخصم',
      change: 'الباقي',
      paid: 'المبلغ المدفوع',
      'due-date': 'تاريخ الاستحقاق',
      date: 'التاريخ',
      number: 'الرقم',
      'order-number': 'رقم الطلب',
      'customer-number': 'رقم العميل',
      'account-number': 'رقم الحساب',
      iban: 'IBAN',
      bic: 'BIC',
      'tax-id': 'الرقم الضريبي',
      phone: 'الهاتف',
      email: 'البريد الإلكتروني',
      'payment-method': 'طريقة الدفع',
      issuer: 'الجهة المصدرة',
      customer: 'العميل',
    },
  },
  de: {
    is: '{0}: {1}',
    or: 'oder',
    page: (n) => `S. ${n}`,
    notFound: 'Das steht nicht in diesem Dokument.',
    says: 'Im Dokument steht:',
    labels: {
      total: 'Gesamtbetrag',
      subtotal: 'Nettobetrag',
      tax: 'Steuer',
      discount: 'Rabatt',
      change: 'Rückgeld',
      paid: 'Gezahlter Betrag',
      'due-date': 'Fälligkeitsdatum',
      date: 'Datum',
      number: 'Nummer',
      'order-number': 'Bestellnummer',
      'customer-number': 'Kundennummer',
      'account-number': 'Kontonummer',
      iban: 'IBAN',
      bic: 'BIC',
      'tax-id': 'Steuernummer',
      phone: 'Telefon',
      email: 'E-Mail',
      'payment-method': 'Zahlungsart',
      issuer: 'Aussteller',
      customer: 'Kunde',
    },
  },
  fr: {
    is: '{0} : {1}',
    or: 'ou',
    page: (n) => `p. ${n}`,
    notFound: 'Cela ne se trouve pas dans ce document.',
    says: 'Le document indique :',
    labels: {
      total: 'Total',
      subtotal: 'Sous-total',
      tax: 'Taxe',
      discount: 'Remise',
      change: 'Monnaie rendue',
      paid: 'Montant payé',
      'due-date': 'Date d’échéance',
      date: 'Date',
      number: 'Numéro',
      'order-number': 'Numéro de commande',
      'customer-number': 'Numéro client',
      'account-number': 'Numéro de compte',
      iban: 'IBAN',
      bic: 'BIC',
      'tax-id': 'Numéro de TVA',
      phone: 'Téléphone',
      email: 'E-mail',
      'payment-method': 'Mode de paiement',
      issuer: 'Émetteur',
      customer: 'Client',
    },
  },
  es: {
    is: '{0}: {1}',
    or: 'o',
    page: (n) => `p. ${n}`,
    notFound: 'Esto no se encontró en este documento.',
    says: 'El documento dice:',
    labels: {
      total: 'Total',
      subtotal: 'Subtotal',
      tax: 'Impuesto',
      discount: 'Descuento',
      change: 'Cambio',
      paid: 'Importe pagado',
      'due-date': 'Fecha de vencimiento',
      date: 'Fecha',
      number: 'Número',
      'order-number': 'Número de pedido',
      'customer-number': 'Número de cliente',
      'account-number': 'Número de cuenta',
      iban: 'IBAN',
      bic: 'BIC',
      'tax-id': 'Número fiscal',
      phone: 'Teléfono',
      email: 'Correo',
      'payment-method': 'Forma de pago',
      issuer: 'Emisor',
      customer: 'Cliente',
    },
  },
  zh: {
    is: '{0}：{1}',
    or: '或',
    page: (n) => `第${n}页`,
    notFound: '此文件中没有找到。',
    says: '文件中写道：',
    labels: {
      total: '总额',
      subtotal: '小计',
      tax: '税额',
      discount: '折扣',
      change: '找零',
      paid: '已付金额',
      'due-date': '到期日',
      date: '日期',
      number: '号码',
      'order-number': '订单号',
      'customer-number': '客户编号',
      'account-number': '账号',
      iban: 'IBAN',
      bic: 'BIC',
      'tax-id': '税号',
      phone: '电话',
      email: '电子邮箱',
      'payment-method': '付款方式',
      issuer: '开具方',
      customer: '客户',
    },
  },
  ja: {
    is: '{0}：{1}',
    or: 'または',
    page: (n) => `${n}ページ`,
    notFound: 'この文書には見つかりませんでした。',
    says: '文書には次のようにあります：',
    labels: {
      total: '合計',
      subtotal: '小計',
      tax: '税額',
      discount: '割引',
      change: 'お釣り',
      paid: 'お支払額',
      'due-date': '支払期限',
      date: '日付',
      number: '番号',
      'order-number': '注文番号',
      'customer-number': 'お客様番号',
      'account-number': '口座番号',
      iban: 'IBAN',
      bic: 'BIC',
      'tax-id': '登録番号',
      phone: '電話番号',
      email: 'メール',
      'payment-method': '支払方法',
      issuer: '発行者',
      customer: 'お客様',
    },
  },
};

/** English where the question's language is none of those. */
export const wordingOf = (language: string): Words => WORDS[language] ?? (WORDS.en as Words);

export const say = (pattern: string, ...parts: string[]): string =>
  pattern.replace(/\{(\d)\}/g, (_, position: string) => parts[Number(position)] ?? '');

const RTL_LANGUAGES = new Set(['ar', 'fa', 'he', 'ur', 'yi', 'ps', 'sd', 'ug', 'dv', 'ckb']);
/**
 * What stands the same way round in a right-to-left sentence: Latin digits with common separators, and numbers in digits
 * of that script. After an Arabic letter the bidirectional algorithm parts Latin digits from hyphens, signs of currency
 * and percent: Chromium shows a bare 2019-03-04 as 04-03-2019, $42.10 as 42.10$.
 */
const PLAIN_NUMBER = /^(?:[\d.,:/]+|[^\d\p{L}]+)$/u;

/**
 * Words of the document within a sentence of another direction, in isolation (U+2068 … U+2069): in a Persian sentence the
 * parts of "3 March 2025" would be set in the wrong order.
 */
export function isolated(text: string, language: string): string {
  const sentence = RTL_LANGUAGES.has(language) ? 'rtl' : 'ltr';
  const own = directionOfText(text) ?? 'ltr';
  return own === sentence || PLAIN_NUMBER.test(text) ? text : `\u2068${text}\u2069`;
}

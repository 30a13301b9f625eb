/** ISO 4217 codes of currencies as they are printed. */
import { fold } from '../../document/normalise.ts';

/** Marks that mean one currency wherever they stand. */
const CODES: Record<string, string> = {
  '€': 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₽': 'RUB',
  '₩': 'KRW',
  '₺': 'TRY',
  '₪': 'ILS',
  us$: 'USD',
  rm: 'MYR',
  rmb: 'CNY',
  人民币: 'CNY',
  円: 'JPY',
};

/** Marks of several: the first whose words the document holds. */
const SHARED: Record<string, [code: string, hint: RegExp][]> = {
  $: [
    ['USD', /\bUSD\b|\bUS\s?\$|\bU\.?S\.? dollars?|\bUSA\b|[a-z]{2},? [A-Z]{2},? \d{5}(?:-\d{4})?\b/],
    ['CAD', /\bCAD\b|\bCanada\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b/],
    ['AUD', /\bAUD\b|\bAustralia\b|\bA\.?B\.?N\.?:? ?\d/],
    ['NZD', /\bNZD\b|\bNew Zealand\b/i],
    ['SGD', /\bSGD\b|\bSingapore\b/i],
    ['HKD', /\bHKD\b|\bHK\$|\bHong Kong\b/i],
    ['TWD', /\bTWD\b|\bNT\$|\bTaiwan\b|台灣|臺灣/i],
    ['MXN', /\bMXN\b|\bM[ée]xico\b|\bR\.?F\.?C\.?\b/],
  ],
  '¥': [
    ['JPY', /[\p{sc=Hiragana}\p{sc=Katakana}]|\bJPY\b|\bJapan\b/u],
    ['CNY', /\p{sc=Han}|\bCNY\b|\bRMB\b|\bChina\b/u],
  ],
  元: [
    ['TWD', /新[台臺]幣|台灣|臺灣/],
    ['HKD', /港[幣元]|香港/],
    ['CNY', /\p{sc=Han}/u],
  ],
  rs: [
    ['INR', /₹|\bINR\b|\bIndia\b|\bGSTIN\b|\+91\b|\bPvt\b/i],
    ['PKR', /\bPKR\b|\bPakistan\b/i],
    ['LKR', /\bLKR\b|\bSri Lanka\b/i],
    ['NPR', /\bNPR\b|\bNepal\b/i],
  ],
  kr: [
    ['SEK', /\bSEK\b|\bmoms\b.*\bkvitto\b|\bkvitto\b|\bSverige\b|\bSweden\b/is],
    ['NOK', /\bNOK\b|\bkvittering\b.*\bNorge\b|\bNorge\b|\bNorway\b/is],
    ['DKK', /\bDKK\b|\bDanmark\b|\bDenmark\b|\bCVR\b/i],
  ],
  ریال: [
    ['SAR', /سعود/],
    ['QAR', /قطر/],
    ['OMR', /عمان/],
    ['YER', /الیمن/],
    ['IRR', /[پچژگ]|تومان|فاکتور|مالیات/],
  ],
  درهم: [
    ['AED', /امارات|دبي|دبی|ابو ظب/],
    ['MAD', /المغرب/],
  ],
  دینار: [
    ['KWD', /کویت/],
    ['IQD', /عراق/],
    ['JOD', /الاردن/],
    ['BHD', /بحرین/],
    ['TND', /تونس/],
    ['DZD', /جزایر/],
    ['LYD', /لیبیا/],
  ],
  لیره: [
    ['TRY', /ترکی/],
    ['LBP', /لبنان/],
    ['SYP', /سوری/],
  ],
  جنیه: [
    ['EGP', /مصر|القاهره/],
    ['SDG', /السودان/],
  ],
};
SHARED['﷼'] = SHARED.ریال ?? [];
SHARED['￥'] = SHARED['¥'] ?? [];
SHARED.dollar = SHARED.$ ?? [];

/** The code that a mark stands for in a document; null where the document does not tell which. */
export function currencyCode(mark: string, document: string): string | null {
  const key = fold(mark).replace(/[.\s]/g, '');
  if (/^[a-z]{3}$/.test(key) && key !== 'rmb') return key.toUpperCase();
  const shared = SHARED[key.replace(/s$/, '')] ?? SHARED[key];
  const arabic = /[\u0600-\u06ff]/.test(key);
  const hint = shared?.find(([, words]) => words.test(document) || (arabic && words.test(fold(document))));
  return CODES[key] ?? hint?.[0] ?? null;
}

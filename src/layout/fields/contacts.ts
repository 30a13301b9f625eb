/** E-mail addresses, web addresses, telephone numbers and tax numbers in a text. */
import { asciiDigits } from '../../document/normalise.ts';

export interface FoundText {
  /** Offsets in the text. */
  start: number;
  end: number;
  /** Normalised. */
  value: string;
}

const EMAIL =
  /(?<![\p{L}\p{Nd}._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]*\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}(?![A-Za-z0-9])/gu;

/** In lower case; blanks that recognition put beside the sign are taken out. */
export const findEmails = (text: string): FoundText[] =>
  all(text, EMAIL, (raw) => raw.replace(/\s/g, '').toLowerCase());

/** Domains that stand without `www.` and without a path only count under these. */
const DOMAINS =
  'com|org|net|edu|gov|info|biz|io|co|app|dev|shop|store|online|eu|de|at|ch|fr|es|it|nl|be|uk|us|ca|au|nz|ie|pt|pl|cz|se|no|dk|fi|ru|tr|ir|ae|sa|eg|in|pk|my|sg|id|th|vn|ph|cn|hk|tw|jp|kr|br|mx|ar|cl|za|ng|ke';
const URL = new RegExp(
  `(?<![\\p{L}\\p{Nd}@._-])(?:https?://[^\\s<>"'،,]+|www\\.[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+(?:/[^\\s<>"'،,]*)?|` +
    `[A-Za-z0-9][A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.(?:${DOMAINS})(?:/[^\\s<>"'،,]*)?)(?![A-Za-z0-9@-])`,
  'giu',
);

/** With its scheme; without one, `https://` is put before. */
export const findUrls = (text: string): FoundText[] =>
  all(text, URL, (raw) => {
    const address = raw.replace(/[.,;:!?)\]*=]+$/, '');
    const [, scheme = 'https://', host = '', path = ''] = /^(https?:\/\/)?([^/]+)(.*)$/i.exec(address) ?? [];
    return scheme.toLowerCase() + host.toLowerCase() + path;
  });

const PHONE =
  /(?<![\p{L}\p{Nd}.,/#-])(?:\(?\+|\(?0|\(|\p{Nd})(?:[\s()./–-]{0,3}\p{Nd}){6,14}(?![\p{Nd}\p{L}]|[.,:/-]\p{Nd})/gu;
const PHONE_LABEL =
  /(?:\b(?:tel|telephone|phone|ph|fon|fone|telefon|tél|téléphone|teléfono|telefono|mobile|mobil|mob|cell|handy|fax|h\/p|hp|t|m|f|p|c|o)\b|تلفن|همراه|موبایل|هاتف|جوال|فاکس|電話|电话|手机|携帯|传真)[\s.:：()–-]*(?:no\.?|nr\.?|number)?[\s.:：()–-]*$/iu;

/** The 0 that is dialled inside the country only, printed behind its code all the same. */
const TRUNK = /^(20|27|3[1-4]|4[0134689]|6[0-6]|8[1246]|9[0-58])0(?=\d{7,})/;

/**
 * Numbers written as telephone numbers are: with a plus, in groups that begin with 0 or a bracket, or behind a label.
 * E.164 where the country's code is printed, else the digits as dialled.
 */
export function findPhones(text: string): (FoundText & { fax: boolean; labelled: boolean })[] {
  return [...text.matchAll(PHONE)].flatMap((match) => {
    const raw = match[0].trim();
    const before = text.slice(0, match.index);
    const label = PHONE_LABEL.exec(before)?.[0];
    const digits = asciiDigits(raw).replace(/\D/g, '');
    const international = /^\(?\+/.test(raw);
    const grouped =
      (/^\(?0(?!0)/.test(raw) && digits.length >= 8 && digits.length <= 11) ||
      /^(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}$/.test(raw);
    if (digits.length < 7 || digits.length > 15 || !(label || international || grouped)) return [];
    if (/^\p{Nd}{1,4}[-/.]\p{Nd}{1,2}[-/.]\p{Nd}{1,4}$/u.test(raw)) return [];
    const bare = asciiDigits(raw).replace(/\(0\)/, '').replace(/\D/g, '');
    const value = international ? `+${bare.replace(/^0+/, '').replace(TRUNK, '$1')}` : digits;
    const fax = /fax|فاکس|传真|\bf\b/i.test(label ?? '');
    return [{ start: match.index, end: match.index + raw.length, value, fax, labelled: label !== undefined }];
  });
}

/** In capitals, without blanks: European numbers by country, and India's. */
const VAT_FORMS =
  /^(?:ATU\d{8}|BE[01]?\d{9}|CHE\d{9}|CZ\d{8,10}|DE\d{9}|DK\d{8}|EL\d{9}|ES[A-Z0-9]\d{7}[A-Z0-9]|FI\d{8}|FR[A-Z0-9]{2}\d{9}|GB\d{9}|HU\d{8}|IE\d{7}[A-Z]{1,2}|IT\d{11}|LU\d{8}|NL\d{9}B\d{2}|PL\d{10}|PT\d{9}|RO\d{6,10}|SE\d{12}|SI\d{8}|SK\d{10})$/;
const VAT_CANDIDATE =
  /(?<![\p{L}\p{Nd}])(?:ATU|CHE|BE|CZ|DE|DK|EL|ES|FI|FR|GB|HU|IE|IT|LU|NL|PL|PT|RO|SE|SI|SK)(?:[ .-]?[A-Z0-9]){6,13}(?![\p{L}\p{Nd}])/gu;
const GSTIN = /(?<![\p{L}\p{Nd}])\d{2}[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d](?![\p{L}\p{Nd}])/gu;

/** Tax numbers that their form alone tells. In capitals, without blanks. */
export const findVatIds = (text: string): FoundText[] => [
  ...all(text, VAT_CANDIDATE, (raw) => raw.replace(/[ .-]/g, '')).filter(({ value }) => VAT_FORMS.test(value)),
  ...all(text, GSTIN, (raw) => raw),
];

function all(text: string, pattern: RegExp, normalise: (raw: string) => string): FoundText[] {
  return [...text.matchAll(pattern)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    value: normalise(match[0]),
  }));
}

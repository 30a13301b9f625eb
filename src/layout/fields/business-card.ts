/** A business card's data: who, of which firm, and how to be reached. */
import type { BusinessCardData, DataValue } from '../../contract/data.ts';
import { fold } from '../../document/normalise.ts';
import { type FoundText, findEmails, findPhones, findUrls } from './contacts.ts';
import { compact, type DocumentRow, type FieldsDocument, placed, spansInRow, valueAt } from './fields-document.ts';
import { phraseList } from './labels.ts';
import { addressScore, hasLegalForm, namesTrade } from './names.ts';
import { matchPhrase, phraseWords } from './phrases.ts';

const TITLES = phraseList(
  `manager|director|managing director|general manager|president|vice president|vp|ceo|cto|cfo|coo|chief|officer|engineer|consultant|executive|sales|account|head of|partner|
   founder|co founder|owner|assistant|analyst|architect|designer|developer|lawyer|attorney|advocate|professor|lecturer|researcher|scientist|
   specialist|supervisor|coordinator|administrator|secretary|agent|broker|realtor|photographer|editor|journalist|accountant|advisor|adviser|associate|representative|
   geschäftsführer|geschäftsführerin|leiter|leiterin|vertrieb|berater|beraterin|ingenieur|vorstand|prokurist|directeur|directrice|gérant|responsable|ingénieur|
   conseiller|avocat|gerente|ingeniero|abogado|jefe|مدیر|مدیرعامل|کارشناس|رئیس|مشاور|وکیل|مدير|طبيب|محامي|经理|总经理|董事|董事长|总监|工程师|主任|
   教授|代表取締役|部長|課長|係長|営業|社長|専務|常務|取締役`,
);
/** Hosts of mail for everybody: no firm's own. */
const MAIL_HOSTS =
  /^(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|web|live|msn|aol|proton|protonmail|qq|163|126|t-online|mail|yandex)\./;

export function readBusinessCard(document: FieldsDocument): BusinessCardData {
  const emails = all(document, findEmails, 0.95);
  const phones = all(document, (line) => findPhones(line).filter(({ fax }) => !fax), 0.85);
  const urls = all(
    document,
    (line) => findUrls(line).filter(({ start }) => line.charAt(start - 1) !== '@'),
    0.9,
  ).filter(({ text }) => !emails.some((email) => email.text.includes(text)));
  const domain = emails.map(({ value }) => String(value).split('@')[1] ?? '').find((host) => !MAIL_HOSTS.test(host));
  const taken = new Set<number>();
  const take = (found: Line | null): DataValue | null => {
    if (!found) return null;
    taken.add(found.row);
    return placed(document, [found], found.sure);
  };
  const lines = linesOf(document);
  const address = addressOf(document, lines);
  const free = () => lines.filter(({ row }) => !taken.has(row) && !address.some((part) => part.row === row));
  const title = take(best(free(), ({ text }) => (hasTitle(text) && !hasLegalForm(text) ? 0.9 : 0)));
  const company = take(best(free(), ({ text, size }) => companyScore(text, size, domain)));
  const name = take(best(free(), ({ text, size }) => nameScore(text, size)));
  return compact<BusinessCardData>({
    name,
    title,
    company,
    phones: phones.length > 0 ? phones : null,
    emails: emails.length > 0 ? emails : null,
    website: urls[0] ?? null,
    address: placed(document, address, 0.8, ', '),
  });
}

interface Line {
  row: number;
  start: number;
  end: number;
  text: string;
  /** Of its type against the card's usual. */
  size: number;
  sure: number;
}

/** Cells without figures and signs of reaching someone; specks at the ends cut off. */
function linesOf({ rows }: FieldsDocument): Line[] {
  const heights = rows.map(({ top, bottom }) => bottom - top).sort((a, b) => a - b);
  const usual = Math.max(1, heights[heights.length >> 1] ?? 1);
  return rows.flatMap(({ line, top, bottom }, row) =>
    [...line.matchAll(/\S(?:(?! {2,}| [|•·] ).)*/gu)].flatMap(({ 0: raw, index }): Line[] => {
      const text = raw.replace(/[^\p{L}\p{Nd}.)]+$/u, '');
      return text === ''
        ? []
        : [{ row, start: index, end: index + text.length, text, size: (bottom - top) / usual, sure: 0 }];
    }),
  );
}

function best(lines: readonly Line[], score: (line: Line) => number): Line | null {
  const scored = lines.map((line) => ({ ...line, sure: Math.min(0.95, score(line)) })).sort((a, b) => b.sure - a.sure);
  const [first] = scored;
  return first && first.sure >= 0.5 ? first : null;
}

const hasTitle = (text: string): boolean => {
  const words = phraseWords(text);
  return !/\p{Nd}|@/u.test(text) && TITLES.some((title) => matchPhrase(words, title) !== null);
};

function companyScore(text: string, size: number, domain: string | undefined): number {
  if (/@|www\.|\p{Nd}{4}/u.test(text) || !/\p{L}{2}/u.test(text)) return 0;
  const host = (domain ?? '').replace(/\.[a-z.]+$/, '').replace(/[^\p{L}\p{Nd}]/gu, '');
  const plain = fold(text).replace(/[^\p{L}\p{Nd}]/gu, '');
  const initials = fold(text).replace(/(?<=\p{L})\p{L}+|[^\p{L}]/gu, '');
  const own =
    host.length >= 3 && (plain.includes(host) || (plain.length >= 4 && host.includes(plain)) || initials === host);
  return (hasLegalForm(text) ? 0.8 : namesTrade(text) ? 0.55 : 0) + (own ? 0.6 : 0) + 0.05 * Math.min(2, size - 1);
}

/** Two to five words with capitals, or a short name in a script without them. */
function nameScore(text: string, size: number): number {
  const words = text.split(/\s+/);
  if (/\p{Nd}|[@:/]|www/u.test(text) || words.length > 5) return 0;
  const cjk = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\s]{2,8}$/u.test(text);
  const arabic = words.length >= 2 && /^[\p{sc=Arabic}\s\u200c]+$/u.test(text);
  const latin =
    words.length >= 2 &&
    words.every((word) =>
      /^\p{Lu}[\p{L}.'’-]*,?$|^(?:von|van|de|der|den|di|da|del|la|le|bin|binti|al|ben)$/u.test(word),
    );
  return cjk || arabic || latin ? 0.65 + 0.12 * Math.min(2, size - 1) : 0;
}

function all(document: FieldsDocument, find: (line: string) => FoundText[], sure: number): DataValue[] {
  const found = document.rows.flatMap((row: DocumentRow) =>
    find(row.line).map(({ start, end, value }) => valueAt(document, spansInRow(row, start, end), value, sure)),
  );
  return found.filter(({ value }, i) => found.findIndex((other) => other.value === value) === i);
}

/** Lines that read as an address, and what stands between two of them. */
function addressOf({ rows }: FieldsDocument, lines: readonly Line[]): Line[] {
  const parts = lines.filter(
    ({ text, row }) =>
      addressScore(text) >= 0.6 &&
      findPhones(rows[row]?.line ?? '').length === 0 &&
      !/@|www\./.test(text) &&
      !hasTitle(text) &&
      !hasLegalForm(text),
  );
  return parts.length > 0 && parts.some(({ text }) => /\p{Nd}/u.test(text)) ? parts : [];
}

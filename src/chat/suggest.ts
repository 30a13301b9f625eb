/** First questions about a document, for somebody who does not know yet what to ask. */
import { fold } from '../document/normalise.ts';
import { answerQuestion } from './answer.ts';
import { passageText } from './postings.ts';
import type { ChatIndex } from './types.ts';

const MOST = 4;
/** A longer document is no form: whatever is called a total in it is one of many. */
const FORM_PAGES = 30;
/** Of them about headings, where fields give enough. */
const HEADINGS = 2;
/** Headings that are looked at. */
const LOOKED_AT = 40;
/** A heading's words, and its letters: shorter ones are labels and numbers, longer ones are sentences. */
const [FEWEST_WORDS, MOST_WORDS, LEAST_LETTERS] = [2, 8, 8];

interface Wording {
  /** What bills and letters say, most telling first. */
  form: string[];
  /** What reports say. */
  report: string[];
  heading: (text: string) => string;
}

const WORDINGS: Record<string, Wording> = {
  en: {
    form: [
      'What is the total?',
      'When is it due?',
      'What is the invoice number?',
      'Who is it from?',
      'What is the date?',
      'What is the IBAN?',
    ],
    report: ['What were the total revenues?', 'What was the net income?'],
    heading: (text) => `What does it say about “${text}”?`,
  },
  fa: {
    form: [
      'مبلغ کل چقدر است؟',
      'سررسید آن کی است؟',
      'شمارهٔ فاکتور چیست؟',
      'نام فروشگاه چیست؟',
      'تاریخ آن چیست؟',
      'شمارهٔ شبا چیست؟',
    ],
    report: ['درآمد کل چقدر بود؟', 'سود خالص چقدر بود؟'],
    heading: (text) => `دربارهٔ «${text}» چه می‌گوید؟`,
  },
};

/**
 * At most four questions that are answered with a citation, in `language` (a language tag), else in English; fewer, or
 * none, where the document answers no more.
 */
export function suggestQuestions(index: ChatIndex, language: string): string[] {
  const wording = WORDINGS[language.split('-')[0]?.toLowerCase() ?? ''] ?? (WORDINGS.en as Wording);
  /** By what they quote: two questions with one answer are one too many. */
  const found = new Map<string, string>();
  const tryOne = (question: string, isAnswer: (pages: readonly number[]) => boolean = () => true) => {
    const { content, citations } = answerQuestion(index, question);
    const quoted = citations.map(({ page, snippet }) => `${page} ${snippet}`).join('\n');
    if (citations.length === 0 || found.has(quoted) || !isAnswer(citations.map(({ page }) => page))) return;
    if (content.trim() !== '') found.set(quoted, question);
  };
  const isForm = index.texts.length <= FORM_PAGES;
  for (const question of [...(isForm ? wording.form : []), ...wording.report]) if (found.size < MOST) tryOne(question);
  const fields = [...found.values()];
  found.clear();
  for (const { text, page } of headingsOf(index)) {
    if (found.size === MOST) break;
    tryOne(wording.heading(text), (pages) => pages.some((cited) => cited >= page && cited <= page + 1));
  }
  const headings = [...found.values()];
  const own = fields.slice(0, Math.max(MOST - HEADINGS, MOST - headings.length));
  return [...own, ...headings].slice(0, MOST);
}

/** Headings that name a topic, each once, with their pages, from 1. */
function headingsOf({ passages, texts }: ChatIndex): { text: string; page: number }[] {
  const seen = new Set<string>();
  const headings: { text: string; page: number }[] = [];
  for (const passage of passages) {
    if (passage.kind !== 'heading' || headings.length === LOOKED_AT) continue;
    const text = passageText(texts, passage)
      .replace(/\s+/gu, ' ')
      .replace(/^[\p{N}.)\s]+|[:：.\s]+$/gu, '');
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    const count = text.split(' ').length;
    if (letters < LEAST_LETTERS || count < FEWEST_WORDS || count > MOST_WORDS || seen.has(fold(text))) continue;
    seen.add(fold(text));
    headings.push({ text, page: passage.page + 1 });
  }
  return headings;
}

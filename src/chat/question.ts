/** A question read: its language, the kind of answer it asks for, its topics; one entry for each thing it asks. */

import { fold } from '../document/normalise.ts';
import { fullYear } from '../layout/fields/dates.ts';
import { matchPhrase, type PhraseWord, phraseWords } from '../layout/fields/phrases.ts';
import type { Field } from './fields.ts';
import { type AnswerKind, answerKind } from './kinds.ts';
import { CJK_STOP, detectLanguage, STOP_WORDS } from './languages.ts';
import { METRICS, RATIOS, STATEMENT_NAMES, type Statement } from './metrics.ts';
import { namesIn } from './names.ts';
import { coveringFields } from './question-fields.ts';
import { mainSentences, splitAtQuestionWords } from './question-parts.ts';

export interface Question {
  /** The part of the message that asks this. */
  text: string;
  language: string;
  kind: AnswerKind;
  /** Fields of a form that the question asks for, when it asks for nothing else. */
  fields: Field[];
  /** Ids of lines of financial statements that it names, and those that a ratio it names is made of. */
  metrics: string[];
  /** Phrases that may state a ratio outright. */
  ratioLabels: string[];
  statements: Statement[];
  /** Content words, as written. */
  words: string[];
  /** Content words that no line of a statement and no name accounts for. */
  rest: string[];
  /** Of a follow-up: words of the question before. */
  carried: string[];
  names: string[][];
  /** Four digits each. */
  years: string[];
  /** What stands on either side of an "and", as questions of their own; empty where it joins nothing. */
  conjuncts: Conjunct[];
}

export interface Conjunct {
  /** The words on both sides with what joins them: where the document says just this, it is one thing. */
  joint: string;
  parts: Question[];
}

/** `previous` is the message before, whose topic a follow-up carries on. `fallback`: the language of a wordless question. */
export function readQuestion(message: string, fallback: string, previous?: string): Question[] {
  const language = languageOf(message, fallback);
  const { asking, context } = mainSentences(message);
  const parts = asking.flatMap(splitAtQuestionWords).flatMap((text) => splitAtFields(text, language));
  const questions = parts.map((text) => {
    const question = readPart(text, context, message, language);
    return { ...question, conjuncts: conjunctsOf(question, context) };
  });
  const useful = questions.filter((question, i) => i === 0 || hasTopic(question));
  return previous === undefined ? useful : useful.map((question) => carryOn(question, previous, fallback));
}

/** The name that a word of the question belongs to, folded; null where it is no name. */
export function nameOf(question: Question, word: string): string | null {
  const name = fold(word).replace(/'s$/, '');
  return question.names.some((parts) => parts.includes(name)) ? name : null;
}

function languageOf(message: string, fallback: string): string {
  const detected = detectLanguage(message);
  const hits = (fold(message).match(/\p{L}+/gu) ?? []).some((word) => STOP_WORDS[detected]?.has(word));
  const latin = ['en', 'de', 'fr', 'es', 'nl', 'it', 'pt'];
  return latin.includes(detected) && !hits && latin.includes(fallback) ? fallback : detected;
}

const AND = /\s+(?:and|und|et|y|و)\s+|和|と|及び/giu;

/** "The total and the check-in date": where a form's field is only a part of what is asked, the other part is asked too. */
function splitAtFields(text: string, language: string): string[] {
  const fieldsOf = (part: string) => coveringFields(phraseWords(part), part, language, yearsIn(part));
  if (fieldsOf(text).length > 0) return [text];
  for (const match of text.matchAll(AND)) {
    const parts = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
    const topical = parts.every((part) => contentWords(part, language).length > 0);
    if (topical && parts.some((part) => fieldsOf(part).length > 0)) return parts;
  }
  return [text];
}

/** "The arrival date and the check-out time". Fields and lines of statements are told apart already. */
function conjunctsOf(question: Question, context: string): Conjunct[] {
  const { text, language } = question;
  if (question.fields.length > 0 || question.metrics.length > 0) return [];
  return [...text.matchAll(AND)].flatMap((match) => {
    const [left, right] = [text.slice(0, match.index), text.slice(match.index + match[0].length)];
    const parts = [left, right].map((part) => readPart(part, context, part, language));
    if (parts.some(({ words }) => words.length === 0)) return [];
    // "How high are the rent and the charges?" asks for two amounts.
    const measured = question.kind === 'amount' || question.kind === 'percentage';
    const kinds = parts.map((part) => (part.kind === 'text' && measured ? { ...part, kind: question.kind } : part));
    const joint = `${/\S+$/.exec(left)?.[0] ?? left}${match[0]}${/^[^\s?？؟]+/.exec(right)?.[0] ?? right}`;
    return [{ joint, parts: kinds }];
  });
}

function readPart(text: string, context: string, message: string, language: string): Question {
  const words = phraseWords(text);
  const contextWords = phraseWords(context);
  const allWords = phraseWords(message);
  const names = namesIn(text, language);
  const years = yearsIn(text);
  const fields = coveringFields(words, text, language, years);
  const statements = (Object.keys(STATEMENT_NAMES) as Statement[]).filter((statement) =>
    STATEMENT_NAMES[statement].some((name) => matchPhrase(allWords, name)),
  );
  const kind = answerKind(text, language);
  const content = contentWords(text, language);
  const topics = kind === 'organisation' ? content.filter((word) => !ORGANISATIONS.has(fold(word))) : content;
  const asked = metricsIn(words);
  const defined = /\bdefin/i.test(context) ? metricsIn(contextWords).metrics : [];
  return {
    text,
    language,
    kind,
    fields,
    metrics: [...new Set([...asked.metrics, ...defined])],
    ratioLabels: asked.ratioLabels,
    statements,
    words: topics.length > 0 ? topics : content,
    rest: restOf(text, language, words, asked.covered),
    carried: [],
    names,
    years,
    conjuncts: [],
  };
}

export function yearsIn(text: string): string[] {
  const years = [
    ...fold(text).matchAll(
      /(?<![\d.,$€£])(?:fy|cy|[1-4]?q[1-4]?\s?|h[12]\s?)?\s?'?((?:19|20)\d\d)(?![\d%]|[.,]\d)|\bfy\s?'?(\d\d)\b/g,
    ),
  ];
  return [...new Set(years.map((match) => fullYear(match[1] ?? match[2] ?? '')))];
}

/** "Which company insures it?": the kind of answer that is asked for, which the document need not name. */
const ORGANISATIONS = new Set(
  'company firm organisation organization agency institution firma unternehmen entreprise societe empresa شرکت شرکه 会社 公司'.split(
    ' ',
  ),
);

/** French: "a-t-elle", "est-ce". */
const INVERSION = /-(?:t-)?(?:ils?|elles?|on|je|tu|nous|vous|ce)(?![\p{L}-])/giu;

function contentWords(text: string, language: string): string[] {
  const stop = STOP_WORDS[language];
  const cleaned =
    language === 'zh' || language === 'ja'
      ? text.replace(CJK_STOP, ' ')
      : text.replace(/\u200c/g, ' ').replace(INVERSION, ' ');
  const words = cleaned.match(/[\p{L}\p{M}\p{Nd}][\p{L}\p{M}\p{Nd}&'’.,-]*/gu) ?? [];
  return words
    .map((word) => word.replace(/['’.,-]+$/, '').replace(/['’]s$/, ''))
    .filter((word) => word !== '' && !stop?.has(fold(word)) && !stop?.has(fold(word).replace(/^[dl]'/, '')));
}

/** How a figure is asked for; no topic of its own. */
const FIGURE_WORDS = new Set(
  `fiscal year years end ending ended annual average total unadjusted change changed changes increase increased decrease decreased grow growth grew
  improve improving improved profile positive negative ratio ratios rate percent percentage margin margins compare compared company business data based
  value level trend stable healthy reasonably consistent historically round year-over-year yoy basis points units million millions billion
  billions thousand thousands usd dollars cost costs net data defined metric useful much spend spent paid pay report reported quarter calculated fy over consolidated
  numerator denominator`.split(/\s+/),
);

function restOf(text: string, language: string, words: PhraseWord[], covered: [number, number][]): string[] {
  const free = words.filter(({ start, end }) => !covered.some(([from, to]) => start >= from && end <= to));
  const kept = free.map(({ start, end }) => text.slice(start, end)).join(' ');
  return contentWords(kept, language).filter((word) => {
    const folded = fold(word).replace(/'s$/, '');
    return !FIGURE_WORDS.has(folded) && !/\d{4}$|^fy\d\d$|^q\d$|^\d+$/.test(folded) && folded.length > 1;
  });
}

/** Lines and ratios named, longest phrase first, none inside another; a ratio's parts come after what is named itself. */
function metricsIn(words: PhraseWord[]): { metrics: string[]; ratioLabels: string[]; covered: [number, number][] } {
  const found: { ids: string[]; labels: string[]; from: number; to: number }[] = [];
  const add = (phrase: string, ids: string[], labels: string[]) => {
    const match = matchPhrase(words, phrase);
    if (match) found.push({ ids, labels, from: match.from, to: match.to });
  };
  for (const { ask, parts, labels } of RATIOS) for (const phrase of [...ask, ...labels]) add(phrase, parts, labels);
  for (const { ask, id, labels } of METRICS) for (const phrase of [...labels, ...ask]) add(phrase, [id], []);
  found.sort((a, b) => b.to - b.from - (a.to - a.from));
  const taken: typeof found = [];
  for (const match of found) {
    if (!taken.some((other) => match.from < other.to && other.from < match.to)) taken.push(match);
  }
  taken.sort((a, b) => a.from - b.from);
  return {
    covered: taken.map(({ from, to }) => [words[from]?.start ?? 0, words[to - 1]?.end ?? 0]),
    metrics: [...new Set(taken.flatMap((match) => match.ids))],
    ratioLabels: [...new Set(taken.flatMap((match) => match.labels))],
  };
}

const hasTopic = (question: Question): boolean =>
  question.fields.length > 0 || question.metrics.length > 0 || question.words.some((word) => !/^\d+$/.test(word));

const FOLLOW_UP =
  /^\s*(?:and|also|what about|how about|then|und|et|y|qué tal|و|و همچنین|همچنین|ماذا عن|那|那么|では|それで)(?![\p{L}])|\b(?:its|it|their|that|those|this|same|dessen|deren|son|sa|su)\b|(?:^|\s)(?:آن|اون|آنها|ش|این)(?:\s|$)|[它其]|その/iu;

/** "And its due date?" after "What is the invoice total?": names and words of before go on, counting less. */
function carryOn(question: Question, previous: string, fallback: string): Question {
  if (!FOLLOW_UP.test(question.text)) return question;
  const before = readQuestion(previous, fallback).at(-1);
  if (!before) return question;
  const names = question.names.length > 0 ? question.names : before.names;
  const years = question.years.length > 0 ? question.years : before.years;
  const topical = question.words.some(
    (word) => !question.years.includes(word) && !/^(?:about|das|and|fy|q[1-4])$/i.test(word),
  );
  if (topical || question.fields.length > 0) return { ...question, names, years, carried: before.words };
  const kept = before.words.filter((word) => !before.years.includes(word));
  return {
    ...before,
    text: question.text,
    language: question.language,
    names,
    years,
    words: [...kept, ...question.words],
  };
}

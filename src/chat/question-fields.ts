/** Which fields of a form a question asks for, when it asks for nothing else. */
import { fold } from '../document/normalise.ts';
import { matchPhrase, type PhraseWord } from '../layout/fields/phrases.ts';
import { DOCUMENT_WORDS, FIELDS, type Field } from './fields.ts';
import { CJK_STOP, STOP_WORDS } from './languages.ts';

/** The fields that together cover every content word; none where something else is asked as well. */
export function coveringFields(words: PhraseWord[], text: string, language: string, years: string[]): Field[] {
  const free = coverage(words, text, language, years);
  const found: { field: Field; from: number; to: number; weak: number }[] = [];
  for (const field of FIELDS) {
    const weak = field.weak.filter((phrase) => !DOCUMENT_WORDS.includes(phrase));
    for (const phrase of [...field.labels, ...field.ask, ...weak]) {
      for (let match = matchPhrase(words, phrase); match; match = matchPhrase(words, phrase, match.to)) {
        found.push({ field, from: match.from, to: match.to, weak: weak.includes(phrase) ? 1 : 0 });
      }
    }
  }
  found.sort((a, b) => b.to - b.from - (a.to - a.from) || a.weak - b.weak);
  const taken: typeof found = [];
  for (const match of found) {
    if (taken.some((other) => match.from < other.to && other.from < match.to)) continue;
    if (taken.some((other) => other.field === match.field)) continue;
    taken.push(match);
  }
  for (const { from, to } of taken) for (let i = from; i < to; i++) free.delete(i);
  if (free.size > 0) return [];
  return taken.sort((a, b) => a.from - b.from).map((match) => match.field);
}

/** Positions of words that are a topic: no stop word, no name of the document, no year. */
function coverage(words: PhraseWord[], text: string, language: string, years: string[]): Set<number> {
  const stop = STOP_WORDS[language];
  const free = new Set<number>();
  words.forEach((word, i) => {
    const folded = fold(text.slice(word.start, word.end));
    const plain = folded.replace(/'s$/, '');
    if (!stop?.has(plain) && !years.includes(plain) && !/^[#&%]$/.test(plain)) free.add(i);
  });
  const cjk = [...text.matchAll(CJK_STOP)];
  if (language === 'zh' || language === 'ja') {
    for (const match of cjk) {
      words.forEach((word, i) => {
        if (word.start >= match.index && word.end <= match.index + match[0].length) free.delete(i);
      });
    }
  }
  for (const phrase of DOCUMENT_WORDS) {
    for (let match = matchPhrase(words, phrase); match; match = matchPhrase(words, phrase, match.to)) {
      for (let i = match.from; i < match.to; i++) free.delete(i);
    }
  }
  return free;
}

/**
 * Light stemming: the few endings that part a question's word from the document's. It need not find the right stem,
 * only the same one for both; heavier stemmers (Porter) merge words that a search should tell apart.
 */

type Rule = [ending: RegExp, replacement: string, shortest: number];

/** The first rule that leaves at least `shortest` letters applies. */
const RULES: Record<string, Rule[]> = {
  en: [
    [/'s?$/, '', 2],
    [/ies$/, 'y', 2],
    [/(ss|us|is)$/, '$1', 2],
    [/(ch|sh|x|z|ss)es$/, '$1', 2],
    [/s$/, '', 3],
    [/ingly$/, '', 4],
    [/([bdfgklmnprt])\1(ing|ed)$/, '$1', 3],
    [/(ing|ed|ly)$/, '', 4],
  ],
  de: [
    [/(ungen|heiten|keiten)$/, '', 4],
    [/ung$/, '', 4],
    [/(ern|em|en|er|es|e|n|s)$/, '', 4],
  ],
  nl: [[/(en|es|e|s)$/, '', 4]],
  fr: [
    [/(issement|ement|ment)s?$/, '', 4],
    [/(ees|ee|es|er|ez|e|s|x)$/, '', 4],
  ],
  es: [
    [/(ciones|cion)$/, 'c', 3],
    [/(amente|mente)$/, '', 4],
    [/(as|os|es|a|o|e|s)$/, '', 4],
  ],
  fa: [
    [/(هایمان|هایشان|هایی|های|ها)$/, '', 2],
    [/(ترین|تر)$/, '', 3],
    [/ی$/, '', 3],
  ],
  ar: [[/(ات|ون|ین|ان|ه|ی)$/, '', 3]],
};

const AR_PREFIX = /^(وال|بال|کال|فال|لل|ال)/;

/** `word` is folded; `language` an ISO 639-1 code. A word with a digit is left as it is. */
export function stem(word: string, language: string): string {
  if (/\d/.test(word)) return word;
  if (/[\u0600-\u06ff]/.test(word)) return stemArabicScript(word, language);
  return applyRules(word, RULES[language === 'fa' || language === 'ar' ? 'en' : language] ?? RULES.en ?? []);
}

/** Persian borrows Arabic words with their article: both prefixes and suffixes go in either language. */
function stemArabicScript(word: string, language: string): string {
  const bare = word.length > 4 ? word.replace(AR_PREFIX, '') : word;
  // تاسست, "was founded", and اسس, "founded".
  if (language === 'ar' && /^ت.{3,}ت$/u.test(bare)) return bare.slice(1, -1);
  return applyRules(bare, (language === 'ar' ? RULES.ar : RULES.fa) ?? []);
}

function applyRules(word: string, rules: Rule[]): string {
  for (const [ending, replacement, shortest] of rules) {
    const match = ending.exec(word);
    if (match && match.index >= shortest) return endless(word.replace(ending, replacement));
  }
  return endless(word);
}

/** `invoice`, `invoiced`, `invoicing` meet without the silent e; `company`, `companies` keep their y. */
const endless = (word: string): string => (word.length > 4 && /[a-z]e$/.test(word) ? word.slice(0, -1) : word);

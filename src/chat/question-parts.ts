/** A message taken apart into the sentences that ask, and those into one question each. */

/** Sentences that tell how to answer; they name statements, not topics. */
const INSTRUCTION =
  /^(?:answer|round|base|calculate|address|please|give|use|assume|report|state|express|if\b.*\b(?:state|explain)|your answer|respond|provide your|make sure|note that)\b/i;

/** Sentences that ask, each by itself, and the rest, which may define what they ask for. */
export function mainSentences(message: string): { asking: string[]; context: string } {
  const sentences = message
    .split(/(?<=[?？؟])\s*|(?<=[.!。！])\s+(?=\p{Lu}|\p{Lo})|(?<=:)\s+(?=what|how|which|who|when|did|does|is)/u)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
  const marked = sentences.filter((sentence) => /[?？؟]$/.test(sentence));
  const plain = sentences.filter((sentence) => !INSTRUCTION.test(sentence));
  const asking = marked.length > 0 ? marked : plain.length > 0 ? plain.slice(0, 2) : sentences.slice(0, 1);
  return { asking, context: sentences.filter((sentence) => !asking.includes(sentence)).join(' ') };
}

const QUESTION_WORD =
  '(?:what|when|who|whom|where|which|how|wann|wer|wie|welche[rs]?|quand|qui|combien|quel(?:le)?s?|cuándo|quién|cuánto|cuál|چه|چقدر|کی|کدام|متى|كم|من هو|ما)';
/** Arabic writes its "and" as one word with the next. */
const ARABIC_AND = '\\s+و(?=(?:متى|كم|ما|من|هل|كيف|أين|لماذا)\\s)';
const SPLIT = new RegExp(
  `${ARABIC_AND}|\\s*[,،;]?\\s+(?:and|und|et|y|و)\\s+(?=${QUESTION_WORD}\\s)|[,，、]\\s*(?:and\\s+)?(?=${QUESTION_WORD}\\s)`,
  'iu',
);

/** "What is the total and when is it due?" asks two things. */
export const splitAtQuestionWords = (text: string): string[] => text.split(SPLIT).filter((part) => /\p{L}/u.test(part));

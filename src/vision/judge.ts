/** Whether what a model wrote can be a page at all: told from the text alone, before it is compared with the page. */
import { type Token, textOf } from './written.ts';

/** A run that repeats itself less often may be a table's. */
const REPEATS = 4;
/** Characters: shorter runs are leaders, rules and ditto marks. */
const SHORT = 160;

/**
 * Length, in characters, of the longest end of the text that is one passage over and over, 0 where it does not repeat at
 * least four times. By the failure function of Knuth, Morris and Pratt over the text read backwards: a prefix of length n
 * whose longest border is b has the period n − b.
 */
export function loopAtEnd(text: string): number {
  const n = text.length;
  const border = new Int32Array(n + 1);
  let loop = 0;
  let k = 0;
  const at = (i: number): number => text.charCodeAt(n - 1 - i);
  for (let i = 1; i < n; i++) {
    while (k > 0 && at(i) !== at(k)) k = border[k] as number;
    if (at(i) === at(k)) k++;
    border[i + 1] = k;
    const length = i + 1;
    if (length >= (length - k) * REPEATS && length >= SHORT) loop = length;
  }
  return loop;
}

/** Looked at while the model writes: it will not end by itself. */
export const isLooping = (text: string): boolean => loopAtEnd(text.slice(-TAIL)) > LOOPING;
const TAIL = 4_000;
/** Characters of a loop after which nothing else is to be expected. */
const LOOPING = 600;

/** Why a text is no page. */
export type Fault = 'loop' | 'refusal' | 'empty';

/** Share of a text that may be one loop (FACTS). */
const HALF = 0.5;

export function faultOf(text: string): Fault | null {
  const told = text.trim();
  if (told === '') return 'empty';
  if (isRefusal(told)) return 'refusal';
  const loop = loopAtEnd(told);
  return loop > told.length * HALF || loop > LOOPING ? 'loop' : null;
}

/** A page that says such a thing says more. Characters. */
const REFUSAL_LENGTH = 500;
const REFUSALS =
  /^(?:(?:i['’]?m|i am) (?:really |very )?sorry|sorry,? (?:but )?i\b|i (?:cannot|can['’]?t|can not|am unable|am not able|['’]m unable|['’]m not able)|unfortunately, (?:i|the (?:image|text))|as an ai|i do(?:n['’]t| not) (?:see|have)|the (?:image|picture|text) (?:is|appears|seems)(?: to be)? (?:too |completely )?(?:blurr|blank|empty|unreadable|illegible|not (?:clear|visible|legible))|there is no (?:text|visible)|no text (?:found|visible|detected)|es tut mir leid|je suis désolé|lo siento|متأسف|抱歉|申し訳)/i;

const isRefusal = (text: string): boolean =>
  text.length < REFUSAL_LENGTH && REFUSALS.test(text.replace(/^[*_#>\s]+/, ''));

/** Lines before and after the page in which a model speaks of what it does. */
const PREAMBLE =
  /^(?:(?:sure|certainly|of course|okay|ok|absolutely)[,.!:]?\s*)?(?:(?:here(?:['’]s| is| are)|below is|the following is|this is|i(?:['’]ve| have)? (?:transcribed|extracted|converted)|transcri(?:ption|bed text)|extracted text|the (?:text|content|image|document|picture|page)(?: (?:in|of|from) the (?:image|picture|document|page))? (?:is|reads|says|contains|shows)|hier ist|voici|aquí (?:está|tienes))\b[^\n]{0,160}:|(?:sure|certainly|of course)[,.!][^\n]{0,160})\s*$/i;
const AFTERWORD =
  /^(?:let me know|please let me know|if you (?:need|have|want)|i hope this|feel free|is there anything|\(?note: (?:the|this|i|some) (?:text|transcription|image|document|above|have|may)|this (?:transcription|markdown) )[^\n]*$/i;

/** The tokens of the page itself. */
export function withoutChatter(tokens: readonly Token[]): Token[] {
  const text = textOf(tokens);
  const lines = text.split('\n');
  let from = 0;
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first >= 0 && first < lines.length - 1 && PREAMBLE.test(bare(lines[first]))) {
    from = lines.slice(0, first + 1).join('\n').length + 1;
  }
  let to = text.length;
  const last = lines.findLastIndex((line) => line.trim() !== '');
  if (last > first && AFTERWORD.test(bare(lines[last]))) to = lines.slice(0, last).join('\n').length;
  return slice(tokens, from, to);
}

const bare = (line = ''): string => line.trim().replace(/^[*_#>\s]+|[*_]+$/g, '');

/** The tokens of the characters `from`…`to`; one that lies across an end is cut. */
export function slice(tokens: readonly Token[], from: number, to: number): Token[] {
  const kept: Token[] = [];
  let at = 0;
  for (const token of tokens) {
    const text = token.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (text !== '') kept.push({ ...token, text });
    at += token.text.length;
  }
  return kept;
}

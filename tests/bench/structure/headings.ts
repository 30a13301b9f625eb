/** Headings of Markdown against those of a reference. */
import { normalise } from '../shared/text-score.ts';

export interface HeadingScore {
  text: number;
  /** Text and level, where the reference has more than one level; the same as `text` where it tells none apart. */
  level: number;
  /** Text and level as they stand. */
  strict: number;
  missing: string[];
  added: string[];
}

/** F1 of the headings as bags; of two documents without any: 1. */
export function headingScore(reference: string, markdown: string): HeadingScore {
  const [wanted, found] = [headingsOf(reference), headingsOf(markdown)];
  const text = compare(wanted, found, ({ text }) => text);
  const strict = compare(wanted, found, ({ level, text }) => `${level} ${text}`);
  const isFlat = new Set(wanted.map(({ level }) => level)).size < 2;
  return {
    text: text.f1,
    level: (isFlat ? text : strict).f1,
    strict: strict.f1,
    missing: text.missing,
    added: text.added,
  };
}

interface Heading {
  level: number;
  text: string;
}

/** ATX headings outside code; escapes and emphasis removed. */
function headingsOf(markdown: string): Heading[] {
  return [...markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^(#{1,6})[ \t]+(.+?)[ \t]*#*$/gm)].map(
    ([, marks = '', text = '']) => ({
      level: marks.length,
      text: normalise(
        text
          .replace(/\*\*|__/g, '')
          .replace(/\\(?=[^a-z\d\s])/gi, '')
          .replace(/&amp;/g, '&'),
      ).toLowerCase(),
    }),
  );
}

function compare(wanted: readonly Heading[], found: readonly Heading[], keyOf: (heading: Heading) => string) {
  const missing = wanted.map(keyOf);
  const added: string[] = [];
  for (const key of found.map(keyOf)) {
    const at = missing.indexOf(key);
    if (at < 0) added.push(key);
    else missing.splice(at, 1);
  }
  const correct = wanted.length - missing.length;
  const all = wanted.length + found.length;
  return { f1: all === 0 ? 1 : (2 * correct) / all, missing, added };
}

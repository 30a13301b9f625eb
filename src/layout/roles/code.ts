/** Program text: type of one width, or, where type is not known, the punctuation of programs. */
import { unionOf } from '../../document/boxes.ts';
import { overlap, textOfLine, toPart } from './part.ts';
import type { PageMeasure, Part, TextLine } from './types.ts';

/** Share of a part's characters: names in a code type within a sentence make no listing. */
const MONO = 0.85;
/** Without knowledge of the type, so many lines and such a share of them must look like code. */
const CODE_LINES = 3;
const CODE_SHARE = 0.6;
/** In lines: parts of one listing have empty lines between, hardly more than two. */
const GAP = 3;

const KEYWORD =
  /^(?:(?:public|private|protected|static|const|let|var|def|class|function|func|fn|import|from|return|if|for|while|else|elif|try|catch|except|switch|case|package|using|namespace|struct|enum|interface|export|async|await|begin|end|select|insert|update|create)\b.*[(){};:=,]|#include\b|#!\/|\/\/|\/\*|<\/?[a-z][\w-]*[^<]*>|\$ \S|>>> )/i;
const PUNCTUATION = /[;{}]\s*$|^\s*[{})\]]+[;,]?\s*$|\w\(.*\)\s*[;{:]\s*$|[=!<>]=|=>|->|\+\+|&&|\|\||::|\w\.\w+\(/;

/** Program text's parts typed, neighbours joined to one. On a page that is all in one width, type marks nothing. */
export function joinCode(parts: readonly Part[], measure: PageMeasure): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.role || !isCode(part, measure, last)) joined.push(part);
    else if (last?.role?.style === 'code' && follows(last, part, measure))
      joined[joined.length - 1] = toPart(toRows([...last.lines, ...part.lines]), last.role);
    else joined.push({ ...part, role: { type: 'paragraph', style: 'code' } });
  }
  return joined;
}

/** With a note's mark before it, or none. */
const ADDRESS = /^(?:\S{1,3}\s+)?(?:https?:\/\/|www\.|\S+@)\S+$/;

function isCode(part: Part, measure: PageMeasure, above: Part | undefined): boolean {
  // Addresses are often set in a type of one width.
  if (isAddresses(part.text.split('\n').map((line) => line.trim()))) return false;
  if (part.mono >= MONO && !measure.mono)
    return (hasLetters(part.text) || above?.role?.style === 'code') && !goesOn(above, part, measure);
  if (part.mono > 0 && !measure.mono) return false;
  if (looksLikeCode(part.lines)) return true;
  // What closes a listing may be too short to tell by itself.
  return (
    above?.role?.style === 'code' && above.mono < MONO && follows(above, part, measure) && part.lines.every(isCodeLine)
  );
}

const isAddresses = (lines: readonly string[]): boolean =>
  lines.some((line) => ADDRESS.test(line)) && lines.every((line) => ADDRESS.test(line) || line.length <= 2);

const looksLikeCode = (lines: readonly TextLine[]): boolean =>
  lines.length >= CODE_LINES && lines.filter(isCodeLine).length >= CODE_SHARE * lines.length;

function isCodeLine(line: TextLine): boolean {
  const text = textOfLine(line);
  return KEYWORD.test(text) || PUNCTUATION.test(text);
}

/** An address in a code type that a line's end parted from its sentence. */
function goesOn(above: Part | undefined, part: Part, measure: PageMeasure): boolean {
  if (!above || above.role || above.mono >= MONO || part.lines.length > 1) return false;
  return part.box[1] - above.box[3] <= 0.5 * measure.leading && !/[.:;!?]$/.test(above.text.trim());
}

const hasLetters = (text: string): boolean => /\p{L}{2}/u.test(text);

/** In em: columns of one listing stand nearer to each other than those of a page. */
const BESIDE = 4;

/** Below, or beside where wide gaps parted the lines of a listing. */
function follows(one: Part, other: Part, measure: PageMeasure): boolean {
  const down = Math.max(other.box[1] - one.box[3], one.box[1] - other.box[3]);
  const across = Math.max(other.box[0] - one.box[2], one.box[0] - other.box[2]);
  if (overlap(one.box[1], one.box[3], other.box[1], other.box[3]) > 0.5) return across <= BESIDE * measure.body;
  return down <= GAP * measure.leading && across < 0;
}

/** Lines from the top, those side by side as one. */
export function toRows(lines: readonly TextLine[]): TextLine[] {
  const rows: TextLine[] = [];
  for (const line of lines.toSorted((a, b) => a.box[1] - b.box[1])) {
    const at = rows.findIndex(({ box }) => overlap(box[1], box[3], line.box[1], line.box[3]) > 0.6);
    const row = rows[at];
    if (!row) rows.push(line);
    else {
      const words = [...row.words, ...line.words].toSorted((a, b) => a.bbox[0] - b.bbox[0]);
      rows[at] = { ...row, words, box: unionOf([row.box, line.box]) };
    }
  }
  return rows;
}

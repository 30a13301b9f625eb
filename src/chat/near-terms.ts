/** Terms of the document that a word of the question may stand for: misread by OCR, compounded, abbreviated. */

import { editsWithin } from '../document/edits.ts';

/** Glyphs that OCR takes for one another, folded to one. */
const LOOKALIKES: [RegExp, string][] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/[0°]/g, 'o'],
  [/[1|!i]/g, 'l'],
  [/5/g, 's'],
  [/8/g, 'b'],
  [/6/g, 'g'],
  [/2/g, 'z'],
];

const lookalike = (word: string): string => LOOKALIKES.reduce((text, [glyphs, one]) => text.replace(glyphs, one), word);

export interface NearTerm {
  position: number;
  /** 0…1: how much a hit counts against one of the term itself. */
  weight: number;
}

/** Shorter words have too many neighbours at one edit. */
const FUZZY_LENGTH = 5;
const ENDING_LENGTH = 4;
const ENDING = 2;
const LONG_LENGTH = 9;
const COMPOUND_LENGTH = 5;

/** At most a handful, best first; none for numbers, where one edit is another number. */
export function nearTerms(terms: readonly string[], term: string, compounds: boolean): NearTerm[] {
  if (/^\p{Nd}/u.test(term) || term.length < ENDING_LENGTH) return [];
  if (term.length < FUZZY_LENGTH) return compounds ? endings(terms, term) : [];
  const found: NearTerm[] = compounds ? [...participles(terms, term), ...endings(terms, term)] : [];
  const shape = lookalike(term);
  const most = term.length >= LONG_LENGTH ? 2 : 1;
  terms.forEach((other, position) => {
    if (compounds && other.length > term.length + 2 && term.length >= COMPOUND_LENGTH) {
      if (other.startsWith(term) || other.endsWith(term)) found.push({ position, weight: 0.6 });
    }
    if (Math.abs(other.length - term.length) > most || /^\p{Nd}+$/u.test(other)) return;
    if (other.length >= 3 && lookalike(other) === shape) found.push({ position, weight: 0.9 });
    else if (other[0] === term[0] && editsWithin(term, other, most)) found.push({ position, weight: 0.7 });
  });
  return found.sort((a, b) => b.weight - a.weight).slice(0, 6);
}

/** "Saved" for "save", "effective" for "effect": an ending that the stemmer leaves on. */
const endings = (terms: readonly string[], term: string): NearTerm[] =>
  terms.flatMap((other, position) =>
    other !== term && other.startsWith(term) && other.length <= term.length + ENDING ? [{ position, weight: 0.7 }] : [],
  );

/** German and Dutch participles: "geschützt" for "schützen". */
function participles(terms: readonly string[], term: string): NearTerm[] {
  const root = /^ge(\p{L}{4,}?)(?:t|d)?$/u.exec(term)?.[1];
  if (!root) return [];
  return terms.flatMap((other, position) =>
    other.startsWith(root) && other.length <= root.length + 2 ? [{ position, weight: 0.8 }] : [],
  );
}

/** Running heads and page numbers as far as one page tells; those that repeat are found over the whole document. */

import { captionLabel } from './captions.ts';
import { edgeNumbers, readPageNumber } from './page-numbers.ts';
import { textOfLine } from './part.ts';
import type { PageFrame, PageMeasure, Part } from './types.ts';

/** Of the page's height: heads and feet stand within; margins are 10 to 15 % of most pages. */
const MARGIN = 0.12;
/** Of the page's width: text that runs along a side of the page stands within. */
const SIDE = 0.1;
/** In lines of white between a head and the text. */
const APART = 1.2;
/** Of the page's height, for what neither a number nor a word marks. */
const PLAIN_MARGIN = 0.085;
const MAX_LINES = 3;
/** Of the page's width: a rule that parts the head from the text. */
const RULE = 0.3;

/** What is printed in heads and feet, and nowhere else at the edge of a page. */
const FURNITURE =
  /https?:|www\.|\bdoi\b|\bvol(?:ume|\.)?\s*\d|\bissue\s+\d|\bno\.\s*\d|\bISSN\b|\bISBN\b|©|\(c\)\s*\d{4}|\bcopyright\b|all rights reserved|download(?:ed)? (?:from|date|by)|\barxiv:|preprint|\bet al\.|confidential|proceedings of|journal of|open access|\bRev\.|draft/i;

/** Of no letter's, form's or invoice's own text. */
const STAMP = /download(?:ed)? (?:from|date|by)|©|\bcopyright\b|all rights reserved|\barxiv:|\bdoi:/i;
/** Of the page's width: how far from its middle a number stands that is set in the middle. */
const CENTRED = 0.04;
const CHAPTER = /^(?:\p{Nd}+\s+)?(?:chapter|section|part|appendix|kapitel|chapitre|cap[íi]tulo|глава|فصل)\s/iu;

/** Types the parts at the edges, of which a receipt has none; `parts` in reading order. */
export function markMargins(parts: readonly Part[], measure: PageMeasure, frame: PageFrame): void {
  if (frame.isReceipt) return;
  for (const part of parts) if (!part.role && runsAlongSide(part, measure)) part.role = { type: 'page-footer' };
  const upright = parts.filter(({ role }) => !role);
  markEdge(
    upright.toSorted((a, b) => a.box[1] - b.box[1]),
    'page-header',
    measure,
    frame,
  );
  markEdge(
    upright.toSorted((a, b) => b.box[3] - a.box[3]),
    'page-footer',
    measure,
    frame,
  );
}

/** From the edge inwards, row by row, until one is no running head. */
function markEdge(
  parts: readonly Part[],
  type: 'page-header' | 'page-footer',
  measure: PageMeasure,
  frame: PageFrame,
): void {
  const isTop = type === 'page-header';
  const left = [...parts];
  for (let row = 0; row < 3 && left.length > 0; row++) {
    const first = left[0] as Part;
    const mates = left.filter((part) => sharesRow(first, part));
    const inner = left.find((part) => !mates.includes(part));
    const edge = mates.map(({ box }) => (isTop ? box[3] : box[1]));
    const reach = isTop ? Math.max(...edge) / measure.height : 1 - Math.min(...edge) / measure.height;
    if (row === 0 && !isTop && isLoneNumber(mates, inner, measure)) {
      for (const part of mates) part.role = { type };
      return;
    }
    if (reach > MARGIN || mates.some(({ lines }) => lines.length > MAX_LINES)) return;
    const gap = inner ? (isTop ? inner.box[1] - Math.max(...edge) : Math.min(...edge) - inner.box[3]) : Infinity;
    const ruled = hasRule(mates, inner, isTop, frame);
    if (!isFurniture(mates, measure, { gap, reach, ruled, isOuter: row === 0 })) return;
    for (const part of mates) {
      part.role = { type };
      left.splice(left.indexOf(part), 1);
    }
  }
}

/** Below all text of a page that was cut off or padded: a number in the middle of its width, far from the text. */
function isLoneNumber([part, ...more]: readonly Part[], inner: Part | undefined, measure: PageMeasure): boolean {
  if (!part || more.length > 0 || !inner || part.lines.length > 1) return false;
  const number = readPageNumber(part.text);
  const isCentred = Math.abs((part.box[0] + part.box[2]) / 2 - measure.width / 2) < CENTRED * measure.width;
  return number !== null && number.value < 1000 && isCentred && part.box[1] - inner.box[3] >= 2 * measure.leading;
}

interface Edge {
  /** White to the text, pixels. */
  gap: number;
  /** How far it reaches into the page, a share of the height. */
  reach: number;
  ruled: boolean;
  isOuter: boolean;
}

function isFurniture(row: readonly Part[], measure: PageMeasure, { gap, reach, ruled, isOuter }: Edge): boolean {
  const texts = row.map(({ text }) => text.replaceAll('\n', ' '));
  const apart = gap >= APART * measure.leading;
  if (row.some(({ size }) => size > 1.6 * measure.body) || texts.some((text) => captionLabel(text) === 'marked'))
    return false;
  if (texts.every((text) => readPageNumber(text)?.sure)) return true;
  const isNumbered = texts.some((text) => readPageNumber(text) !== null);
  if (texts.length === 1 && isNumbered) return apart;
  const small = row.every(({ size }) => size <= 1.05 * measure.body);
  const numbered = isNumbered || texts.some((text) => edgeNumbers(text).length > 0);
  const worded = texts.some((text) => FURNITURE.test(text) || CHAPTER.test(text));
  // Of a form or a letter only what is both worded and numbered as a foot is.
  const stamped = reach <= PLAIN_MARGIN && texts.some((text) => STAMP.test(text));
  if (!small || !(measure.prose || (apart && ((numbered && worded) || stamped)))) return false;
  const marked = worded || (numbered && row.every(isPlainHead));
  if (!isOuter && row.some((part) => !isPlainHead(part))) return false;
  if (marked) return apart || ruled;
  return row.every(isPlainHead) && reach <= PLAIN_MARGIN && (ruled || gap >= 2 * measure.leading);
}

/** A short line that is no sentence. */
const isPlainHead = (part: Part): boolean =>
  part.lines.length === 1 && part.text.length <= 90 && !/[.:;,،]$/.test(part.text);

const sharesRow = (a: Part, b: Part): boolean =>
  Math.min(a.box[3], b.box[3]) - Math.max(a.box[1], b.box[1]) >
  0.4 * Math.min(a.box[3] - a.box[1], b.box[3] - b.box[1]);

function hasRule(row: readonly Part[], inner: Part | undefined, isTop: boolean, { rules, width }: PageFrame): boolean {
  if (!inner) return false;
  const edge = isTop ? Math.max(...row.map(({ box }) => box[3])) : inner.box[3];
  const end = isTop ? inner.box[1] : Math.min(...row.map(({ box }) => box[1]));
  return rules.some(
    (rule) =>
      rule.axis === 'horizontal' && rule.at >= edge - 4 && rule.at <= end + 4 && rule.to - rule.from >= RULE * width,
  );
}

/** Stamps such as that of a preprint server, set at a right angle to the text at the page's side. */
function runsAlongSide(part: Part, { width }: PageMeasure): boolean {
  const isTurned = part.lines.every((line) => line.angle !== undefined && line.angle % 180 !== 0 && !line.vertical);
  return (
    isTurned &&
    (part.box[2] <= SIDE * width || part.box[0] >= (1 - SIDE) * width) &&
    textOfLine(part.lines[0] as Part['lines'][number]) !== ''
  );
}

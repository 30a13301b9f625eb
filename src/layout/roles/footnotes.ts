/** Footnotes: small type below the text, with a mark in front, often below a short rule. */
import { overlap, textOfLine, toPart } from './part.ts';
import type { PageFrame, PageMeasure, Part } from './types.ts';

/** Of the running text's em: notes are set at 8 points where text is set at 10. */
const SMALL = 0.93;
/** Of the page's height, from the top: notes that no rule marks begin below. */
const LOW = 0.45;
/** In lines: how far the rule stands above the first note. */
const RULE_GAP = 2;
/** Of the column's width: a longer rule parts something else. */
const RULE_LENGTH: [number, number] = [0.1, 0.75];
const MARK =
  /^(?:\p{Nd}{1,3}(?=\D)|[*†‡§¶∗⁎]+|[¹²³⁰⁴-⁹]+|\[\p{Nd}{1,3}\]|\([a-z\p{Nd}]{1,2}\)|[a-z](?=\s+\p{Lu}))\s*\.?\)?\s*(?=["“‘«'([]*\p{L})/u;
/** As the paragraphs of some texts are counted, in their own size. */
const COUNTED = /^\p{Nd}{1,3}[.)]\s/u;
/** In characters: what a rule alone marks is a sentence at least, not the label of a drawing. */
const SENTENCE = 40;

/** The parts that are footnotes, each with the notes that it holds, typed; parts that have a role are none. */
export function findFootnotes(parts: readonly Part[], measure: PageMeasure, frame: PageFrame): Map<Part, Part[]> {
  const notes = new Set<Part>();
  // From the bottom upwards: below a note stand only notes and feet.
  for (const part of parts.toSorted((a, b) => b.box[1] - a.box[1])) {
    if (part.role) continue;
    const below = parts.filter(
      (other) => other !== part && other.box[1] >= part.box[3] - measure.leading / 2 && sharesColumn(part, other),
    );
    if (!below.every((other) => notes.has(other) || other.role?.type === 'page-footer')) continue;
    const hasNoteBelow = below.some((other) => notes.has(other));
    const ruled = hasRuleAbove(part, measure, frame) || standsUnderRule(part, parts, measure, frame);
    if (isNote(part, measure, ruled, hasNoteBelow)) notes.add(part);
  }
  return new Map([...notes].map((part) => [part, splitNotes(part)]));
}

function isNote(part: Part, measure: PageMeasure, ruled: boolean, hasNoteBelow: boolean): boolean {
  const small = isSmall(part, measure);
  const marked = MARK.test(part.text);
  if (part.box[1] < LOW * measure.height && !(ruled || hasNoteBelow)) return false;
  // Forms and receipts are full of small, counted lines.
  if (!measure.prose && !(small && marked && ruled && part.text.length >= SENTENCE)) return false;
  if (marked) return small || (ruled && !COUNTED.test(part.text));
  return ruled && part.text.length >= SENTENCE && (small || hasNoteBelow);
}

const isSmall = ({ size }: Part, { body }: PageMeasure): boolean => size <= SMALL * body;

/** Whether small type alone stands between it and a rule. */
function standsUnderRule(part: Part, parts: readonly Part[], measure: PageMeasure, frame: PageFrame): boolean {
  const above = parts
    .filter((other) => other.box[3] <= part.box[1] + measure.leading / 2 && sharesColumn(part, other))
    .toSorted((a, b) => b.box[1] - a.box[1]);
  const end = above.findIndex((other) => !isSmall(other, measure));
  return (
    isSmall(part, measure) &&
    above.slice(0, end < 0 ? undefined : end).some((other) => hasRuleAbove(other, measure, frame))
  );
}

function hasRuleAbove(part: Part, measure: PageMeasure, { rules, width }: PageFrame): boolean {
  return rules.some(({ axis, at, from, to }) => {
    const length = (to - from) / width;
    const gap = part.box[1] - at;
    return (
      axis === 'horizontal' &&
      gap >= -0.3 * measure.leading &&
      gap <= RULE_GAP * measure.leading &&
      length >= RULE_LENGTH[0] / 2 &&
      length <= RULE_LENGTH[1] &&
      (measure.rtl ? Math.abs(to - part.box[2]) : Math.abs(from - part.box[0])) <= 2 * measure.body
    );
  });
}

/** A line that begins with the mark after the last one's, or with another sign, begins a note. */
function splitNotes(part: Part): Part[] {
  const groups: Part['lines'][] = [];
  let number: number | null = null;
  for (const line of part.lines) {
    const text = textOfLine(line);
    const found = /^\[?\(?(\p{Nd}{1,3})/u.exec(text)?.[1];
    const value = found === undefined ? null : Number(found);
    const isSign = /^[*†‡§¶¹²³⁴-⁹]/u.test(text);
    const begins =
      groups.length === 0 || isSign || (value !== null && MARK.test(text) && (number === null || value === number + 1));
    if (begins) {
      groups.push([line]);
      number = value;
    } else groups.at(-1)?.push(line);
  }
  return groups.map((lines) => toPart(lines, { type: 'paragraph', style: 'footnote' }));
}

const sharesColumn = (a: Part, b: Part): boolean => overlap(a.box[0], a.box[2], b.box[0], b.box[2]) > 0.2;

/** Sentences of a stretch of text that may be broken into lines. */
import { findDates } from '../layout/fields/dates.ts';

/** Ends with a full stop, but goes on. Folded to lower case. */
const ABBREVIATION =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|no|nos|nr|inc|ltd|co|corp|llc|plc|vs|cf|e\.g|i\.e|eg|ie|etc|al|u\.s|u\.k|approx|fig|figs|art|sec|para|vol|ed|p|pp|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|z\.\s?b|d\.\s?h|u\.\s?a|bzw|ca|ggf|inkl|exkl|str|abs|ziff|tel|m|mme|mlle|env|av|bd|sr|sra|dto|núm|[a-z])\.\s*$/i;
const LONGEST = 600;

export type Range = [start: number, end: number];

/** Sentences as ranges of `text`, without the white space around them. */
export function sentenceRanges(text: string, language: string): Range[] {
  const flat = text.replace(/\n/g, ' ');
  const ranges: Range[] = [];
  for (const { segment, index } of segmenterOf(language).segment(flat)) {
    const last = ranges.at(-1);
    if (last && goesOn(flat.slice(last[0], last[1]), segment)) last[1] = index + segment.length;
    else ranges.push([index, index + segment.length]);
  }
  return ranges
    .flatMap((range) => cutLong(text, range))
    .map((range) => trim(text, range))
    .filter(([a, b]) => b > a);
}

/** "am 1. August", "im 3. Stock". */
const ORDINAL = /(?:^|[\s(])\p{Nd}{1,2}\.\s*$/u;

const goesOn = (before: string, after: string): boolean =>
  ABBREVIATION.test(before) ||
  (ORDINAL.test(before) && isMonth(after)) ||
  (/^\s*[\p{Ll}\p{Nd}]/u.test(after) && !/[!?؟。！？]\s*$/u.test(before) && /^\s*\p{Ll}/u.test(after));

const isMonth = (text: string): boolean => findDates(`1 ${/\p{L}+/u.exec(text.slice(0, 20))?.[0]} 2000`).length > 0;

/** A list run together without full stops is cut at its semicolons, then at its lines. */
function cutLong(text: string, [start, end]: Range): Range[] {
  if (end - start <= LONGEST) return [[start, end]];
  for (const mark of [/;\s/g, /\n/g]) {
    const cuts = [...text.slice(start, end).matchAll(mark)]
      .map((match) => start + match.index + match[0].length)
      .filter((cut) => cut > start && cut < end);
    const middle = cuts.sort((a, b) => Math.abs(a - (start + end) / 2) - Math.abs(b - (start + end) / 2))[0];
    if (middle !== undefined) return [...cutLong(text, [start, middle]), ...cutLong(text, [middle, end])];
  }
  return [[start, end]];
}

function trim(text: string, [start, end]: Range): Range {
  const piece = text.slice(start, end);
  const from = start + (piece.length - piece.trimStart().length);
  return [from, Math.max(from, start + piece.trimEnd().length)];
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterOf(language: string): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const segmenter = new Intl.Segmenter(language, { granularity: 'sentence' });
  segmenters.set(language, segmenter);
  return segmenter;
}

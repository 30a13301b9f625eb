/** The lines of a region without columns: segments that stand on one baseline, raised signs and drop caps joined to them. */

import { union, unionOf } from '../document/boxes.ts';
import { meanConfidence } from '../document/confidence.ts';
import type { Bbox, Word } from '../document/model.ts';
import { heightOf, median, type PlacedWord, type Segment, widthOf } from './segment.ts';

/** Boxes as of the segments: pixels of the frame, not mirrored. */
export interface Row {
  /** In logical order. */
  words: PlacedWord[];
  box: Bbox;
  baseline: number;
  /** Of most of its characters. */
  size: number;
  mono: boolean;
  vertical: boolean;
}

/** Baselines of one line differ at most by this, in em of the larger type. */
const SAME_LINE = 0.3;
/** Smaller type than this share of a line's, within the line's height, is raised or lowered from it… */
const RAISED_SIZE = 0.85;
/** …is not more than a few marks or an exponent… */
const RAISED_WORDS = 3;
/** …and stands this near to its words, in em. */
const RAISED_GAP = 0.6;
/** A letter so many times as large as the type, as high as two lines, begins a text. */
const DROP_CAP = 1.8;
/** Nearer than a space, in em of the text, the rest of its word follows. */
const CAP_GAP = 0.25;
/** How many lines back one looks for the line of a segment. */
const LOOK_BACK = 6;

/** From the top. `isRtl`: whether the page runs from right to left, for lines that do not tell. */
export function toRows(segments: readonly Segment[], isRtl: boolean): Row[] {
  const size = median(segments.map((segment) => segment.size));
  const caps = segments.length > 2 ? segments.filter((segment) => isDropCap(segment, size)) : [];
  const rest = caps.length > 0 ? segments.filter((segment) => !caps.includes(segment)) : segments;
  const groups = toGroups(rest);
  const rows = groups
    .map((group) => toRow(group, isRtl))
    .sort((a, b) => a.baseline - b.baseline || a.box[0] - b.box[0]);
  for (const cap of caps) joinCap(cap, rows, size, isRtl);
  return rows;
}

interface Group {
  segments: Segment[];
  baseline: number;
  size: number;
}

function toGroups(segments: readonly Segment[]): Group[] {
  const groups: Group[] = [];
  for (const segment of [...segments].sort((a, b) => a.baseline - b.baseline)) {
    const own = findGroup(groups, segment);
    if (own) add(own, segment);
    else groups.push({ segments: [segment], baseline: segment.baseline, size: segment.size });
  }
  const joined = new Set<Group>();
  for (const [i, group] of groups.entries()) {
    const near = [groups[i - 1], groups[i + 1], groups[i - 2], groups[i + 2]];
    const line = near.find((other) => other && !joined.has(other) && isRaised(group, other));
    if (!line) continue;
    line.segments.push(...group.segments);
    joined.add(group);
  }
  return groups.filter((group) => !joined.has(group));
}

function findGroup(groups: readonly Group[], segment: Segment): Group | null {
  for (let i = groups.length - 1; i >= Math.max(0, groups.length - LOOK_BACK); i--) {
    const group = groups[i] as Group;
    const reach = SAME_LINE * Math.max(group.size, segment.size);
    if (Math.abs(group.baseline - segment.baseline) <= reach && !collides(group, segment)) return group;
  }
  return null;
}

function add(group: Group, segment: Segment): void {
  if (segment.size > group.size) Object.assign(group, { size: segment.size, baseline: segment.baseline });
  group.segments.push(segment);
}

/** Whether it lies across what stands on the line already: then it is a line of its own. */
const collides = ({ segments }: Group, { box }: Segment): boolean =>
  segments.some((other) => overlap(box, other.box) > 0.3 * Math.min(widthOf(box), widthOf(other.box)));

const overlap = (a: Bbox, b: Bbox): number => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));

function isRaised(group: Group, line: Group): boolean {
  if (group.size > RAISED_SIZE * line.size) return false;
  const from = line.baseline - line.size;
  const to = line.baseline + 0.35 * line.size;
  return group.segments.every((segment) => {
    const { box } = segment;
    if (segment.words.length > RAISED_WORDS) return false;
    const middle = (box[1] + box[3]) / 2;
    if (middle < from || middle > to) return false;
    const near = line.segments.filter(
      (other) => Math.max(box[0] - other.box[2], other.box[0] - box[2]) < RAISED_GAP * line.size,
    );
    // It may stand in a gap between words.
    const words = near.flatMap((other) => other.words);
    return (
      words.length > 0 &&
      words.every((other) => overlap(box, other.box) <= 0.3 * Math.min(widthOf(box), widthOf(other.box)))
    );
  });
}

function toRow({ segments, baseline, size }: Group, isRtl: boolean): Row {
  const first = segments[0] as Segment;
  if (segments.length === 1) {
    return { words: first.words, box: first.box, baseline, size, mono: first.mono, vertical: first.vertical };
  }
  const rtl = directionOf(segments) ?? isRtl;
  const sorted = [...segments].sort((a, b) => (rtl ? b.box[2] - a.box[2] : a.box[0] - b.box[0]));
  return {
    words: inLine(sorted, rtl),
    box: unionOf(sorted.map(({ box }) => box)),
    baseline,
    size,
    mono: segments.every(({ mono }) => mono),
    vertical: first.vertical,
  };
}

/** Words of segments behind each other; a sign that stands between two words of a segment comes between them. */
function inLine(segments: readonly Segment[], rtl: boolean): PlacedWord[] {
  const words: PlacedWord[] = [];
  for (const { words: next } of segments) {
    const first = next[0] as PlacedWord;
    const isBefore = ({ box }: PlacedWord) => (rtl ? box[2] <= first.box[0] + 1 : box[0] >= first.box[2] - 1);
    const last = words.at(-1);
    const at = last && isBefore(last) ? words.findIndex(isBefore) : words.length;
    words.splice(at, 0, ...next);
  }
  return words;
}

const RTL_LETTERS = /[\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g;

/** Whether most letters run from right to left; null where there is none. */
export function directionOf(segments: readonly { words: readonly PlacedWord[] }[]): boolean | null {
  let rtl = 0;
  let letters = 0;
  for (const { words } of segments) {
    for (const { word } of words) {
      rtl += word.text.match(RTL_LETTERS)?.length ?? 0;
      letters += word.text.match(/\p{L}/gu)?.length ?? 0;
    }
  }
  return letters === 0 ? null : rtl * 2 > letters;
}

const isDropCap = ({ words, size, box }: Segment, usual: number): boolean =>
  words.length === 1 &&
  /^["'“«„]?\p{Lu}$/u.test(words[0]?.word.text ?? '') &&
  size >= DROP_CAP * usual &&
  heightOf(box) >= DROP_CAP * 0.7 * usual;

/** The letter goes to the first of the lines at its side; the lines' left edges count from the letter's. */
function joinCap(cap: Segment, rows: Row[], size: number, isRtl: boolean): void {
  const beside = rows.filter(
    ({ box, baseline }) => baseline > cap.box[1] && baseline <= cap.baseline + 0.4 * size && box[0] >= cap.box[0],
  );
  const first = beside[0];
  const rest = first?.words[0];
  const letter = cap.words[0];
  if (!first || !rest || !letter) {
    rows.push(toRow({ segments: [cap], baseline: cap.baseline, size: cap.size }, isRtl));
    rows.sort((a, b) => a.baseline - b.baseline || a.box[0] - b.box[0]);
    return;
  }
  const isWhole = rest.box[0] - cap.box[2] < CAP_GAP * size && /^\p{L}/u.test(rest.word.text);
  first.words = isWhole ? [joinWords(letter, rest), ...first.words.slice(1)] : [letter, ...first.words];
  for (const row of beside) row.box = [Math.min(row.box[0], cap.box[0]), row.box[1], row.box[2], row.box[3]];
}

/** One word, as high as its small letters: tools that set text into its box would else set it over two lines. */
function joinWords(letter: PlacedWord, rest: PlacedWord): PlacedWord {
  const wide = (a: Bbox, b: Bbox): Bbox => [Math.min(a[0], b[0]), b[1], Math.max(a[2], b[2]), b[3]];
  const word: Word = {
    ...rest.word,
    text: letter.word.text + rest.word.text,
    bbox: wide(letter.word.bbox, rest.word.bbox),
    confidence: meanConfidence([letter.word, rest.word]) ?? 0,
  };
  return { word, box: union(wide(letter.box, rest.box), rest.box) };
}

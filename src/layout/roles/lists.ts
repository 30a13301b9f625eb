/** List items: found by their markers, parted from each other, nested by their indents. */

import { type Marker, readMarker } from './markers.ts';
import { isRtl } from './measure.ts';
import { overlap, textOfLine, toPart } from './part.ts';
import type { PageMeasure, Part, TextLine } from './types.ts';

/** In em: markers of one list begin at one place, give or take the jitter of a recognised box. */
const ALIGNED = 0.8;
/** In em: how far the text of a hanging indent stands in from its marker; of more it is another column. */
const HANGING: [number, number] = [0.6, 5];
/** In em: a deeper level stands in at least so far. Word processors indent by 1.5 to 3. */
const DEEPER = 0.7;
const MAX_LEVEL = 6;
/** In lines: what stands farther apart is no neighbour in a list. Of bullets, whose glyph says more, on the page. */
const NEAR = { bullet: 40, number: 15, letter: 15 };

interface Candidate {
  part: Part;
  line: TextLine;
  index: number;
  marker: Marker;
  start: number;
}

/**
 * The parts with each list item as a part of its own, typed; `isTaken` parts stay as they are. A marker that could as
 * well be text needs a neighbour that counts on, or lines that hang.
 */
export function splitItems(parts: readonly Part[], measure: PageMeasure): Part[] {
  const candidates = parts.flatMap((part) => (part.role ? [] : candidatesOf(part)));
  const accepted = new Set(candidates.filter((one, i) => isItem(one, i, candidates, measure)));
  return parts.flatMap((part) => {
    const starts = candidates.filter((one) => one.part === part && accepted.has(one));
    return starts.length === 0 ? [part] : splitAt(part, starts);
  });
}

/** The depth of each list item from its indent among the items around it; `parts` in reading order. */
export function nestItems(parts: readonly Part[], measure: PageMeasure): void {
  let stack: number[] = [];
  let last: Part | undefined;
  for (const part of parts) {
    if (part.role?.type !== 'list-item') {
      // Running text that stands in from the marker goes on with the item; other text ends the list.
      const indent = indentOf(part);
      if (part.role || stack.length === 0 || indent < (stack[0] ?? 0) + DEEPER * measure.body) stack = [];
      continue;
    }
    const indent = indentOf(part);
    if (last && !sharesColumn(last, part)) stack = [];
    while (stack.length > 0 && indent < (stack.at(-1) ?? 0) - DEEPER * measure.body) stack.pop();
    if (stack.length === 0 || indent > (stack.at(-1) ?? 0) + DEEPER * measure.body) stack.push(indent);
    const level = Math.min(MAX_LEVEL, stack.length);
    part.role = level > 1 ? { type: 'list-item', level } : { type: 'list-item' };
    last = part;
  }
}

function candidatesOf(part: Part): Candidate[] {
  return part.lines.flatMap((line, index) => {
    const marker = readMarker(textOfLine(line));
    return marker ? [{ part, line, index, marker, start: startOf(line) }] : [];
  });
}

function isItem(one: Candidate, i: number, all: readonly Candidate[], measure: PageMeasure): boolean {
  const { marker } = one;
  if (marker.kind === 'bullet' && marker.sure) return true;
  // A dash that begins speech looks like a bullet, but its second line goes back to the margin.
  const next = one.part.lines[one.index + 1];
  const hangs = next !== undefined && isHanging(one, next, all);
  if (hangs && !/^\p{L}$/u.test(marker.printed)) return true;
  const around = [...all.slice(Math.max(0, i - 6), i), ...all.slice(i + 1, i + 7)];
  const mates = around.filter((mate) => isMate(one, mate, measure));
  if (marker.kind === 'bullet') return mates.length > 0 && !(marker.printed === '—' && next && !hangs);
  return mates.some((mate) => marker.values.some((value) => mate.marker.values.some((v) => Math.abs(v - value) === 1)));
}

function isMate(one: Candidate, mate: Candidate, measure: PageMeasure): boolean {
  if (mate.marker.shape !== one.marker.shape) return false;
  const aligned = Math.abs(mate.start - one.start) <= ALIGNED * Math.max(one.line.size, mate.line.size);
  const lines = Math.abs(mate.line.box[1] - one.line.box[1]) / measure.leading;
  // Two digits begin farther left where numbers are set flush with their points.
  const wider =
    Math.abs(mate.marker.length - one.marker.length) === 1 && Math.abs(mate.start - one.start) <= 1.4 * one.line.size;
  return (aligned || wider) && lines <= NEAR[one.marker.kind] && one.line !== mate.line;
}

/** Whether the line after the marker's own stands in, without a marker of its own. */
function isHanging(one: Candidate, next: TextLine, all: readonly Candidate[]): boolean {
  if (all.some((other) => other.line === next)) return false;
  const rtl = isRtl(textOfLine(one.line));
  const indent = ((rtl ? one.line.box[2] - next.box[2] : next.box[0] - one.line.box[0]) || 0) / one.line.size;
  return indent >= HANGING[0] && indent <= HANGING[1];
}

function splitAt(part: Part, starts: readonly Candidate[]): Part[] {
  const first = starts[0]?.index ?? 0;
  const before = first > 0 ? [toPart(part.lines.slice(0, first))] : [];
  const items = starts.map(({ index, marker }, i) => {
    const lines = part.lines.slice(index, starts[i + 1]?.index ?? part.lines.length);
    return toPart(withPlainMarker(lines, marker), { type: 'list-item' });
  });
  return [...before, ...items];
}

/** A point that was stored before its number. */
const TURNED = /^([.)-])([\u06f0-\u06f9\u0660-\u0669]{1,3})$/;

/** A glyph of a private font says nothing outside of it: it becomes a bullet. */
function withPlainMarker(lines: readonly TextLine[], marker: Marker): TextLine[] {
  const [first, ...rest] = lines;
  const word = first?.words[0];
  if (!first || !word) return [...lines];
  const text = marker.isPrivate ? word.text.replace(/^./u, '•') : word.text.replace(TURNED, '$2$1');
  if (text === word.text) return [...lines];
  return [{ ...first, words: [{ ...word, text }, ...first.words.slice(1)] }, ...rest];
}

const startOf = (line: TextLine): number => (isRtl(textOfLine(line)) ? -line.box[2] : line.box[0]);

/** Of the first line, from the side where reading begins; only differences mean something. */
const indentOf = (part: Part): number => (part.lines[0] ? startOf(part.lines[0]) : 0);

const sharesColumn = (a: Part, b: Part): boolean => overlap(a.box[0], a.box[2], b.box[0], b.box[2]) > 0.3;

/**
 * What a vision model wrote and what Tesseract read of the same page as one: boxes for the model's words, and for each how
 * far the two agree. Neither is taken on trust: what only one of them has is told.
 */
import { unionOf } from '../../document/boxes.ts';
import type { Bbox, Line, Word } from '../../document/model.ts';
import { type Alignment, align, distance, medianHeight } from './align.ts';
import { type Atom, atomsOf, fold } from './atoms.ts';
import { likeness } from './likeness.ts';
import { placeAll } from './place.ts';

/** `confidence`: the mean probability of its tokens, 0…1. */
export interface Written {
  text: string;
  confidence: number;
}

export interface FusedWord {
  text: string;
  /** Pixels of the page. */
  bbox: Bbox;
  /** 0…1. */
  confidence: number;
  /** Its box is interpolated: no word was read there. */
  estimated?: true;
  /** What was read at its place, where that is another word; empty where nothing was. */
  read?: string;
}

export interface Fusion {
  /** As the blocks that were written. */
  blocks: FusedWord[][];
  /** Passages of more than five words of which hardly any stands on the page. `to` is not among them. */
  invented: { block: number; from: number; to: number }[];
  /** Passages that were read surely and that the model left out. */
  dropped: { words: Word[]; text: string; bbox: Bbox }[];
  /** Share of the surely read words that the model has, 0…1; null where too few were read surely to tell. */
  agreement: number | null;
}

/** Confidence of a word that was read surely. */
const SURE = 0.8;
/** So many surely read words tell whether a model read the page. */
const ENOUGH = 8;
/** Words of a passage. */
const PASSAGE = 5;
/** Surely read words of a line that were left out; fewer where they are most of it. */
const LEFT_OUT = 4;
const LEFT_OUT_LINE = 3;

export function fuse(
  blocks: readonly (readonly Written[])[],
  read: readonly Line[],
  page: { width: number; height: number },
): Fusion {
  const written = blocks.flat();
  const seen = read.flatMap(({ words }) => words);
  const a = atomsOf(written.map(({ text }) => text));
  const b = atomsOf(seen.map(({ text }) => text));
  const places = b.map((atom) => partOfBox(atom, seen));
  const sizes = blocks.flatMap((block) => block.map(() => block.length));
  const isLabel = (i: number): boolean => (sizes[a[i]?.word ?? 0] ?? 0) <= LABEL;
  const matches = align(a, b, places, isLabel);
  const parts = partsOf(a, matches, written.length);
  const support = supportOf(a, b, matches, places, isLabel, written.length);
  const unread = readBadly(written, seen, parts, support, b);
  const runs = inventedRuns(support);
  for (const { from, to } of runs) for (let i = from; i < to; i++) parts[i] = [];
  const isTaken = takenWords(parts, b, seen.length);
  for (const { words } of unread) for (const j of words) isTaken[j] = 1;
  const agreement = agreementOf(seen, isTaken);

  const near = new Map(unread.map(({ at, bbox }) => [at, bbox]));
  const boxes = written.map((_, i) => boxOf(parts[i] ?? [], b, seen) ?? near.get(i) ?? null);
  const placed = placeAll(
    written.map(({ text }, i) => ({ text, bbox: boxes[i] ?? null })),
    page,
  );
  const fused = written.map((word, i): FusedWord => {
    const own = parts[i] ?? [];
    const other = own.length > 0 ? textOf(own, b, seen) : '';
    const bbox = placed[i] ?? [0, 0, 1, 1];
    if (own.length === 0) {
      const confidence = word.confidence * (agreement === null ? 0.8 : 0.5);
      return { text: word.text, bbox, confidence, estimated: true, ...(agreement !== null && { read: '' }) };
    }
    const how = Math.min(...own.map(({ likeness: like }) => like));
    const surely = confidenceOf(own, b, seen);
    if (how === 1) return { text: word.text, bbox, confidence: 1 - (1 - word.confidence) * (1 - surely) };
    return { text: word.text, bbox, confidence: disputed(word, other), read: other };
  });

  let next = 0;
  const starts = blocks.map((block) => {
    const start = next;
    next += block.length;
    return start;
  });
  return {
    blocks: blocks.map((block, i) => fused.slice(starts[i], (starts[i] ?? 0) + block.length)),
    invented: runs.flatMap((run) => byBlock(run, starts, blocks)),
    dropped: droppedPassages(read, isTaken),
    agreement,
  };
}

/** A written atom's match, and how it matched. */
interface Part {
  atom: number;
  from: number;
  to: number;
  likeness: number;
}

function partsOf(a: readonly Atom[], matches: Alignment, count: number): Part[][] {
  const parts: Part[][] = Array.from({ length: count }, () => []);
  for (const [atom, match] of matches.entries()) if (match) parts[a[atom]?.word ?? 0]?.push({ atom, ...match });
  return parts;
}

/** How many read words on a match goes on from its neighbour's. */
const BESIDE = 4;
/** Words of a label or a cell, at most. */
const LABEL = 3;
/** Characters: a longer word that stands alone is hardly chance. */
const LONG = 4;

/** Of each written word how well the page supports it: 1 where the words beside it are there too, less for a lone one. */
function supportOf(
  a: readonly Atom[],
  b: readonly Atom[],
  matches: Alignment,
  places: readonly Bbox[],
  isLabel: (i: number) => boolean,
  count: number,
): Float32Array {
  const support = new Float32Array(count);
  const height = medianHeight(places);
  for (const [i, match] of matches.entries()) {
    if (!match) continue;
    const isLong = (b[match.from]?.key.length ?? 0) >= LONG;
    const word = a[i]?.word ?? 0;
    // A label or a cell has no words beside it.
    const alone = match.likeness > 0.8 && (isLong || isLabel(i)) ? 0.4 : 0.15;
    const weight = goesOn(i, 1) || goesOn(i, -1) ? 1 : alone;
    support[word] = Math.max(support[word] ?? 0, weight * match.likeness);
  }
  return support;

  /** Whether the next match, at most three words on, is one of the next read words, or stands next to it on the page. */
  function goesOn(i: number, step: 1 | -1): boolean {
    const match = matches[i];
    for (let n = 1; n <= 3 && match; n++) {
      const other = matches[i + step * n];
      if (!other) continue;
      const on = step * (other.from - match.from);
      if (on >= 0 && on <= BESIDE + n) return true;
      return distance(places[match.from] ?? [0, 0, 0, 0], places[other.from] ?? [0, 0, 0, 0], height) !== null;
    }
    return false;
  }
}

/** How the letters of two passages must agree to be readings of the same. */
const SAME_PASSAGE = 0.55;

/**
 * Written words without a match where something was read all the same: if the two passages have their letters in common
 * they are one, read badly. Their words share the passage's boxes; `support` is raised.
 */
function readBadly(
  written: readonly Written[],
  seen: readonly Word[],
  parts: readonly (readonly Part[])[],
  support: Float32Array,
  b: readonly Atom[],
): { at: number; bbox: Bbox; words: number[] }[] {
  const taken = takenWords(parts, b, seen.length);
  const wordOf = (part: Part | undefined, end: 'from' | 'to'): number | undefined => part && b[part[end]]?.word;
  const found: { at: number; bbox: Bbox; words: number[] }[] = [];
  for (let i = 0; i < written.length; i++) {
    if (parts[i]?.length) continue;
    let end = i;
    while (end < written.length && !parts[end]?.length) end++;
    const before = i > 0 ? wordOf(parts[i - 1]?.at(-1), 'to') : -1;
    const after = end < written.length ? wordOf(parts[end]?.[0], 'from') : seen.length;
    const free: number[] = [];
    if (before !== undefined && after !== undefined && after > before) {
      for (let j = before + 1; j < after; j++) if (taken[j] === 0) free.push(j);
    }
    const texts = written.slice(i, end).map(({ text }) => fold(text));
    const whole = texts.join('');
    const other = free.map((j) => fold(seen[j]?.text ?? '')).join('');
    const isSame =
      whole.length > 0 &&
      whole.length < 400 &&
      other.length > whole.length * 0.5 &&
      other.length < whole.length * 2 &&
      likeness(whole, other) >= SAME_PASSAGE;
    if (isSame) {
      // Word by word along the letters of what was read.
      let at = 0;
      for (let n = i; n < end; n++) {
        const length = texts[n - i]?.length ?? 0;
        const [from, to] = [at / whole.length, (at + length) / whole.length];
        at += length;
        const words = free.slice(
          Math.min(free.length - 1, Math.floor(from * free.length)),
          Math.max(Math.floor(from * free.length) + 1, Math.ceil(to * free.length)),
        );
        support[n] = 0.5;
        found.push({ at: n, bbox: unionOf(words.map((j) => seen[j]?.bbox ?? [0, 0, 1, 1])), words });
      }
    }
    i = end - 1;
  }
  return found;
}

/** Behind its best by so much, a passage is over. */
const OVER = 2;

/** A passage is invented where its words weigh more without support than with it: the best stretches, by Kadane's sums. */
function inventedRuns(support: Float32Array): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  let from = 0;
  while (from < support.length) {
    let [sum, best, end] = [0, 0, from];
    for (let i = from; i < support.length && sum >= 0 && best - sum <= OVER; i++) {
      const value = support[i] ?? 0;
      sum += value < LITTLE ? 1 - value : -1 - 2 * value;
      if (sum > best) [best, end] = [sum, i + 1];
    }
    if (unsupported(support, from, end) > PASSAGE) runs.push({ from, to: end });
    from = Math.max(end, from + 1);
  }
  return runs;
}

/** Support of a word that stands for nothing: a common word that matched somewhere. */
const LITTLE = 0.3;

const unsupported = (support: Float32Array, from: number, to: number): number =>
  support.subarray(from, to).reduce((sum, value) => sum + (value < LITTLE ? 1 : 0), 0);

function takenWords(parts: readonly (readonly Part[])[], b: readonly Atom[], count: number): Uint8Array {
  const taken = new Uint8Array(count);
  for (const part of parts.flat()) {
    for (let j = part.from; j <= part.to; j++) taken[b[j]?.word ?? 0] = 1;
  }
  return taken;
}

const hasLetters = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
const isSure = ({ text, confidence }: Word): boolean => confidence >= SURE && hasLetters(text);

function agreementOf(seen: readonly Word[], isTaken: Uint8Array): number | null {
  const sure = seen.flatMap((word, j) => (isSure(word) ? [j] : []));
  if (sure.length < ENOUGH) return null;
  return sure.filter((j) => isTaken[j] === 1).length / sure.length;
}

/** Around what it matched; of an atom that is a part of a read word that part of its box. */
function boxOf(parts: readonly Part[], b: readonly Atom[], seen: readonly Word[]): Bbox | null {
  if (parts.length === 0) return null;
  const atoms = parts.flatMap(({ from, to }) => b.slice(from, to + 1));
  return unionOf(atoms.map((atom) => partOfBox(atom, seen)));
}

function partOfBox(atom: Atom | undefined, seen: readonly Word[]): Bbox {
  const [x0, y0, x1, y1] = seen[atom?.word ?? 0]?.bbox ?? [0, 0, 1, 1];
  if (!atom || (atom.from === 0 && atom.to === 1)) return [x0, y0, x1, y1];
  return [x0 + (x1 - x0) * atom.from, y0, x0 + (x1 - x0) * atom.to, y1];
}

const wordsOf = (parts: readonly Part[], b: readonly Atom[]): number[] => [
  ...new Set(parts.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, n) => b[from + n]?.word ?? 0))),
];

const textOf = (parts: readonly Part[], b: readonly Atom[], seen: readonly Word[]): string =>
  wordsOf(parts, b)
    .map((j) => seen[j]?.text ?? '')
    .join(' ');

const confidenceOf = (parts: readonly Part[], b: readonly Atom[], seen: readonly Word[]): number =>
  Math.min(...wordsOf(parts, b).map((j) => seen[j]?.confidence ?? 0));

/** Numbers that differ are the worst that can be taken on trust. */
const OTHER_NUMBER = 0.5;
const OTHER_WORD = 0.7;

function disputed({ text, confidence }: Written, other: string): number {
  const digits = (of: string) => fold(of).replace(/[^0-9]/g, '');
  const most = digits(text) === digits(other) ? OTHER_WORD : OTHER_NUMBER;
  return Math.min(most, confidence * OTHER_WORD);
}

/** A run over several blocks is one of each. */
function byBlock(
  { from, to }: { from: number; to: number },
  starts: readonly number[],
  blocks: readonly (readonly Written[])[],
): Fusion['invented'] {
  return blocks.flatMap((words, block) => {
    const start = starts[block] ?? 0;
    const [first, last] = [Math.max(from, start), Math.min(to, start + words.length)];
    return last > first ? [{ block, from: first - start, to: last - start }] : [];
  });
}

function droppedPassages(read: readonly Line[], isTaken: Uint8Array): Fusion['dropped'] {
  const passages: Word[][] = [];
  let wasDropped = false;
  let j = 0;
  for (const { words } of read) {
    const start = j;
    j += words.length;
    const rest = words.filter((_, n) => isTaken[start + n] === 0);
    const surely = rest.filter(isSure).length;
    const isDropped = surely >= LEFT_OUT || (surely >= LEFT_OUT_LINE && rest.length * 2 > words.length);
    // Lines in a row are one passage.
    if (isDropped && wasDropped) passages.at(-1)?.push(...rest);
    else if (isDropped) passages.push(rest);
    wasDropped = isDropped && rest.length === words.length;
  }
  return passages.map((words) => ({
    words,
    text: words.map(({ text }) => text).join(' '),
    bbox: unionOf(words.map(({ bbox }) => bbox)),
  }));
}

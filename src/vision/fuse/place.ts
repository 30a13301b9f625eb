/** Boxes for words that nothing on the page was read for, from the words around them. */
import { unionOf } from '../../document/boxes.ts';
import type { Bbox } from '../../document/model.ts';
import { medianHeight } from './align.ts';

/** In heights of a line: the mean advance of a character, and of a blank. */
const ADVANCE = 0.5;

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

export interface Unplaced {
  text: string;
  bbox: Bbox | null;
}

/**
 * All boxes: those that are known, and of each run without one what the words before and after it leave: the room between
 * them where both stand in one line, else the lines that go on behind the one and end before the other. Never empty,
 * within the page.
 */
export function placeAll(words: readonly Unplaced[], page: { width: number; height: number }): Bbox[] {
  const known = words.flatMap(({ bbox }) => (bbox ? [bbox] : []));
  const field: Bbox = known.length > 0 ? unionOf(known) : [0, 0, page.width, page.height];
  const height = known.length > 0 ? medianHeight(known) : page.height / 60;
  const boxes: Bbox[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as Unplaced;
    if (word.bbox) {
      boxes.push(word.bbox);
      continue;
    }
    let end = i;
    while (end < words.length && !words[end]?.bbox) end++;
    const texts = words.slice(i, end).map(({ text }) => text);
    const placed = placeRun(texts, boxes.at(-1), words[end]?.bbox ?? undefined, field, height);
    boxes.push(...placed.map((box) => within(box, page)));
    i = end - 1;
  }
  return boxes;
}

function placeRun(
  texts: readonly string[],
  before: Bbox | undefined,
  after: Bbox | undefined,
  field: Bbox,
  height: number,
): Bbox[] {
  const isRtl = RIGHT_TO_LEFT.test(texts.join(''));
  if (before && after && isOneLine(before, after)) {
    const [from, to] = isRtl ? [after[2], before[0]] : [before[2], after[0]];
    const [top, bottom] = [Math.min(before[1], after[1]), Math.max(before[3], after[3])];
    if (to - from > height * ADVANCE) return shareOut(texts, from, to, top, bottom, isRtl);
  }
  // Lines between the two; where there is no room they go on behind the first.
  const line = before ? before[3] - before[1] : after ? after[3] - after[1] : height;
  const advance = Math.max(line, height * 0.5) * ADVANCE;
  const [left, , right] = field;
  const boxes: Bbox[] = [];
  let top = before ? before[1] : after ? Math.max(0, after[1] - line * 1.5) : field[1];
  let x = before ? (isRtl ? before[0] - advance : before[2] + advance) : isRtl ? right : left;
  for (const text of texts) {
    const width = Math.max(1, text.length * advance);
    const isFull = isRtl ? x - width < left : x + width > right;
    const hasRoom = !after || top + line * 1.4 < after[1];
    if (isFull && hasRoom && boxes.length > 0) {
      top += line * 1.4;
      x = isRtl ? right : left;
    }
    const x0 = isRtl ? x - width : x;
    boxes.push([x0, top, x0 + width, top + line]);
    x += (isRtl ? -1 : 1) * (width + advance);
  }
  return boxes;
}

/** The room from `from` to `to` in proportion to the words' lengths, blanks between and around them. */
function shareOut(
  texts: readonly string[],
  from: number,
  to: number,
  top: number,
  bottom: number,
  isRtl: boolean,
): Bbox[] {
  const unit = (to - from) / (texts.reduce((sum, { length }) => sum + length + 1, 0) + 1);
  let at = unit;
  return texts.map((text): Bbox => {
    const [start, end] = [at, at + text.length * unit];
    at = end + unit;
    return isRtl ? [to - end, top, to - start, bottom] : [from + start, top, from + end, bottom];
  });
}

function isOneLine(a: Bbox, b: Bbox): boolean {
  const common = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return common > 0.5 * Math.min(a[3] - a[1], b[3] - b[1]);
}

function within([x0, y0, x1, y1]: Bbox, { width, height }: { width: number; height: number }): Bbox {
  const left = Math.min(Math.max(0, x0), width - 1);
  const top = Math.min(Math.max(0, y0), height - 1);
  return [left, top, Math.min(width, Math.max(left + 1, x1)), Math.min(height, Math.max(top + 1, y1))];
}

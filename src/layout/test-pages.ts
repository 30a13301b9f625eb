/** Pages for tests: lines of words as a PDF's text layer gives them. Pixels. */
import type { Word } from '../document/model.ts';
import type { LayoutInput, SourceLine } from './input.ts';

export interface Place {
  x: number;
  /** Of the line's top. */
  y: number;
  size?: number;
}

/** A letter is half an em wide, a space a quarter. Right-to-left text begins at the right end. */
export function line(text: string, { x, y, size = 30 }: Place): SourceLine {
  const parts = text.split(' ');
  const isRtl = /\p{Script=Arabic}/u.test(text);
  let at = x;
  const visual = (isRtl ? [...parts].reverse() : parts).map((part): Word => {
    const from = at;
    at += (part.length * size) / 2 + size / 4;
    return { text: part, bbox: [from, y, at - size / 4, y + 1.1 * size], confidence: 1 };
  });
  const words = isRtl ? visual.reverse() : visual;
  return { words, bbox: [x, y, at - size / 4, y + 1.1 * size], angle: 0, size };
}

const PROSE = 'runs on and on through words of several lengths until there is no more room for another';

/** Lines of running text that fill the width, each with `name` first. */
export function column(
  name: string,
  count: number,
  { x, y, size = 30, width, text = PROSE }: Place & { width: number; text?: string },
): SourceLine[] {
  const words = text.split(' ');
  return Array.from({ length: count }, (_, i) => {
    let own = name;
    for (let k = i; ; k++) {
      const next = `${own} ${words[k % words.length]}`;
      if ((next.length * size) / 2 > width) break;
      own = next;
    }
    // Right-to-left lines end at the left, wherever they do.
    const from = /\p{Script=Arabic}/u.test(own) ? x + width - widthOf(own, size) : x;
    return line(own, { x: from, y: y + i * 1.25 * size, size });
  });
}

const widthOf = (text: string, size: number): number =>
  text.split(' ').reduce((width, part) => width + (part.length * size) / 2 + size / 4, -size / 4);

/** As a source may hand them over. */
export const reversed = (lines: readonly SourceLine[]): SourceLine[] => [...lines].reverse();

export const pageOf = (lines: SourceLine[]): LayoutInput => ({
  width: 1700,
  height: 2200,
  lines,
  rules: [],
  pictures: [],
  boxes: 'font',
});

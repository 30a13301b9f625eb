/** Pages for the tests, set line by line in a type of which every character is half an em wide. */
import type { Bbox, Word } from '../../document/model.ts';
import type { PageFrame, Paragraph, TextLine } from './types.ts';

export const PAGE = { width: 2480, height: 3508 };
export const EM = 42;

export interface Setting {
  /** Left end; of right-to-left text the right end. */
  x?: number;
  y?: number;
  size?: number;
  bold?: boolean;
  mono?: boolean;
  rtl?: boolean;
  /** Further lines, relative to the first. */
  hang?: number;
}

export function lineAt(text: string, { x = 300, y = 400, size = EM, bold, mono, rtl }: Setting = {}): TextLine {
  let at = x;
  const words = text.split(' ').map((part): Word => {
    const width = Array.from(part).length * size * 0.5;
    const left = rtl ? at - width : at;
    at = rtl ? left - size / 2 : left + width + size / 2;
    const bbox: Bbox = [left, y, left + width, y + size * 1.2];
    return { text: part, bbox, confidence: 1, ...(bold ? { bold } : {}) };
  });
  const lefts = words.map(({ bbox }) => bbox[0]);
  const rights = words.map(({ bbox }) => bbox[2]);
  const box: Bbox = [Math.min(...lefts), y, Math.max(...rights), y + size * 1.2];
  return { words: words.filter((word) => word.text !== ''), box, size, ...(mono ? { mono } : {}) };
}

/** Lines one below the other, set solid at 1.3 em. */
export const paragraph = (text: string, setting: Setting = {}): Paragraph => ({
  lines: text.split('\n').map((line, i) => {
    const { x = 300, y = 400, size = EM, hang = 0 } = setting;
    return lineAt(line, { ...setting, x: x + (i > 0 ? hang : 0), y: y + i * size * 1.3 });
  }),
});

const SENTENCE = 'The committee met in the spring and spoke of many things that had been left undone';

/** Running text of so many full lines. */
export const prose = (lines: number, setting: Setting = {}): Paragraph =>
  paragraph(Array.from({ length: lines }, (_, i) => (i === lines - 1 ? `${SENTENCE}.` : SENTENCE)).join('\n'), setting);

export const frameOf = (more: Partial<PageFrame> = {}): PageFrame => ({
  ...PAGE,
  rules: [],
  pictures: [],
  boxes: 'font',
  ...more,
});

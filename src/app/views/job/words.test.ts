import { describe, expect, it } from 'vitest';
import type { Block, Line, Page } from '../../../document/model.ts';
import { isDoubtful, nextDoubtful, numberedBlocks, stepFrom, stretchesOf, wordsOf } from './words.ts';

/** Words ten pixels wide, twenty apart, from the left or from the right. */
function line(text: string, y: number, { confidences = [] as number[], rtl = false } = {}): Line {
  const words = text.split(' ').map((word, i) => {
    const x = rtl ? 200 - i * 20 : i * 20;
    const bbox: [number, number, number, number] = [x, y, x + 10, y + 10];
    return { text: word, bbox, confidence: confidences[i] ?? 0.9 };
  });
  return { text, bbox: [0, y, 200, y + 10], confidence: 0.9, words };
}

const block = (...lines: Line[]): Block => ({
  type: 'paragraph',
  text: lines.map(({ text }) => text).join('\n'),
  bbox: [0, 0, 1, 1],
  confidence: 0.9,
  lines,
});

const page = (...blocks: Block[]) => ({ blocks }) as Page;
const texts = (line: Line) => stretchesOf(line, 5).map(({ id, text }) => [id, text]);

describe('wordsOf', () => {
  it('numbers words and lines through the page, as the blocks count them', () => {
    const two = page(block(line('a b', 0), line('c', 20)), block(line('d e', 40)));
    const numbered = wordsOf(two).map(({ id, text, line }) => `${id}${text}${line}`);
    expect(numbered).toEqual(['0a0', '1b0', '2c1', '3d2', '4e2']);
    expect(numberedBlocks(two).map(({ firstWord }) => firstWord)).toEqual([0, 3]);
  });
});

describe('stretchesOf', () => {
  it('keeps the spacing of the line', () => {
    expect(texts(line('one two', 0))).toEqual([
      [5, 'one'],
      [null, ' '],
      [6, 'two'],
    ]);
    expect(texts({ ...line('漢 字', 0), text: '漢字' })).toEqual([
      [5, '漢'],
      [6, '字'],
    ]);
    expect(texts({ ...line('b', 0), text: '• b .' })).toEqual([
      [null, '• '],
      [5, 'b'],
      [null, ' .'],
    ]);
  });

  it('loses no word that the line writes otherwise', () => {
    expect(
      texts({ ...line('one two', 0), text: 'one tvvo' })
        .map(([, text]) => text)
        .join(''),
    ).toContain('two');
    expect(texts({ ...line('x', 0), words: [], text: 'bare' })).toEqual([[null, 'bare']]);
  });

  it('marks what the recognition doubts', () => {
    const doubts = stretchesOf(line('sure unsure', 0, { confidences: [0.9, 0.4] }), 0);
    expect(doubts.filter(({ doubtful }) => doubtful).map(({ text }) => text)).toEqual(['unsure']);
  });
});

describe('stepFrom', () => {
  const words = wordsOf(page(block(line('a b c', 0), line('d e', 20)), block(line('f g', 40, { rtl: true }))));

  it('goes along the reading order, as the line runs', () => {
    expect(stepFrom(words, 0, 'ArrowRight')).toBe(1);
    expect(stepFrom(words, 0, 'ArrowLeft')).toBe(0);
    expect(stepFrom(words, 2, 'ArrowRight')).toBe(3);
    expect(stepFrom(words, 5, 'ArrowLeft')).toBe(6);
    expect(stepFrom(words, 6, 'ArrowRight')).toBe(5);
  });

  it('goes up and down to the nearest word', () => {
    expect(stepFrom(words, 2, 'ArrowDown')).toBe(4);
    expect(stepFrom(words, 4, 'ArrowUp')).toBe(1);
    expect(stepFrom(words, 0, 'ArrowUp')).toBe(0);
  });

  it('knows the ends, and leaves other keys alone', () => {
    expect(stepFrom(words, 3, 'Home')).toBe(0);
    expect(stepFrom(words, 3, 'End')).toBe(6);
    expect(stepFrom(words, 3, 'Enter')).toBeNull();
    expect(stepFrom([], 0, 'Home')).toBeNull();
  });
});

it('nextDoubtful goes round', () => {
  const words = wordsOf(page(block(line('a b c', 0, { confidences: [0.5, 0.9, 0.3] }))));
  expect([-1, 0, 2].map((id) => nextDoubtful(words, id))).toEqual([0, 2, 0]);
  expect(
    nextDoubtful(
      words.filter(({ confidence }) => confidence > 0.7),
      -1,
    ),
  ).toBeNull();
});

it('a number in Eastern digits has to be read more surely than a word', () => {
  expect(['۱۴۰۴', '٢٠٤٨', 'مبلغ', '2048'].map((text) => isDoubtful({ text, confidence: 0.9 }))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isDoubtful({ text: '۱۴۰۴', confidence: 0.97 })).toBe(false);
});

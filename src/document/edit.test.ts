import { describe, expect, test } from 'vitest';
import { applyPatch, replaceRegion } from './edit.ts';
import type { Bbox, Page } from './model.ts';

const word = (text: string, confidence = 0.5) => ({
  text,
  confidence,
  bbox: [0, 0, 10, 10] as [number, number, number, number],
});
const page = (): Page => ({
  index: 0,
  text: 'Tota1: 42.00\nthanks',
  width: 100,
  height: 100,
  dpi: null,
  rotation: 0,
  source: 'ocr',
  mean_confidence: 0.5,
  detected_language: 'eng',
  warnings: [],
  blocks: [
    {
      type: 'paragraph',
      text: 'Tota1: 42.00\nthanks',
      bbox: [0, 0, 100, 30],
      confidence: 0.5,
      lines: [
        { text: 'Tota1: 42.00', bbox: [0, 0, 100, 10], confidence: 0.5, words: [word('Tota1:'), word('42.00')] },
        { text: 'thanks', bbox: [0, 20, 100, 30], confidence: 0.5, words: [word('thanks')] },
      ],
    },
  ],
});

test('a corrected word is certain, and every text that holds it follows', () => {
  const patched = applyPatch(page(), { edits: [{ block: 0, line: 0, word: 0, text: ' Total: ' }] });
  expect(patched?.text).toBe('Total: 42.00\nthanks');
  expect(patched?.blocks[0]?.lines[0]).toMatchObject({ text: 'Total: 42.00', confidence: (6 + 5 * 0.5) / 11 });
  expect(patched?.blocks[0]?.lines[0]?.words[0]?.confidence).toBe(1);
  expect(patched?.mean_confidence).toBeCloseTo((6 + 5 * 0.5 + 6 * 0.5) / 17);
});

test('an empty text removes the word, and its line with the last of them', () => {
  const patched = applyPatch(page(), { edits: [{ block: 0, line: 1, word: 0, text: '' }] });
  expect(patched?.text).toBe('Tota1: 42.00');
  expect(patched?.blocks[0]?.lines).toHaveLength(1);
});

test('a heading has a level, a running head is no part of the text', () => {
  const heading = applyPatch(page(), { types: [{ block: 0, type: 'heading', level: 2 }] });
  expect(heading?.blocks[0]).toMatchObject({ type: 'heading', level: 2 });
  expect(applyPatch(page(), { types: [{ block: 0, type: 'page-header' }] })?.text).toBe('');
});

test('what is not there cannot be corrected, and the page stays as it was', () => {
  const before = page();
  expect(
    applyPatch(before, {
      edits: [
        { block: 0, line: 0, word: 0, text: 'x' },
        { block: 9, line: 0, word: 0, text: 'y' },
      ],
    }),
  ).toBeNull();
  expect(before).toEqual(page());
});

test('a region read again takes the place of the lines whose middle lies in it', () => {
  const [block] = page().blocks;
  if (!block) throw new Error('no block');
  const again = {
    ...block,
    text: 'thanks!',
    lines: [{ ...block.lines[1], text: 'thanks!', words: [word('thanks!', 0.9)] }],
  };
  const merged = replaceRegion(page(), [0, 18, 100, 32], [again as never]);
  expect(merged.blocks.map((one) => one.text)).toEqual(['thanks!', 'Tota1: 42.00']);
  expect(replaceRegion(page(), [0, 60, 100, 90], []).blocks).toEqual(page().blocks);
});

describe('a table', () => {
  const at = (text: string, bbox: Bbox) => ({ text, bbox, confidence: 0.5 });
  const cell = (text: string, bbox: Bbox) => ({ ...at(text, bbox), row_span: 1, col_span: 1, header: false });
  const table = (): Page => ({
    ...page(),
    blocks: [
      {
        type: 'table',
        text: 'net weight\tl2\n\t7',
        bbox: [0, 0, 100, 20],
        confidence: 0.5,
        lines: [
          {
            ...at('net weight l2', [0, 0, 100, 10]),
            words: [at('net', [2, 2, 18, 8]), at('weight', [20, 2, 44, 8]), at('l2', [80, 2, 96, 8])],
          },
          { ...at('7', [90, 12, 96, 18]), words: [at('7', [90, 12, 96, 18])] },
        ],
        table: {
          rows: [
            [cell('net weight', [0, 0, 50, 10]), cell('l2', [50, 0, 100, 10])],
            [cell('', [0, 10, 50, 20]), cell('7', [50, 10, 100, 20])],
          ],
        },
      },
    ],
  });

  test('a corrected word is corrected in its cell', () => {
    const patched = applyPatch(table(), { edits: [{ block: 0, line: 0, word: 2, text: '12' }] });
    expect(patched?.blocks[0]?.table?.rows[0]?.[1]).toMatchObject({ text: '12', confidence: 1 });
    expect(patched?.text).toBe('net weight\t12\n\t7');
  });

  test('a cell that is typed anew gives the page its words, in their place', () => {
    const patched = applyPatch(table(), { cells: [{ block: 0, row: 0, cell: 0, text: 'gross mass' }] });
    expect(patched?.blocks[0]?.lines[0]?.words.map(({ text }) => text)).toEqual(['gross', 'mass', 'l2']);
    expect(patched?.blocks[0]?.lines[0]?.words[1]?.bbox).toEqual([27.2, 2, 44, 8]);
    expect(patched?.text).toBe('gross mass\tl2\n\t7');
  });

  test('an empty cell can be filled', () => {
    const patched = applyPatch(table(), { cells: [{ block: 0, row: 1, cell: 0, text: 'tare' }] });
    expect(patched?.blocks[0]?.lines[1]?.words.map(({ text }) => text)).toContain('tare');
    expect(patched?.text).toBe('net weight\tl2\ntare\t7');
  });

  test('lines that are left of it when a part is read again are text, not a table with holes', () => {
    const read = replaceRegion(table(), [0, 11, 100, 20], []);
    expect(read.blocks[0]).toMatchObject({ type: 'paragraph', text: 'net weight l2' });
    expect(read.blocks[0]?.table).toBeUndefined();
  });
});

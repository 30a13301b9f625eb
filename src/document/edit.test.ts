import { expect, test } from 'vitest';
import { applyPatch, replaceRegion } from './edit.ts';
import type { Page } from './model.ts';

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

import { expect, test } from 'vitest';
import { meanConfidence } from '../../document/confidence.ts';
import { toBlocks } from './to-page.ts';

const box = (x0: number, y0: number, x1: number, y1: number) => ({ x0, y0, x1, y1 });
const word = (text: string, confidence: number, bbox = box(0, 0, 10, 10)) => ({ text, confidence, bbox });

test('paragraphs become blocks; empty words, lines and paragraphs go', () => {
  const blocks = toBlocks(
    [
      {
        paragraphs: [
          {
            ...word('', 0),
            lines: [
              { ...word('', 0, box(0, 0, 50, 10)), words: [word('Total:', 90), word(' ', 95), word('42.00', 80)] },
              { ...word('', 0), words: [word(' ', 95)] },
            ],
          },
          { ...word('', 0), lines: [{ ...word('', 0), words: [word('', 1)] }] },
        ],
      },
    ],
    100,
    100,
  );
  expect(blocks).toHaveLength(1);
  expect(blocks[0]).toMatchObject({ type: 'paragraph', text: 'Total: 42.00' });
  expect(blocks[0]?.lines).toHaveLength(1);
  expect(blocks[0]?.lines[0]?.words.map((w) => w.confidence)).toEqual([0.9, 0.8]);
});

test('boxes stay on the page and confidences within 0…1', () => {
  const [block] = toBlocks(
    [
      {
        paragraphs: [
          {
            ...word('', 0, box(-3, -1, 140, 90)),
            lines: [{ ...word('', 0), words: [word('a', 104, box(-5, 2, 130, 120))] }],
          },
        ],
      },
    ],
    100,
    80,
  );
  expect(block?.bbox).toEqual([0, 0, 100, 80]);
  expect(block?.lines[0]?.words[0]).toEqual({ text: 'a', bbox: [0, 2, 100, 80], confidence: 1 });
});

test('a long word weighs more than a speck', () => {
  const words = toBlocks(
    [
      {
        paragraphs: [{ ...word('', 0), lines: [{ ...word('', 0), words: [word('recognition', 96), word('.', 10)] }] }],
      },
    ],
    9,
    9,
  );
  expect(meanConfidence(words[0]?.lines[0]?.words ?? [])).toBeCloseTo((0.96 * 11 + 0.1) / 12);
});

test('syllables of a Korean word are one word, as the text of its line says', () => {
  const syllables = ['세', '계', '인', '권'].map((text, n) => word(text, 90, box(20 * n, 0, 20 * n + 18, 20)));
  const line = { ...word('세계 인권\n', 90), words: syllables };
  const [block] = toBlocks([{ paragraphs: [{ ...word('', 0), lines: [line] }] }], 100, 80);
  expect(block?.text).toBe('세계 인권');
  expect(block?.lines[0]?.words.map(({ bbox }) => bbox)).toEqual([
    [0, 0, 38, 20],
    [40, 0, 78, 20],
  ]);
});

import { expect, test } from 'vitest';
import type { Bbox, Block } from '../../document/model.ts';
import { withOwnHeights } from './word-heights.ts';

/** White paper with black boxes. */
function paper(width: number, height: number, boxes: Bbox[]) {
  const data = new Uint8Array(width * height).fill(240);
  for (const [x0, y0, x1, y1] of boxes) for (let y = y0; y < y1; y++) data.fill(20, y * width + x0, y * width + x1);
  return { data, width, height };
}

const blockOf = (bbox: Bbox, words: Bbox[]): Block[] => [
  {
    type: 'paragraph',
    text: '',
    bbox,
    confidence: 1,
    lines: [{ text: '', bbox, confidence: 1, words: words.map((box) => ({ text: 'x', bbox: box, confidence: 1 })) }],
  },
];
const boxesOf = (blocks: Block[]) =>
  blocks.flatMap(({ lines }) => lines.flatMap(({ words }) => words.map((w) => w.bbox)));

test('words as high as their leaning line get the height of their ink, dots included', () => {
  const ink: Bbox[] = [
    [10, 40, 50, 60],
    [70, 35, 110, 55],
    [130, 30, 170, 50],
    [140, 25, 150, 28],
    // The line below reaches in.
    [10, 68, 50, 70],
  ];
  const line: Bbox = [10, 25, 170, 70];
  const blocks = blockOf(line, [
    [10, 25, 50, 70],
    [70, 25, 110, 70],
    [130, 25, 170, 70],
  ]);
  expect(boxesOf(withOwnHeights(blocks, paper(200, 100, ink)))).toEqual([
    [10, 40, 50, 60],
    [70, 35, 110, 55],
    [130, 25, 170, 50],
  ]);
});

test('words with heights of their own, and one that fills its line, stay as they are', () => {
  const words: Bbox[] = [
    [10, 25, 50, 70],
    [70, 35, 110, 55],
    [130, 30, 170, 70],
  ];
  const blocks = blockOf([10, 25, 170, 70], words);
  expect(boxesOf(withOwnHeights(blocks, paper(200, 100, [[10, 40, 170, 50]])))).toEqual(words);
});

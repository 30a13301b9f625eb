import { expect, it } from 'vitest';
import type { Bbox, Block } from './model.ts';
import { wordsByCell } from './table-words.ts';

const cell = (text: string, bbox: Bbox) => ({ text, bbox, row_span: 1, col_span: 1, header: false, confidence: 1 });
const word = (text: string, bbox: Bbox) => ({ text, bbox, confidence: 1 });
const line = (words: ReturnType<typeof word>[]): Block['lines'][number] => ({
  text: words.map(({ text }) => text).join(' '),
  bbox: [0, 0, 1, 1],
  confidence: 1,
  words,
});

const table = {
  rows: [
    [cell('net weight', [0, 0, 50, 10]), cell('12', [50, 0, 100, 10])],
    [cell('', [0, 10, 50, 20]), cell('7', [50, 10, 100, 20])],
  ],
};

it('puts each word into the cell that it stands in', () => {
  const lines = [
    line([word('net', [2, 2, 18, 8]), word('weight', [20, 2, 44, 8]), word('12', [80, 2, 96, 8])]),
    line([word('7', [90, 12, 96, 18])]),
  ];
  const found = wordsByCell({ lines, table }).map((row) => row.map((words) => words.map(({ at }) => at)));
  expect(found).toEqual([
    [[0, 1], [2]],
    [[], [3]],
  ]);
});

it('loses no word that stands beside every cell', () => {
  const lines = [line([word('*', [104, 13, 108, 16])])];
  expect(wordsByCell({ lines, table })[1]?.[1]?.[0]?.word.text).toBe('*');
});

it('has nothing to say of a block without a table', () => {
  expect(wordsByCell({ lines: [line([word('a', [0, 0, 1, 1])])] })).toEqual([]);
});

import { expect, test } from 'vitest';
import type { Word } from '../../document/model.ts';
import { pageText } from '../../document/text.ts';
import { rejoinLines } from './rejoin-lines.ts';
import { block, word } from './test-pictures.ts';

const lines = (...words: Word[]) => block(...words.map((single) => [single]));

test('the rest of a line, in two pieces, is set back before the line below', () => {
  const blocks = [
    lines(word('one', [0, 0, 100, 20]), word('four', [0, 30, 60, 50])),
    lines(word('two', [105, 1, 130, 20])),
    lines(word('three', [140, 0, 300, 22])),
  ];
  expect(pageText(rejoinLines(blocks))).toBe('one two three\nfour');
});

test('in Arabic the rest stands on the left', () => {
  const blocks = [
    lines(word('این', [200, 0, 300, 20]), word('متن', [240, 30, 300, 50])),
    lines(word('است', [100, 0, 190, 20])),
  ];
  expect(pageText(rejoinLines(blocks))).toBe('این است\nمتن');
});

test('a column of several lines, a wide gap and another size stay what they are', () => {
  const left = lines(word('left', [0, 0, 100, 20]), word('below', [0, 30, 100, 50]));
  const column = [left, lines(word('right', [110, 0, 200, 20]), word('under', [110, 30, 200, 50]))];
  expect(rejoinLines(column)).toEqual(column);
  const apart = [left, lines(word('right', [125, 0, 200, 20]))];
  expect(rejoinLines(apart)).toEqual(apart);
  const heading = [left, lines(word('Large', [105, -30, 300, 25]))];
  expect(rejoinLines(heading)).toEqual(heading);
});

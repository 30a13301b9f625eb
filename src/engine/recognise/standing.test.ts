import { expect, test } from 'vitest';
import { pageText } from '../../document/text.ts';
import { withoutStanding } from './standing.ts';
import { block, word } from './test-pictures.ts';

test('a column of cells that was read as a standing line goes, whatever else stands in its line', () => {
  const column = word('EEE3RRRER', [1426, 156, 1455, 381], 0.1);
  const blocks = [block([word('T', [1461, 81, 1479, 99]), column]), block([word('SEER', [1426, 402, 1455, 504], 0.2)])];
  expect(pageText(withoutStanding(blocks, 12))).toBe('T');
});

test('what is sure, large, short or of one line stays', () => {
  const kept = [
    word('Remarks', [0, 100, 20, 240], 0.9),
    word('SALE', [100, 100, 300, 180], 0.3),
    word('1l', [400, 100, 430, 180], 0.3),
    word('rn0', [500, 100, 540, 130], 0.1),
  ];
  const blocks = [block(kept)];
  expect(withoutStanding(blocks, 12)[0]).toBe(blocks[0]);
});

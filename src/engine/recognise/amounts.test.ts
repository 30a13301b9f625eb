import { expect, test } from 'vitest';
import type { Bbox, Block } from '../../document/model.ts';
import { pageText } from '../../document/text.ts';
import { readAmountsAgain } from './amounts.ts';
import { block, word } from './test-pictures.ts';

/** Rows of item and amount, 30 pixels apart. */
const receipt = (...rows: string[]) =>
  block(
    ...rows.map((row, n) => {
      const [item, ...figures] = row.split(' ');
      return [
        word(item as string, [0, n * 30, 80, n * 30 + 20]),
        ...figures.map((text, at) => word(text, [200 + at * 40, n * 30, 235 + at * 40, n * 30 + 20])),
      ];
    }),
  );

function looks(...texts: string[]) {
  const asked: Bbox[] = [];
  return {
    asked,
    async *read(box: Bbox): AsyncGenerator<Block[]> {
      asked.push(box);
      for (const text of texts) yield [block([word(text, box)])];
    },
  };
}

test('a point that a look sees is set, in one word or between two', async () => {
  const tools = looks('318', '31.80');
  const read = await readAmountsAgain([receipt('tea 4.50', 'cups 3180', 'milk 2.10')], tools.read);
  expect(pageText(read)).toBe('tea 4.50\ncups 31.80\nmilk 2.10');
  const halves = await readAmountsAgain([receipt('tea 4.50', 'cups 57 50', 'milk 2.10')], looks('57.50').read);
  expect(pageText(halves)).toBe('tea 4.50\ncups 57.50\nmilk 2.10');
});

test('other figures are not taken, and no point is set that nobody saw', async () => {
  const before = [receipt('tea 4.50', 'cups 3180', 'milk 2.10')];
  expect(await readAmountsAgain(before, looks('3180', '31.86').read)).toEqual(before);
});

test('only figures in a column of amounts are looked at', async () => {
  const tools = looks('31.80');
  const aside = block([word('3180', [400, 0, 440, 20])]);
  await readAmountsAgain([receipt('tea 4.50', 'milk 2.10'), aside], tools.read);
  await readAmountsAgain([receipt('tea 450', 'milk 210')], tools.read);
  expect(tools.asked).toEqual([]);
});

import { expect, test } from 'vitest';
import { type PageSummary, summarise } from '../../layout/document/index.ts';
import { knownSummaries } from './known-summaries.ts';

const summaryOf = (index: number, width = 100): PageSummary =>
  summarise({ index, width, height: 100, blocks: [], source: 'text-layer' });

test('summaries are handed out once', () => {
  const known = knownSummaries();
  known.add('a', summaryOf(1));
  known.add('a', summaryOf(0));
  known.add('b', summaryOf(7));
  expect(known.take('a').map(({ index }) => index)).toEqual([1, 0]);
  expect(known.take('a')).toEqual([]);
  expect(known.take('b').map(({ index }) => index)).toEqual([7]);
});

test('a page that is read again replaces its summary', () => {
  const known = knownSummaries();
  const later = { ...summaryOf(0), blocks: 5 };
  known.add('a', summaryOf(0));
  known.add('a', later);
  expect(known.take('a')).toEqual([later]);
});

test('documents that were never looked at are forgotten, the oldest first', () => {
  const known = knownSummaries();
  for (const uuid of ['a', 'b', 'c', 'd']) known.add(uuid, summaryOf(0));
  known.add('a', summaryOf(1));
  known.add('e', summaryOf(0));
  expect(known.take('b')).toEqual([]);
  expect(known.take('a')).toHaveLength(2);
});

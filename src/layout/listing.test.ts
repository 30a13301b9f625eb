import { expect, test } from 'vitest';
import { layoutListing } from './listing.ts';
import { line, pageOf } from './test-pages.ts';

test('lines keep their indents, and what stands far to the right stays in its line', () => {
  const blocks = layoutListing(
    pageOf([
      line('while', { x: 100, y: 100 }),
      line('count', { x: 160, y: 140 }),
      line('done', { x: 100, y: 180 }),
      line('remark', { x: 700, y: 140 }),
    ]),
  );
  expect(blocks).toHaveLength(1);
  expect(blocks[0]).toMatchObject({ type: 'paragraph', style: 'code' });
  const [first, second, third] = blocks[0]?.text.split('\n') ?? [];
  expect([first, third]).toEqual(['while', 'done']);
  expect(second).toMatch(/^ {4}count {20,}remark$/);
});

test('a page without text has no listing', () => {
  expect(layoutListing(pageOf([]))).toEqual([]);
});

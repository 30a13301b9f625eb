import { expect, test } from 'vitest';
import type { Bbox } from '../../document/model.ts';
import { toLine } from './lines.ts';
import type { Glyph, PageContent } from './page-content.ts';
import { decide } from './page-decision.ts';
import { set } from './test-glyphs.ts';
import { toRows } from './words.ts';

const [WIDTH, HEIGHT] = [2480, 3508];
const LINE = 'every line of this page was set by hand and says something plain';
const page = (lines: number, hidden = false) =>
  Array.from({ length: lines }, (_, i) => set(LINE, { x: 200, y: 300 + 60 * i, size: 40, hidden })).flat();
const image = (box: Bbox) => ({ box, width: 1000, height: 1000 });
const SCAN = image([0, 0, WIDTH, HEIGHT]);

function judge(glyphs: Glyph[], more: Partial<PageContent> = {}) {
  const content: PageContent = {
    glyphs,
    images: [],
    outlines: [],
    rules: [],
    fills: [],
    unmapped: 0,
    annotated: new Set(),
    painted: false,
    ...more,
  };
  const seen = toRows(glyphs.filter((glyph) => !glyph.hidden)).map((row) => toLine(row, WIDTH, HEIGHT));
  return decide(content, seen, WIDTH, HEIGHT);
}
const painted = (images: PageContent['images']) => ({ images, painted: true });

test('a page of text is taken, an empty one too', () => {
  expect(judge(page(10))).toMatchObject({ decision: 'text-layer', reason: 'text' });
  expect(judge([])).toMatchObject({ decision: 'text-layer', reason: 'blank' });
});

test('a scan is recognised, also one with the invisible text of an old recognition', () => {
  expect(judge([], painted([SCAN]))).toMatchObject({ decision: 'ocr', reason: 'no-text' });
  expect(judge(page(10, true), painted([SCAN]))).toMatchObject({ decision: 'ocr', reason: 'old-ocr-layer' });
});

test('a page of text with a picture is mixed, with a speck of one it is not', () => {
  const box: Bbox = [400, 2000, 1400, 2600];
  expect(judge(page(10), painted([image(box)]))).toMatchObject({ decision: 'mixed', candidates: [box] });
  expect(judge(page(10), painted([image([400, 2000, 460, 2060])]))).toMatchObject({ decision: 'text-layer' });
});

test('a page number stamped on a scan is kept, and the scan read', () => {
  expect(judge(set('page 12', { x: 200, y: 3300 }), painted([SCAN]))).toMatchObject({
    decision: 'mixed',
    candidates: [[0, 0, WIDTH, HEIGHT]],
  });
});

test('nonsense is recognised: the page where it is all of it, the words where they are few', () => {
  const nonsense = set('\ue001\ue002\ue003', { x: 200, y: 2000 });
  expect(judge(nonsense)).toMatchObject({ decision: 'ocr', reason: 'unmapped' });
  const { decision, garbled } = judge([...page(10), ...nonsense]);
  expect(decision).toBe('mixed');
  expect(garbled).toEqual([[200, 1968, 260, 2008]]);
});

test('letters painted as shapes are recognised', () => {
  const outlines = Array.from({ length: 60 }, (_, i): Bbox => [200 + 30 * i, 300, 220 + 30 * i, 330]);
  expect(judge([], { outlines, painted: true })).toMatchObject({ decision: 'ocr', reason: 'outlined-text' });
  expect(judge(page(10), { outlines: outlines.slice(0, 5), painted: true })).toMatchObject({ decision: 'text-layer' });
});

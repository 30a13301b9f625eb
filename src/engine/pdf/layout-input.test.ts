import { expect, test } from 'vitest';
import { layoutInput } from './layout-input.ts';
import type { PageContent } from './page-content.ts';
import { set } from './test-glyphs.ts';

const EMPTY: PageContent = {
  glyphs: [],
  images: [],
  outlines: [],
  rules: [],
  fills: [],
  unmapped: 0,
  annotated: new Set(),
  painted: true,
};
const PAGE = { width: 1000, height: 1000, point: 4 };

test('lines have their type, words their emphasis', () => {
  const bold = { bold: true, italic: false, mono: true };
  const glyphs = set('one two', { x: 100, y: 200 }).map((glyph, i) => (i < 3 ? { ...glyph, style: bold } : glyph));
  const { lines, boxes } = layoutInput(EMPTY, glyphs, PAGE);
  expect(boxes).toBe('font');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({ angle: 0, size: 40, words: [{ text: 'one', bold: true }, { text: 'two' }] });
  expect(lines[0]?.words[1]).not.toHaveProperty('bold');
  expect(lines[0]).not.toHaveProperty('mono');
});

test('thin pictures are rules, small ones nothing, the ground of the page is no fill', () => {
  const image = (box: [number, number, number, number]) => ({ box, width: 10, height: 10 });
  const input = layoutInput(
    {
      ...EMPTY,
      images: [image([100, 100, 500, 104]), image([100, 200, 110, 210]), image([100, 300, 400, 500])],
      fills: [
        { box: [0, 0, 1000, 1000], colour: '#ffeeee' },
        { box: [100, 600, 500, 640], colour: '#eeeeee' },
      ],
    },
    [],
    PAGE,
  );
  expect(input.rules).toEqual([{ axis: 'horizontal', at: 102, from: 100, to: 500, thickness: 4 }]);
  expect(input.pictures).toEqual([[100, 300, 400, 500]]);
  expect(input.fills).toEqual([[100, 600, 500, 640]]);
});

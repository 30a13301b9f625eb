import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bbox } from '../document/model.ts';
import { partsForTables } from './apart.ts';
import { createFrame, ruleInFrame, type Turn } from './frame.ts';
import { estimateSlope } from './level.ts';
import { toSegments } from './segments.ts';
import { column, line, pageOf } from './test-pages.ts';
import { measureType } from './type-size.ts';

const page = { width: 1700, height: 2200 };

test('a box comes back from every frame', () => {
  const box = fc.tuple(fc.integer({ max: 1700 }), fc.integer({ max: 2200 }), fc.nat(300), fc.nat(300));
  fc.assert(
    fc.property(
      box,
      fc.constantFrom<Turn>(0, 90, 180, 270),
      fc.constantFrom(0, 0.02, -0.05),
      ([x, y, w, h], turn, slope) => {
        fc.pre(x > -100 && y > -100);
        const frame = createFrame(turn, slope, page);
        const given: Bbox = [x, y, x + w, y + h];
        const back = frame.toPage(frame.toFrame(given));
        for (const i of [0, 1, 2, 3] as const) expect(back[i]).toBeCloseTo(given[i], 6);
      },
    ),
  );
});

test('boxes around words that lean by a known skew are those of the words again', () => {
  const skew = 12;
  const [cos, sin] = [Math.cos((skew * Math.PI) / 180), Math.sin((skew * Math.PI) / 180)];
  const [x, y, w, h] = [500, 900, 180, 32];
  const [dx, dy] = [x - page.width / 2, y - page.height / 2];
  const [cx, cy] = [page.width / 2 + dx * cos - dy * sin, page.height / 2 + dx * sin + dy * cos];
  const [across, down] = [(w * cos + h * sin) / 2, (w * sin + h * cos) / 2];
  const frame = createFrame(0, Math.tan((skew * Math.PI) / 180), { ...page, skew });
  const box = frame.toFrame([cx - across, cy - down, cx + across, cy + down]);
  const wanted = [x - w / 2, y - h / 2, x + w / 2, y + h / 2];
  for (const i of [0, 1, 2, 3] as const) expect(box[i]).toBeCloseTo(wanted[i] ?? 0, 6);
});

test('text that runs down the page runs to the right in its frame, the next line below', () => {
  const frame = createFrame(90, 0, page);
  expect([frame.width, frame.height]).toEqual([2200, 1700]);
  expect(frame.toFrame([1600, 100, 1640, 400])).toEqual([100, 60, 400, 100]);
  expect(frame.toFrame([1550, 100, 1590, 400])[1]).toBeGreaterThan(100);
  const rule = { axis: 'vertical', at: 1600, from: 100, to: 400, thickness: 2 } as const;
  expect(ruleInFrame(rule, frame)).toMatchObject({ axis: 'horizontal', at: 100, from: 100, to: 400 });
});

test('skew is told from several long lines, not from a title', () => {
  const tilted = (count: number) =>
    column('text', count, { x: 100, y: 100, width: 1300 }).map(({ words }) =>
      words.map(({ bbox: [x0, y0, x1, y1] }): Bbox => [x0, y0 + 0.03 * x0, x1, y1 + 0.03 * x0]),
    );
  expect(estimateSlope(tilted(6))).toBeCloseTo(0.03, 2);
  expect(estimateSlope(tilted(2))).toBe(0);
});

test('the em is told from letters, whichever they are', () => {
  const word = (text: string, bbox: Bbox) => ({ word: { text, bbox, confidence: 1 }, box: bbox });
  // Type of 100 pixels on a baseline at 500.
  const drawn = [
    word('sea', [0, 453, 100, 500]),
    word('Hat', [120, 430, 220, 500]),
    word('gay', [240, 453, 340, 521]),
    word('42', [360, 430, 400, 500]),
  ];
  for (const one of drawn) {
    const { size, baseline } = measureType([one], null, 'ink');
    expect(Math.abs(size - 100)).toBeLessThan(3);
    expect(Math.abs(baseline - 500)).toBeLessThan(3);
  }
});

test('a line of the source that reaches over a gutter is parted there', () => {
  const lines = [line('left', { x: 100, y: 100 }), line('right', { x: 200, y: 100 })];
  const joined = { ...line('', { x: 0, y: 0 }), words: lines.flatMap(({ words }) => words) };
  const [group] = toSegments(pageOf([joined]));
  expect(group?.segments.map(({ words }) => words.map(({ word }) => word.text))).toEqual([['left'], ['right']]);
});

test('tables are looked for apart in columns whose lines do not meet, together where rows go on', () => {
  const left = column('left', 20, { x: 100, y: 200, width: 700 });
  const beside = (dy: number, leading: number) =>
    Array.from({ length: 16 }, (_, i) =>
      line('words that stand at the right'.slice(0, 8 + ((i * 7) % 22)), { x: 900, y: 200 + dy + i * leading }),
    );
  const partsOf = (lines: ReturnType<typeof column>) =>
    partsForTables(
      toSegments(pageOf(lines)).flatMap(({ segments }) => segments),
      [],
    ).length;
  expect(partsOf([...left, ...beside(15, 47)])).toBe(2);
  expect(partsOf([...left, ...beside(0, 37.5)])).toBe(1);
});

test('columns of running text on one grid are no table', () => {
  const columns = [100, 850].flatMap((x) => column('text', 20, { x, y: 200, width: 700 }));
  expect(
    partsForTables(
      toSegments(pageOf(columns)).flatMap(({ segments }) => segments),
      [],
    ),
  ).toHaveLength(2);
});

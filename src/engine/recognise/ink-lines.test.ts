import { expect, test } from 'vitest';
import type { Bbox } from '../../document/model.ts';
import { inkLines } from './ink-lines.ts';
import { ink, letters, paper } from './test-pictures.ts';

/** A row of marks that stand off the letters, as large as half of them. */
function marks(picture: ReturnType<typeof paper>, x: number, y: number, count: number): void {
  for (let n = 0; n < count; n++) ink(picture, [x + n * 18, y, x + n * 18 + 8, y + 5]);
}

test('marks above and below belong to the line beside them', () => {
  const picture = paper(600, 400);
  for (let n = 0; n < 4; n++) {
    marks(picture, 60, 43 + n * 60, 20);
    letters(picture, 60, 50 + n * 60, 20);
    marks(picture, 60, 70 + n * 60, 20);
  }
  const lines = Array.from({ length: 4 }, (_, n): Bbox => [60, 43 + n * 60, 414, 75 + n * 60]);
  expect(inkLines(picture, 16)).toEqual(lines);
});

test('columns are read one after the other', () => {
  const picture = paper(900, 300);
  const boxes = [60, 520].flatMap((x) => [50, 90, 130, 170].map((y) => letters(picture, x, y, 18)));
  expect(inkLines(picture, 16)).toEqual(boxes);
});

test('lines that touch at one place are parted', () => {
  const picture = paper(600, 300);
  for (const y of [50, 110, 170]) letters(picture, 60, y, 20);
  ink(picture, [100, 126, 103, 170]);
  const lines = inkLines(picture, 16);
  expect(lines).toHaveLength(3);
  expect(lines[1]?.[3]).toBeLessThanOrEqual(lines[2]?.[1] ?? 0);
});

test('rules and specks are no lines', () => {
  const picture = paper(600, 200);
  ink(picture, [20, 20, 580, 22]);
  ink(picture, [100, 100, 102, 102]);
  expect(inkLines(picture, 16)).toEqual([]);
});

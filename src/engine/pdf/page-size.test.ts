import { expect, test } from 'vitest';
import { pageSize, sizeForPicture, widthOf } from './page-size.ts';

test('A4 is rendered at 300 dpi, a poster at as many pixels as are allowed', () => {
  expect(pageSize(595, 842)).toMatchObject({ width: 2479, height: 3508, dpi: 300 });
  const { width, height, dpi } = pageSize(7200, 7200);
  expect(width * height).toBeLessThanOrEqual(40_000_000);
  expect(dpi).toBeLessThan(100);
  expect(pageSize(0, 0)).toMatchObject({ width: 1, height: 1 });
});

test('a small page takes the resolution of its picture, a large one does not', () => {
  const size = pageSize(200, 200);
  const picture = {
    box: [0, 0, size.width, size.height] as [number, number, number, number],
    width: 2500,
    height: 2500,
  };
  expect(sizeForPicture(200, 200, size, [picture]).width).toBeCloseTo(2500, -1);
  const large = pageSize(595, 842);
  expect(sizeForPicture(595, 842, large, [{ ...picture, width: 9000, height: 9000 }])).toBe(large);
  expect(sizeForPicture(200, 200, size, [])).toBe(size);
});

test('a picture for the viewer is as wide as asked', () => {
  expect(widthOf(595, 842, 300)).toMatchObject({ width: 300, height: 424 });
});

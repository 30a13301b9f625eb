import { expect, it } from 'vitest';
import { mayHavePicture } from './pictures.ts';

it.each([
  ['scan.tif', 0, false, false],
  ['scan.tif', 0, true, true],
  ['report.pdf', 3, true, true],
  ['photo.JPG', 0, false, true],
  ['photo.JPG', 1, false, false],
  ['upload', 0, false, false],
] as const)('%s, page %i, read: %s', (filename, index, read, expected) => {
  expect(mayHavePicture({ filename, index, read })).toBe(expected);
});

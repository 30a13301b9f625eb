import { expect, test } from 'vitest';
import { oversizedPicture } from './picture-bounds.ts';
import { buildPdf, latin1, stream } from './test-pdf.ts';

const picture = (width: number | string, height: number | string) =>
  stream('', `/Type/XObject /Subtype /Image /Width ${width}/Height ${height} /BitsPerComponent 1`);

test('the largest picture beyond the limit is found, whatever stands around it', () => {
  const bytes = buildPdf(['<</Type/Catalog>>', picture(100, 100), picture(3_000, 2_000), picture(2_000, 1_000)]);
  expect(oversizedPicture(bytes, 1_000_000)).toEqual({ width: 3_000, height: 2_000 });
  expect(oversizedPicture(bytes, 6_000_000)).toBeNull();
});

test('the width of one object is not taken with the height of another, nor a reference for a number', () => {
  const other = '<</Subtype/Image/Width 9000>>';
  expect(oversizedPicture(buildPdf([other, '<</Height 9000/Subtype/Image>>']), 1_000)).toBeNull();
  expect(oversizedPicture(buildPdf([picture(9_000, '7 0 R')]), 1_000)).toBeNull();
  expect(oversizedPicture(buildPdf(['<</Width 9000/Height 9000>>']), 1_000)).toBeNull();
});

test('a picture across the end of a stretch is found', () => {
  const before = 8 * 1024 * 1024 - 60;
  const bytes = new Uint8Array(before + 400).fill(32);
  bytes.set(latin1(`5 0 obj ${picture(5_000, 5_000)}`), before);
  expect(oversizedPicture(bytes, 1_000_000)).toEqual({ width: 5_000, height: 5_000 });
});

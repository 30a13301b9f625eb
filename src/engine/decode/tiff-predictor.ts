/** Differences between neighbours, undone: TIFF 6.0 section 14, and Adobe's Technical Note 3 for floats. */
import type { TiffFormat } from './tiff-format.ts';

/** In place, for `rows` rows of `rowBytes`; `samples`: how many stand side by side. */
export function undoPredictor(
  data: Uint8Array,
  rowBytes: number,
  rows: number,
  samples: number,
  { predictor, bits, littleEndian }: TiffFormat,
): void {
  if (!predictor) return;
  for (let row = 0; row < rows; row++) {
    const line = data.subarray(row * rowBytes, (row + 1) * rowBytes);
    if (predictor === 'float') undoFloat(line, samples, bits / 8, littleEndian);
    else undoHorizontal(line, samples, bits, littleEndian);
  }
}

function undoHorizontal(line: Uint8Array, samples: number, bits: number, littleEndian: boolean): void {
  if (bits === 8) {
    for (let n = samples; n < line.length; n++) line[n] = (line[n] as number) + (line[n - samples] as number);
    return;
  }
  const view = new DataView(line.buffer, line.byteOffset, line.byteLength);
  const size = bits / 8;
  const step = samples * size;
  for (let n = step; n + size <= line.length; n += size) {
    const before = n - step;
    if (bits === 16) {
      view.setUint16(n, view.getUint16(n, littleEndian) + view.getUint16(before, littleEndian), littleEndian);
    } else if (bits === 32) {
      view.setUint32(n, view.getUint32(n, littleEndian) + view.getUint32(before, littleEndian), littleEndian);
    } else {
      view.setBigUint64(n, view.getBigUint64(n, littleEndian) + view.getBigUint64(before, littleEndian), littleEndian);
    }
  }
}

/** The row's bytes stand sorted by significance, the highest ones first, and each is the difference to one before. */
function undoFloat(line: Uint8Array, samples: number, size: number, littleEndian: boolean): void {
  for (let n = samples; n < line.length; n++) line[n] = (line[n] as number) + (line[n - samples] as number);
  const sorted = line.slice();
  const values = line.length / size;
  for (let n = 0; n < values; n++) {
    for (let byte = 0; byte < size; byte++) {
      line[n * size + (littleEndian ? size - 1 - byte : byte)] = sorted[byte * values + n] as number;
    }
  }
}

import type { GrayPicture } from '../recognise/recognizer.ts';

/** The mean of each `factor` × `factor` pixels; what is left over at the right and the bottom is dropped. */
export function shrink(picture: GrayPicture, factor: number): GrayPicture {
  if (factor === 1) return picture;
  const width = Math.max(1, Math.floor(picture.width / factor));
  const height = Math.max(1, Math.floor(picture.height / factor));
  const data = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  const [columns, rows] = [Math.min(factor, picture.width), Math.min(factor, picture.height)];
  const scale = 65536 / (columns * rows);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let row = 0; row < rows; row++) {
      let from = (y * factor + row) * picture.width;
      for (let x = 0; x < width; x++) {
        let sum = sums[x] as number;
        for (const end = from + columns; from < end; from++) sum += picture.data[from] as number;
        sums[x] = sum;
      }
    }
    for (let x = 0; x < width; x++) data[y * width + x] = ((sums[x] as number) * scale + 32768) >>> 16;
  }
  return { data, width, height };
}

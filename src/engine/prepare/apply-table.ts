import type { GrayPicture } from '../recognise/recognizer.ts';

/** Each value exchanged for the table's; a loop, as `map` with a function takes five times as long. */
export function applyTable({ data, width, height }: GrayPicture, table: Uint8Array): GrayPicture {
  const out = new Uint8Array(data.length);
  for (let n = 0; n < data.length; n++) out[n] = table[data[n] as number] as number;
  return { data: out, width, height };
}

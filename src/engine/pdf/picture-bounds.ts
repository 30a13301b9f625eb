/**
 * Pictures of more pixels than are decoded. pdf.js leaves them out without a word, so they are looked for in the file:
 * the dictionary of a picture always stands there in plain text, even where the file is encrypted or compressed.
 */

export interface PictureSize {
  /** Pixels, as the file states them. */
  width: number;
  height: number;
}

/** Bytes looked at together; a dictionary that lies across two stretches is found in the overlap. */
const STRETCH = 8 << 20;
const OVERLAP = 4_096;

/** The largest picture of more than `limit` pixels; null where there is none. */
export function oversizedPicture(bytes: Uint8Array, limit: number): PictureSize | null {
  const decoder = new TextDecoder('latin1');
  let largest: PictureSize | null = null;
  for (let from = 0; from < bytes.length; from += STRETCH) {
    const text = decoder.decode(bytes.subarray(from, from + STRETCH + OVERLAP));
    for (const { index } of text.matchAll(/\/Width\s+\d/g)) {
      const size = sizeAt(text, index);
      const pixels = size ? size.width * size.height : 0;
      if (size && pixels > limit && pixels > (largest ? largest.width * largest.height : 0)) largest = size;
    }
  }
  return largest;
}

/** Of the object around a place in the text; null where it is no picture. */
function sizeAt(text: string, at: number): PictureSize | null {
  const before = text.slice(Math.max(0, at - OVERLAP), at);
  const after = text.slice(at, at + OVERLAP);
  const end = after.search(/\bstream\b|\bendobj\b/);
  const dictionary = before.slice(before.lastIndexOf(' obj') + 1) + after.slice(0, end < 0 ? OVERLAP : end);
  const number = (key: string) => Number(dictionary.match(new RegExp(`/${key}\\s+(\\d{1,9})(?!\\s+\\d+\\s+R)`))?.[1]);
  const [width, height] = [number('Width'), number('Height')];
  return /\/Subtype\s*\/Image\b/.test(dictionary) && width > 0 && height > 0 ? { width, height } : null;
}

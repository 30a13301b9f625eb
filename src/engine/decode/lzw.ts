/** TIFF's LZW: codes from the most significant bit, widened one code early. TIFF 6.0 section 13. */

const CLEAR = 256;
const END = 257;

/** Decodes into `out` and returns how many bytes of it were written; fewer than its length: the data end or break. */
export function decodeLzw(data: Uint8Array, out: Uint8Array): number {
  // Entry n is the string of its prefix plus a last byte; lengths let a string be written backwards in place.
  const prefix = new Uint16Array(4096);
  const last = new Uint8Array(4096);
  const first = new Uint8Array(4096);
  const length = new Uint16Array(4096);
  for (let n = 0; n < 256; n++) {
    last[n] = n;
    first[n] = n;
    length[n] = 1;
  }
  let [free, width, previous, written] = [258, 9, -1, 0];
  let [bits, bitCount, at] = [0, 0, 0];
  while (written < out.length) {
    while (bitCount < width && at < data.length) {
      bits = ((bits << 8) | (data[at++] as number)) & 0xffffff;
      bitCount += 8;
    }
    if (bitCount < width) break;
    bitCount -= width;
    const code = (bits >>> bitCount) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      [free, width, previous] = [258, 9, -1];
      continue;
    }
    // A code may name the entry it is about to make, never one beyond.
    if (code > free || (code === free && previous < 0) || (code >= CLEAR && previous < 0)) break;
    if (previous >= 0 && free < 4096) {
      prefix[free] = previous;
      first[free] = first[previous] as number;
      last[free] = first[code === free ? previous : code] as number;
      length[free] = (length[previous] as number) + 1;
      free++;
    } else if (code >= free) {
      break;
    }
    const end = written + (length[code] as number);
    for (let n = code, to = end - 1; to >= written; to--, n = prefix[n] as number) {
      if (to < out.length) out[to] = last[n] as number;
    }
    written = end;
    previous = code;
    if (free >= (1 << width) - 1 && width < 12) width++;
  }
  return Math.min(written, out.length);
}

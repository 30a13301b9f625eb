/** Apple's PackBits. TIFF 6.0 section 9. */

/** Decodes into `out` and returns how many bytes of it were written; fewer than its length: the data end early. */
export function decodePackBits(data: Uint8Array, out: Uint8Array): number {
  let [at, written] = [0, 0];
  while (at + 1 < data.length && written < out.length) {
    const code = ((data[at++] as number) << 24) >> 24;
    if (code >= 0) {
      const literal = data.subarray(at, at + Math.min(code + 1, out.length - written));
      out.set(literal, written);
      at += code + 1;
      written += literal.length;
    } else if (code !== -128) {
      out.fill(data[at++] as number, written, written + 1 - code);
      written = Math.min(written + 1 - code, out.length);
    }
  }
  return written;
}

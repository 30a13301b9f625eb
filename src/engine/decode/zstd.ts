/** Zstandard streams (RFC 8878), by fzstd: browsers know them in HTTP only. Loaded when a file needs it. */

/** Compressed bytes handed over at a time, so that a bomb is noticed after one of them. */
const PIECE = 4096;

/**
 * Decodes into `out` and returns how many bytes of it were written; fewer than its length: the data end or break.
 * What a stream holds beyond that is not decoded.
 */
export async function decodeZstd(data: Uint8Array, out: Uint8Array): Promise<number> {
  const { Decompress } = await import('fzstd');
  let written = 0;
  const stream = new Decompress((piece) => {
    const part = piece.subarray(0, out.length - written);
    out.set(part, written);
    written += part.length;
  });
  try {
    for (let at = 0; at < data.length && written < out.length; at += PIECE) {
      stream.push(data.subarray(at, at + PIECE), at + PIECE >= data.length);
    }
  } catch {
    // What came before the damage counts.
  }
  return written;
}

/** zlib streams: by the platform's decompressor, and by our own where that one fails or costs more than it saves. */
import { inflatePart } from './inflate-part.ts';

/** Bytes out below which starting the platform's decompressor takes longer than decoding here. */
const SMALL = 1 << 15;

/**
 * Decodes into `out` and returns how many bytes of it were written; fewer than its length: the data end or break.
 * What a stream holds beyond that is not decoded, so a bomb costs nothing.
 */
export async function inflate(data: Uint8Array, out: Uint8Array): Promise<number> {
  if (out.length <= SMALL) return inflatePart(data, out);
  const stream = new Blob([data as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  let written = 0;
  try {
    while (written < out.length) {
      const { done, value } = await reader.read();
      if (done) break;
      const part = value.subarray(0, out.length - written);
      out.set(part, written);
      written += part.length;
    }
  } catch {
    written = Math.max(written, inflatePart(data, out));
  }
  await reader.cancel().catch(() => undefined);
  return written;
}

/** WebP: VP8, VP8L and VP8X headers, EXIF and frames. https://developers.google.com/speed/webp/docs/riff_container */
import { byteReader, HeaderError } from './byte-reader.ts';
import { NO_EXIF, readExif } from './exif.ts';
import type { Measure } from './image-facts.ts';

export function measureWebp(bytes: Uint8Array): Measure {
  const reader = byteReader(bytes, true);
  const riffEnd = 8 + reader.u32(4);
  let size: { width: number; height: number } | null = null;
  let exif = NO_EXIF;
  let frames = 0;
  for (let at = 12; at + 8 <= Math.min(bytes.length, riffEnd); ) {
    const type = reader.text(at, 4);
    const start = at + 8;
    const end = start + reader.u32(at + 4);
    if (type === 'VP8X') size = { width: 1 + u24(start + 4), height: 1 + u24(start + 7) };
    else if (type === 'VP8 ') size ??= lossySize(start);
    else if (type === 'VP8L') size ??= losslessSize(start);
    else if (type === 'EXIF' && end <= bytes.length) exif = readExif(bytes, start, end);
    else if (type === 'ANMF') frames++;
    at = end + (end & 1);
  }
  if (!size) throw new HeaderError(bytes.length < riffEnd ? 'truncated' : 'malformed', 'it has no image chunk');
  return { ...size, pages: 1, ...exif, animated: frames > 1, complete: bytes.length >= riffEnd };

  function u24(at: number) {
    return reader.u16(at) | (reader.u8(at + 2) << 16);
  }
  /** RFC 6386, section 9.1: a key frame, its start code, then 14 bits each of width and height. */
  function lossySize(at: number) {
    if (u24(at + 3) !== 0x2a019d) throw new HeaderError('malformed', 'its VP8 frame has no start code');
    return { width: reader.u16(at + 6) & 0x3fff, height: reader.u16(at + 8) & 0x3fff };
  }
  function losslessSize(at: number) {
    if (reader.u8(at) !== 0x2f) throw new HeaderError('malformed', 'its VP8L chunk has no signature');
    const bits = reader.u32(at + 1);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
}

/** AVIF: the largest size that its items state. ISO/IEC 23008-12 (HEIF), https://aomediacodec.github.io/av1-avif/ */
import { type ByteReader, byteReader, HeaderError } from './byte-reader.ts';
import { NO_EXIF } from './exif.ts';
import type { Measure } from './image-facts.ts';

/** Boxes on the way to the sizes, and how many bytes of their own stand before the boxes inside. */
const CONTAINERS: Record<string, number> = { meta: 4, iprp: 0, ipco: 0 };
/** More than any file of one picture has; a lying box size costs no time. */
const MAX_BOXES = 10_000;

/** Rotation and mirroring are part of the format and applied by the browser, so the size may come out turned. */
export function measureAvif(bytes: Uint8Array): Measure {
  const reader = byteReader(bytes, false);
  let size: { width: number; height: number } | null = null;
  let boxes = 0;
  let end = 0;
  const visit = (from: number, to: number) => {
    for (let at = from; at + 8 <= to && boxes++ < MAX_BOXES; ) {
      const box = readBox(reader, at);
      if (box.end <= at) throw new HeaderError('malformed', 'a box has no size');
      const inside = CONTAINERS[box.type];
      if (inside !== undefined) visit(box.start + inside, Math.min(box.end, to));
      if (box.type === 'ispe' && box.start + 12 <= bytes.length) {
        const [width, height] = [reader.u32(box.start + 4), reader.u32(box.start + 8)];
        if (!size || width * height > size.width * size.height) size = { width, height };
      }
      at = box.end;
      if (to === bytes.length) end = Math.max(end, at);
    }
  };
  visit(0, bytes.length);
  const complete = end <= bytes.length;
  if (!size) throw new HeaderError(complete ? 'malformed' : 'truncated', 'it states no size');
  const animated = reader.text(8, 4) === 'avis';
  return { ...(size as { width: number; height: number }), pages: 1, ...NO_EXIF, animated, complete };
}

function readBox(reader: ByteReader, at: number): { type: string; start: number; end: number } {
  const size = reader.u32(at);
  const type = reader.text(at + 4, 4);
  // 1: a size of 64 bits follows; 0: to the end of the file.
  if (size === 1) return { type, start: at + 16, end: at + reader.u64(at + 8) };
  return { type, start: at + 8, end: size === 0 ? reader.length : at + size };
}

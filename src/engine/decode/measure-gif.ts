/** GIF: the logical screen, and whether a second frame follows. https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
import { type ByteReader, byteReader, HeaderError } from './byte-reader.ts';
import { NO_EXIF } from './exif.ts';
import type { Measure } from './image-facts.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

export function measureGif(bytes: Uint8Array): Measure {
  const reader = byteReader(bytes, true);
  const screen = { width: reader.u16(6), height: reader.u16(8) };
  const frames: { width: number; height: number }[] = [];
  let complete = false;
  let at = 13 + colorTableSize(reader.u8(10));
  try {
    while (frames.length < 2 && !complete) {
      const block = reader.u8(at);
      if (block === IMAGE) {
        frames.push({
          width: reader.u16(at + 1) + reader.u16(at + 5),
          height: reader.u16(at + 3) + reader.u16(at + 7),
        });
        at = skipSubBlocks(reader, at + 11 + colorTableSize(reader.u8(at + 9)));
      } else if (block === EXTENSION) {
        at = skipSubBlocks(reader, at + 2);
      } else {
        complete = block === TRAILER;
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof HeaderError)) throw error;
  }
  const [first] = frames;
  if (!first) throw new HeaderError(complete ? 'malformed' : 'truncated', 'it holds no image');
  // Browsers enlarge the screen to the first frame's corner.
  const width = Math.max(screen.width, first.width);
  const height = Math.max(screen.height, first.height);
  const animated = frames.length > 1;
  return { width, height, pages: 1, ...NO_EXIF, animated, complete: complete || animated };
}

const colorTableSize = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

function skipSubBlocks(reader: ByteReader, from: number): number {
  let at = from;
  for (let size = reader.u8(at); size > 0; size = reader.u8(at)) at += size + 1;
  return at + 1;
}

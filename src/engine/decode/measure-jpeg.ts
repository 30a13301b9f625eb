/** JPEG: the frame header, JFIF density, EXIF, and whether the scans reach the end marker. ITU-T T.81 annex B. */
import { byteReader, HeaderError } from './byte-reader.ts';
import { NO_EXIF, readExif } from './exif.ts';
import { type Measure, plausibleDpi } from './image-facts.ts';

const SOS = 0xda;
const EOI = 0xd9;
const APP0 = 0xe0;
const APP1 = 0xe1;

/** C4 is DHT, C8 reserved, CC arithmetic conditioning. */
const isFrameHeader = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
/** TEM and RST stand alone, as do SOI and EOI. */
const hasNoLength = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

export function measureJpeg(bytes: Uint8Array): Measure {
  const reader = byteReader(bytes, false);
  let size: { width: number; height: number } | null = null;
  let jfif: number | null = null;
  let exif: ReturnType<typeof readExif> | null = null;
  let complete = false;
  for (let at = nextMarker(bytes, 2); at >= 0; at = nextMarker(bytes, at)) {
    const marker = bytes[at + 1] as number;
    at += 2;
    if (marker === EOI) {
      complete = true;
      break;
    }
    if (hasNoLength(marker)) continue;
    if (at + 2 > bytes.length) break;
    const end = at + Math.max(2, reader.u16(at));
    if (end > bytes.length) break;
    if (isFrameHeader(marker) && !size && end - at >= 8) {
      size = { width: reader.u16(at + 5), height: reader.u16(at + 3) };
    } else if (marker === APP0 && end - at >= 14 && reader.text(at + 2, 5) === 'JFIF\0') {
      jfif ??= density(reader.u8(at + 9), reader.u16(at + 10));
    } else if (marker === APP1 && !exif && end - at > 14 && reader.text(at + 2, 6) === 'Exif\0\0') {
      exif = readExif(bytes, at + 2, end);
    }
    // After a scan's header its coded data follow; `nextMarker` passes over them.
    at = marker === SOS && !size ? bytes.length : end;
  }
  if (!size) {
    throw complete
      ? new HeaderError('malformed', 'it has no frame header')
      : new HeaderError('truncated', 'it ends before its frame header');
  }
  return { ...size, pages: 1, ...(exif ?? NO_EXIF), dpi: jfif ?? exif?.dpi ?? null, animated: false, complete };
}

/** The next FF with a marker behind it, past stuffed zeros, restart markers and fill bytes; −1: none. */
function nextMarker(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] as number;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return -1;
}

/** JFIF units: 1 dots an inch, 2 dots a centimetre, 0 only a ratio. */
function density(unit: number, x: number): number | null {
  if (unit === 1) return plausibleDpi(x);
  return unit === 2 ? plausibleDpi(x * 2.54) : null;
}

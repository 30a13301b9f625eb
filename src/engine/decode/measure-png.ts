/** PNG: IHDR, pHYs, eXIf and acTL, and whether the chunks reach IEND. https://www.w3.org/TR/png-3/ */
import { byteReader, HeaderError } from './byte-reader.ts';
import { NO_EXIF, readExif } from './exif.ts';
import { dpiOfMetres, type Measure } from './image-facts.ts';

export function measurePng(bytes: Uint8Array): Measure {
  const reader = byteReader(bytes, false);
  if (reader.text(12, 4) !== 'IHDR') throw new HeaderError('malformed', 'its first chunk is not IHDR');
  const measure: Measure = {
    width: reader.u32(16),
    height: reader.u32(20),
    pages: 1,
    ...NO_EXIF,
    animated: false,
    complete: false,
  };
  for (const { type, start, end } of pngChunks(bytes)) {
    if (end + 4 > bytes.length) break;
    if (type === 'pHYs' && end - start === 9 && reader.u8(start + 8) === 1) {
      measure.dpi = dpiOfMetres(reader.u32(start));
    } else if (type === 'acTL' && end - start === 8) {
      measure.animated = reader.u32(start) > 1;
    } else if (type === 'eXIf') {
      const exif = readExif(bytes, start, end);
      measure.orientation = exif.orientation;
      measure.dpi ??= exif.dpi;
      // The whole chunk goes, since its checksum covers the value.
      measure.orientationEdit = exif.orientationEdit && { start: start - 8, end: end + 4, replacement: [] };
    } else if (type === 'IEND') {
      measure.complete = true;
    }
  }
  return measure;
}

/** `start` and `end` of the chunk's data in the file; the last one may reach past the file's end. */
export function* pngChunks(bytes: Uint8Array): Generator<{ type: string; start: number; end: number }> {
  const reader = byteReader(bytes, false);
  for (let at = 8; at + 8 <= bytes.length; ) {
    const type = reader.text(at + 4, 4);
    if (!/^[A-Za-z]{4}$/.test(type)) return;
    const start = at + 8;
    const end = start + reader.u32(at);
    yield { type, start, end };
    if (type === 'IEND') return;
    at = end + 4;
  }
}

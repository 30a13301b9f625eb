/** BMP: the core header of OS/2 and the information headers of Windows, versions 1 to 5. */
import { byteReader } from './byte-reader.ts';
import { NO_EXIF } from './exif.ts';
import { dpiOfMetres, type Measure } from './image-facts.ts';

export function measureBmp(bytes: Uint8Array): Measure {
  const reader = byteReader(bytes, true);
  const headerSize = reader.u32(14);
  const size =
    headerSize === 12
      ? { width: reader.u16(18), height: reader.u16(20) }
      : // A negative height means that the rows run from the top.
        { width: reader.i32(18), height: Math.abs(reader.i32(22)) };
  const dpi = headerSize >= 40 ? dpiOfMetres(reader.i32(38)) : null;
  return { ...size, pages: 1, ...NO_EXIF, dpi, animated: false, complete: bytes.length > reader.u32(10) };
}

/** A BMP may wrap a whole JPEG (compression 4) or PNG (5), which only printers are said to read; null: it does not. */
export function wrappedPicture(bytes: Uint8Array): { type: 'jpeg' | 'png'; bytes: Uint8Array } | null {
  const reader = byteReader(bytes, true);
  if (bytes.length < 34 || reader.u32(14) < 40) return null;
  const type = ({ 4: 'jpeg', 5: 'png' } as const)[reader.u32(30)];
  // OS/2's compression 4 is a run length of 24 bits.
  return type && reader.u16(28) === 0 ? { type, bytes: bytes.subarray(reader.u32(10)) } : null;
}

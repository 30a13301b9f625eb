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

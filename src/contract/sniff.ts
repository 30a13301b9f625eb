/**
 * What a file is, told by its content: names and declared types lie. Small, since the service worker carries it.
 * Magic numbers: the formats' own specifications, and https://mimesniff.spec.whatwg.org for markup and text.
 */
import type { MediaTypeId } from './media-types.ts';

/** How many first bytes are looked at: enough for the entry names that tell a Word file from a ZIP. */
export const SNIFF_BYTES = 4096;

/** Tells the type from the first bytes of a file (any length; at most `SNIFF_BYTES` are read); null: none known. */
export function sniffId(bytes: Uint8Array): MediaTypeId | null {
  const head = latin1(bytes.subarray(0, SNIFF_BYTES));
  return head === '' ? null : (binaryType(head) ?? textType(head));
}

/** One character a byte, so that binary magic can be written as strings. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

const MAGIC: [magic: string, id: MediaTypeId][] = [
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['\xff\xd8\xff', 'jpeg'],
  ['GIF87a', 'gif'],
  ['GIF89a', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['II+\0', 'tiff'],
  ['MM\0+', 'tiff'],
  ['\xff\x0a', 'jxl'],
  ['\0\0\0\x0cJXL \r\n\x87\n', 'jxl'],
  ['\0\0\0\x0cjP  \r\n\x87\n', 'jp2'],
  ['\xff\x4f\xff\x51', 'jp2'],
  ['8BPS', 'psd'],
  ['AT&TFORM', 'djvu'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'ole'],
  ['{\\rtf', 'rtf'],
  ['%!PS', 'postscript'],
  ['\x1f\x8b', 'gzip'],
  ['7z\xbc\xaf\x27\x1c', '7z'],
  ['Rar!\x1a\x07', 'rar'],
  ['\x1a\x45\xdf\xa3', 'matroska'],
  ['ID3', 'mp3'],
  ['\x7fELF', 'exe'],
];

function binaryType(head: string): MediaTypeId | null {
  for (const [magic, id] of MAGIC) if (head.startsWith(magic)) return id;
  if (head.startsWith('RIFF')) return ({ WEBP: 'webp', WAVE: 'wav' }[head.slice(8, 12)] as MediaTypeId) ?? null;
  if (head.slice(4, 8) === 'ftyp') return isoMediaType(head);
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return zipType(head);
  // Two letters are weak evidence: a BMP also states its header's size (12…124), a PNM goes on with white space and
  // a number, a PCX has its version and encoding, a program bytes that no text has.
  if (/^BM[\s\S]{12}[\x0c-\x7c]\0\0\0/.test(head)) return 'bmp';
  if (/^P[1-7][\s#][\s\d#W]/.test(head)) return 'pnm';
  // Icons and cursors count their pictures; a Targa image has zeros there.
  if (/^\0\0[\x01\x02]\0[^\0]\0/.test(head)) return 'ico';
  if (/^\x0a[\0\x02-\x05]\x01[\x01\x02\x04\x08]/.test(head)) return 'pcx';
  if (isTarga(head)) return 'tga';
  // Readers of PDF tolerate up to 1,024 bytes before the header (ISO 32000, implementation notes).
  if (head.slice(0, 1024).includes('%PDF-')) return 'pdf';
  if (head.startsWith('MZ') && head.includes('\0')) return 'exe';
  return null;
}

/**
 * Targa has no magic number: fields that fit together tell it. A colour map where the kind of picture (1, 9 palette; 2,
 * 10 colours; 3, 11 gray) has one, a size, a pixel's bits, and two bits that are always zero.
 */
function isTarga(head: string): boolean {
  const at = (n: number) => head.charCodeAt(n);
  if (head.length < 18) return false;
  const [mapped, kind, mapBits, bits] = [at(1), at(2), at(7), at(16)];
  const usesMap = kind === 1 || kind === 9;
  if (![1, 2, 3, 9, 10, 11].includes(kind) || (usesMap ? mapped !== 1 : mapped > 1)) return false;
  if (mapped ? ![15, 16, 24, 32].includes(mapBits) : head.slice(3, 8) !== '\0\0\0\0\0') return false;
  const hasSize = head.slice(12, 14) !== '\0\0' && head.slice(14, 16) !== '\0\0';
  return hasSize && [8, 15, 16, 24, 32].includes(bits) && (at(17) & 0xc0) === 0;
}

/** ISO base media files differ by brand alone; the image brands may stand behind a general one (mif1). */
function isoMediaType(head: string): MediaTypeId {
  const size = (head.charCodeAt(2) << 8) + head.charCodeAt(3);
  const brands = head.slice(8, Math.max(12, size)).match(/[\s\S]{4}/g) ?? [];
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return 'avif';
  return brands.some((brand) => /^(he[iv][cxms]|mif1|msf1)$/.test(brand)) ? 'heic' : 'mp4';
}

function zipType(head: string): MediaTypeId {
  if (head.includes('mimetypeapplication/epub')) return 'epub';
  if (head.includes('mimetypeapplication/vnd.oasis')) return 'odf';
  const part = /(word|xl|ppt)\//.exec(head)?.[1];
  return ({ word: 'docx', xl: 'xlsx', ppt: 'pptx' } as Record<string, MediaTypeId>)[part ?? ''] ?? 'zip';
}

function textType(head: string): MediaTypeId | null {
  if (/^(\xff\xfe|\xfe\xff)/.test(head)) return 'text';
  if (/[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(head)) return null;
  const start = head
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype html|html|head|body|script)\b/.test(start)) return 'html';
  if (/^<(svg|!doctype svg)\b/.test(start) || (start.startsWith('<?xml') && start.includes('<svg'))) return 'svg';
  return start.startsWith('<?xml') ? 'xml' : 'text';
}

/**
 * What a file is, told by its content: names and declared types lie. Small, since the service worker carries it.
 * Magic numbers: the formats' own specifications, and https://mimesniff.spec.whatwg.org for markup and text.
 */
import { ApiError } from './errors.ts';

export interface MediaType {
  /** For people, after "this is a": "PNG image". */
  label: string;
  mime: string;
  /** Without the dot. */
  extension: string;
  /** Whether an engine here reads it: the one place where a type is switched on. */
  accepted: boolean;
  /** What to do with a file that is refused: convert the picture, or save the document in a page format. */
  remedy?: 'convert' | 'save-pages';
}

export const MEDIA_TYPES = {
  png: { label: 'PNG image', mime: 'image/png', extension: 'png', accepted: true },
  jpeg: { label: 'JPEG image', mime: 'image/jpeg', extension: 'jpg', accepted: true },
  webp: { label: 'WebP image', mime: 'image/webp', extension: 'webp', accepted: true },
  gif: { label: 'GIF image', mime: 'image/gif', extension: 'gif', accepted: true },
  bmp: { label: 'BMP image', mime: 'image/bmp', extension: 'bmp', accepted: true },
  tiff: { label: 'TIFF image', mime: 'image/tiff', extension: 'tif', accepted: true },
  avif: { label: 'AVIF image', mime: 'image/avif', extension: 'avif', accepted: true },
  pdf: { label: 'PDF document', mime: 'application/pdf', extension: 'pdf', accepted: true },
  heic: { label: 'HEIC image', mime: 'image/heic', extension: 'heic', accepted: false, remedy: 'convert' },
  jxl: { label: 'JPEG XL image', mime: 'image/jxl', extension: 'jxl', accepted: false, remedy: 'convert' },
  jp2: { label: 'JPEG 2000 image', mime: 'image/jp2', extension: 'jp2', accepted: false, remedy: 'convert' },
  psd: {
    label: 'Photoshop image',
    mime: 'image/vnd.adobe.photoshop',
    extension: 'psd',
    accepted: false,
    remedy: 'convert',
  },
  ico: { label: 'Windows icon', mime: 'image/x-icon', extension: 'ico', accepted: false, remedy: 'convert' },
  pnm: { label: 'Netpbm image', mime: 'image/x-portable-anymap', extension: 'pnm', accepted: false, remedy: 'convert' },
  pcx: { label: 'PCX image', mime: 'image/x-pcx', extension: 'pcx', accepted: false, remedy: 'convert' },
  tga: { label: 'Targa image', mime: 'image/x-tga', extension: 'tga', accepted: false, remedy: 'convert' },
  svg: { label: 'SVG drawing', mime: 'image/svg+xml', extension: 'svg', accepted: false, remedy: 'convert' },
  djvu: { label: 'DjVu document', mime: 'image/vnd.djvu', extension: 'djvu', accepted: false, remedy: 'save-pages' },
  docx: {
    label: 'Word document',
    accepted: false,
    remedy: 'save-pages',
    extension: 'docx',
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  xlsx: {
    label: 'Excel workbook',
    accepted: false,
    remedy: 'save-pages',
    extension: 'xlsx',
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  pptx: {
    label: 'PowerPoint presentation',
    accepted: false,
    remedy: 'save-pages',
    extension: 'pptx',
    mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
  odf: {
    label: 'OpenDocument file',
    accepted: false,
    remedy: 'save-pages',
    extension: 'odt',
    mime: 'application/vnd.oasis.opendocument.text',
  },
  epub: { label: 'EPUB book', mime: 'application/epub+zip', extension: 'epub', accepted: false, remedy: 'save-pages' },
  ole: {
    label: 'older Office document',
    mime: 'application/x-ole-storage',
    extension: 'doc',
    accepted: false,
    remedy: 'save-pages',
  },
  rtf: { label: 'RTF document', mime: 'application/rtf', extension: 'rtf', accepted: false, remedy: 'save-pages' },
  html: { label: 'HTML page', mime: 'text/html', extension: 'html', accepted: false, remedy: 'save-pages' },
  postscript: {
    label: 'PostScript document',
    mime: 'application/postscript',
    extension: 'ps',
    accepted: false,
    remedy: 'save-pages',
  },
  xml: { label: 'XML file', mime: 'application/xml', extension: 'xml', accepted: false },
  text: { label: 'plain text file', mime: 'text/plain', extension: 'txt', accepted: false },
  zip: { label: 'ZIP archive', mime: 'application/zip', extension: 'zip', accepted: false },
  gzip: { label: 'gzip archive', mime: 'application/gzip', extension: 'gz', accepted: false },
  '7z': { label: '7-Zip archive', mime: 'application/x-7z-compressed', extension: '7z', accepted: false },
  rar: { label: 'RAR archive', mime: 'application/vnd.rar', extension: 'rar', accepted: false },
  mp4: { label: 'MP4 video', mime: 'video/mp4', extension: 'mp4', accepted: false },
  matroska: { label: 'WebM or Matroska video', mime: 'video/webm', extension: 'webm', accepted: false },
  mp3: { label: 'MP3 recording', mime: 'audio/mpeg', extension: 'mp3', accepted: false },
  wav: { label: 'WAV recording', mime: 'audio/wav', extension: 'wav', accepted: false },
  exe: { label: 'program', mime: 'application/x-msdownload', extension: 'exe', accepted: false },
} as const satisfies Record<string, MediaType>;

export type MediaTypeId = keyof typeof MEDIA_TYPES;
export interface SniffedType extends MediaType {
  id: MediaTypeId;
}

/** How many first bytes `sniff` looks at: enough for the entry names that tell a Word file from a ZIP. */
export const SNIFF_BYTES = 4096;

export const mediaType = (id: MediaTypeId): SniffedType => ({ id, ...MEDIA_TYPES[id] });

/** The types that an engine here reads, in the order in which people are told of them. */
export const ACCEPTED: readonly SniffedType[] = (Object.keys(MEDIA_TYPES) as MediaTypeId[])
  .map(mediaType)
  .filter((type) => type.accepted);

/** Tells the type from the first bytes of a file (any length; at most `SNIFF_BYTES` are read); null: none known. */
export function sniff(bytes: Uint8Array): SniffedType | null {
  const head = latin1(bytes.subarray(0, SNIFF_BYTES));
  const id = head === '' ? null : (binaryType(head) ?? textType(head));
  return id && mediaType(id);
}

/** The type a stored file carries as its MIME type; null: none of the table. */
export const typeByMime = (mime: string): SniffedType | null => {
  const id = (Object.keys(MEDIA_TYPES) as MediaTypeId[]).find((key) => MEDIA_TYPES[key].mime === mime);
  return id ? mediaType(id) : null;
};

/** The refusal of a file: what was seen, what is accepted, what to do. */
export function unsupportedType(seen: SniffedType | null): ApiError {
  const names = ACCEPTED.map(({ label }) => label.split(' ')[0]);
  const accepted = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  const what = seen ? `This is ${article(seen.label)} ${seen.label}` : 'This file is of no known type';
  return new ApiError('unsupported_type', `${what}; accepted are ${accepted} files.${advice(seen)}`, {
    seen: seen?.mime ?? null,
    accepted: ACCEPTED.map(({ mime }) => mime),
  });
}

function advice(seen: SniffedType | null): string {
  if (seen?.remedy === 'convert') return ' Convert it to PNG or JPEG first.';
  if (seen?.remedy !== 'save-pages') return '';
  return (MEDIA_TYPES.pdf.accepted as boolean) && seen.id !== 'pdf'
    ? ' Save it as a PDF first.'
    : ' Save its pages as PNG or JPEG images first.';
}

/** "an" before a vowel sound, and before capitals whose first letter's name begins with one ("an HTML page"). */
const article = (label: string) => (/^([AEIOaeio]|(H|M|S|X|RT)[A-Z])/.test(label) ? 'an' : 'a');

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

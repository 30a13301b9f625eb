/** The types of files that are known by name: those that are read, and those that are refused with what to do instead. */
import { ACCEPTED_TYPES, type AcceptedType, acceptedType, isAccepted, type MediaType } from './accepted-types.ts';
import { ApiError, type ErrorDetails } from './errors.ts';
import { sniffId } from './sniff.ts';

export { type MediaType, typeByMime } from './accepted-types.ts';
export { SNIFF_BYTES } from './sniff.ts';

const REFUSED_TYPES = {
  heic: { label: 'HEIC image', mime: 'image/heic', extension: 'heic', remedy: 'convert' },
  jxl: { label: 'JPEG XL image', mime: 'image/jxl', extension: 'jxl', remedy: 'convert' },
  jp2: { label: 'JPEG 2000 image', mime: 'image/jp2', extension: 'jp2', remedy: 'convert' },
  psd: {
    label: 'Photoshop image',
    mime: 'image/vnd.adobe.photoshop',
    extension: 'psd',
    remedy: 'convert',
  },
  ico: { label: 'Windows icon', mime: 'image/x-icon', extension: 'ico', remedy: 'convert' },
  pnm: { label: 'Netpbm image', mime: 'image/x-portable-anymap', extension: 'pnm', remedy: 'convert' },
  pcx: { label: 'PCX image', mime: 'image/x-pcx', extension: 'pcx', remedy: 'convert' },
  tga: { label: 'Targa image', mime: 'image/x-tga', extension: 'tga', remedy: 'convert' },
  svg: { label: 'SVG drawing', mime: 'image/svg+xml', extension: 'svg', remedy: 'convert' },
  djvu: { label: 'DjVu document', mime: 'image/vnd.djvu', extension: 'djvu', remedy: 'save-pages' },
  docx: {
    label: 'Word document',
    remedy: 'save-pages',
    extension: 'docx',
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  xlsx: {
    label: 'Excel workbook',
    remedy: 'save-pages',
    extension: 'xlsx',
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  pptx: {
    label: 'PowerPoint presentation',
    remedy: 'save-pages',
    extension: 'pptx',
    mime: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  },
  odf: {
    label: 'OpenDocument file',
    remedy: 'save-pages',
    extension: 'odt',
    mime: 'application/vnd.oasis.opendocument.text',
  },
  epub: { label: 'EPUB book', mime: 'application/epub+zip', extension: 'epub', remedy: 'save-pages' },
  ole: {
    label: 'older Office document',
    mime: 'application/x-ole-storage',
    extension: 'doc',
    remedy: 'save-pages',
  },
  rtf: { label: 'RTF document', mime: 'application/rtf', extension: 'rtf', remedy: 'save-pages' },
  html: { label: 'HTML page', mime: 'text/html', extension: 'html', remedy: 'save-pages' },
  postscript: {
    label: 'PostScript document',
    mime: 'application/postscript',
    extension: 'ps',
    remedy: 'save-pages',
  },
  xml: { label: 'XML file', mime: 'application/xml', extension: 'xml' },
  text: { label: 'plain text file', mime: 'text/plain', extension: 'txt' },
  zip: { label: 'ZIP archive', mime: 'application/zip', extension: 'zip' },
  gzip: { label: 'gzip archive', mime: 'application/gzip', extension: 'gz' },
  '7z': { label: '7-Zip archive', mime: 'application/x-7z-compressed', extension: '7z' },
  rar: { label: 'RAR archive', mime: 'application/vnd.rar', extension: 'rar' },
  mp4: { label: 'MP4 video', mime: 'video/mp4', extension: 'mp4' },
  matroska: { label: 'WebM or Matroska video', mime: 'video/webm', extension: 'webm' },
  mp3: { label: 'MP3 recording', mime: 'audio/mpeg', extension: 'mp3' },
  wav: { label: 'WAV recording', mime: 'audio/wav', extension: 'wav' },
  exe: { label: 'program', mime: 'application/x-msdownload', extension: 'exe' },
} as const satisfies Record<string, MediaType>;

// Pure to the bundler, as a spread is not: the service worker imports from here what is read, and sheds the rest.
export const MEDIA_TYPES = /* @__PURE__ */ Object.assign({}, ACCEPTED_TYPES, REFUSED_TYPES);

export type MediaTypeId = keyof typeof MEDIA_TYPES;
export interface SniffedType extends MediaType {
  id: MediaTypeId;
  /** Whether an engine here reads it. */
  accepted: boolean;
}

export const mediaType = (id: MediaTypeId): SniffedType => ({
  id,
  accepted: isAccepted(id),
  ...MEDIA_TYPES[id],
});

/** The types that an engine here reads, in the order in which people are told of them. */
export const ACCEPTED: readonly AcceptedType[] = /* @__PURE__ */ listAccepted();

function listAccepted(): AcceptedType[] {
  return Object.keys(ACCEPTED_TYPES).flatMap((id) => acceptedType(id) ?? []);
}

/** As `sniffId`, with what is known of the type. */
export function sniff(bytes: Uint8Array): SniffedType | null {
  const id = sniffId(bytes);
  return id && mediaType(id);
}

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
  return isAccepted('pdf') && seen.id !== 'pdf'
    ? ' Save it as a PDF first.'
    : ' Save its pages as PNG or JPEG images first.';
}

/** "an" before a vowel sound, and before capitals whose first letter's name begins with one ("an HTML page"). */
const article = (label: string) => (/^([AEIOaeio]|(H|M|S|X|RT)[A-Z])/.test(label) ? 'an' : 'a');

export type RefusedId = keyof typeof REFUSED_TYPES;
/** Of each type that is refused, and of a file of no known type. */
export type Refusals = Record<RefusedId | 'unknown', { message: string; details: ErrorDetails }>;

/** `unsupportedType` as data: the service worker reads it from a file instead of carrying the names. */
export function refusals(): Refusals {
  const types = [null, ...(Object.keys(REFUSED_TYPES) as RefusedId[]).map(mediaType)];
  return Object.fromEntries(
    types.map((type) => {
      const { message, details } = unsupportedType(type);
      return [type?.id ?? 'unknown', { message, details }];
    }),
  ) as Refusals;
}

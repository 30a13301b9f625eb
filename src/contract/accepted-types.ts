/** The types that an engine here reads. Apart from those that are known and refused, whose names the API seldom needs. */

export interface MediaType {
  /** For people, after "this is a": "PNG image". */
  label: string;
  mime: string;
  /** Without the dot. */
  extension: string;
  /** What to do with a file that is refused: convert the picture, or save the document in a page format. */
  remedy?: 'convert' | 'save-pages';
}

/** In the order in which people are told of them. What stands here is taken, what stands with the refused types is not. */
export const ACCEPTED_TYPES = {
  png: { label: 'PNG image', mime: 'image/png', extension: 'png' },
  jpeg: { label: 'JPEG image', mime: 'image/jpeg', extension: 'jpg' },
  webp: { label: 'WebP image', mime: 'image/webp', extension: 'webp' },
  gif: { label: 'GIF image', mime: 'image/gif', extension: 'gif' },
  bmp: { label: 'BMP image', mime: 'image/bmp', extension: 'bmp' },
  tiff: { label: 'TIFF image', mime: 'image/tiff', extension: 'tif' },
  avif: { label: 'AVIF image', mime: 'image/avif', extension: 'avif' },
  pdf: { label: 'PDF document', mime: 'application/pdf', extension: 'pdf' },
} as const satisfies Record<string, MediaType>;

export type AcceptedId = keyof typeof ACCEPTED_TYPES;
export interface AcceptedType extends MediaType {
  id: AcceptedId;
  accepted: true;
}

/** Of a type as `sniffId` tells it; null: none that is accepted. */
export const acceptedType = (id: string | null): AcceptedType | null =>
  id !== null && isAccepted(id) ? { id, accepted: true, ...ACCEPTED_TYPES[id] } : null;

/** The type a stored file carries as its MIME type; null: none that is accepted. */
export const typeByMime = (mime: string): AcceptedType | null =>
  acceptedType(Object.keys(ACCEPTED_TYPES).find((id) => acceptedType(id)?.mime === mime) ?? null);

export const isAccepted = (id: string): id is AcceptedId => Object.hasOwn(ACCEPTED_TYPES, id);

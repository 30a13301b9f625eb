/** Language packs of the npm packages or of a folder, as every reader of this bench takes them: one build for all. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const PACKAGES = join(import.meta.dirname, '../../../node_modules/@tesseract.js-data');
/** Of Debian's tesseract-ocr packages. */
export const DEBIAN_TESSDATA = '/usr/share/tesseract-ocr/5/tessdata';

const placesOf = (code: string, folder: string | undefined): string[] => [
  join(PACKAGES, code, '4.0.0_best_int', `${code}.traineddata.gz`),
  ...(folder ? [join(folder, `${code}.traineddata.gz`)] : []),
];

/** The gzipped pack; npm's before the folder's. */
export function packFile(code: string, folder?: string): string {
  const places = placesOf(code, folder);
  const found = places.find((path) => existsSync(path));
  if (!found) throw new Error(`no language pack ${code}: looked for ${places.join(' and ')}`);
  return found;
}

export const hasPack = (code: string, folder?: string): boolean =>
  placesOf(code, folder).some((path) => existsSync(path));

/** Unpacks it into a folder, as the native program wants it. */
export function unpack(code: string, folder: string | undefined, into: string): void {
  const path = join(into, `${code}.traineddata`);
  if (!existsSync(path)) writeFileSync(path, gunzipSync(readFileSync(packFile(code, folder))));
}

export const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const digests = new Map<string, string>();

/** SHA-256 of the unpacked pack. */
export function packDigest(code: string, folder?: string): string {
  const path = packFile(code, folder);
  const known = digests.get(path);
  if (known !== undefined) return known;
  const found = digest(gunzipSync(readFileSync(path)));
  digests.set(path, found);
  return found;
}

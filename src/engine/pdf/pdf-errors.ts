/** What pdf.js rejects with, as refusals that say what is wrong: a password, a cipher, a cut-off file, a broken one. */
import { ApiError } from '../../contract/errors.ts';

/** pdf.js's `PasswordResponses`. */
const INCORRECT_PASSWORD = 2;

export function openingError(error: unknown, bytes: Uint8Array, password: string | null): ApiError {
  const {
    name = '',
    message = String(error),
    code,
  } = (error ?? {}) as { name?: string; message?: string; code?: number };
  if (name === 'PasswordException') {
    return code === INCORRECT_PASSWORD || password
      ? new ApiError('wrong_password', 'The password does not open this PDF. Check it and send the file again.')
      : new ApiError('password_required', 'This PDF is protected. Send its password along with the file.');
  }
  if (/encryption (method|algorithm)|crypt filter/i.test(message)) {
    return new ApiError(
      'unreadable',
      `This PDF is encrypted in a way that is not supported (${handlerOf(bytes)}). Save an unprotected copy and send that.`,
    );
  }
  return new ApiError('unreadable', `This PDF is damaged: ${cause(message, bytes)}. Save or download it again.`);
}

/** The security handler that an encrypted file names, in words; ISO 32000-2, 7.6. */
function handlerOf(bytes: Uint8Array): string {
  const text = latin1(bytes);
  const number = text.match(/\/Encrypt\s+(\d+)\s+\d+\s+R/)?.[1];
  const inline = text.match(/\/Encrypt\s*(<<[\s\S]{0,2048})/)?.[1];
  const dictionary =
    inline ?? text.match(new RegExp(`\\b${number}\\s+\\d+\\s+obj\\b([\\s\\S]{0,2048}?)endobj`))?.[1] ?? '';
  const name = dictionary.match(/\/Filter\s*\/([\w.-]+)/)?.[1];
  if (name === 'Standard') return 'by a password, with a cipher of unknown kind';
  return `a certificate or a rights service${name ? `, “${name}”` : ''}, not a password`;
}

export const noPages = (): ApiError => new ApiError('unreadable', 'This PDF holds no pages. Send one that does.');

export const noPageReadable = (): ApiError =>
  new ApiError('unreadable', 'This PDF is damaged: none of its pages can be opened. Save or download it again.');

export const pageError = (page: number): ApiError =>
  new ApiError('unreadable', `Page ${page} of this PDF is damaged and could not be read.`);

function cause(message: string, bytes: Uint8Array): string {
  const tail = latin1(bytes.subarray(-1024));
  if (/call stack|recursion|too deep/i.test(message)) return 'its objects are nested too deeply';
  if (!latin1(bytes).includes('endobj')) return 'it holds no PDF objects';
  if (/root|catalog/i.test(message)) return 'its table of contents (the catalogue object) is missing';
  if (!tail.includes('%%EOF')) return 'its end is missing, it may be cut off';
  return 'its structure cannot be made out';
}

/** Of the first and the last stretch; files may be large. */
function latin1(bytes: Uint8Array): string {
  const stretch = 1 << 20;
  const decoder = new TextDecoder('latin1');
  const head = decoder.decode(bytes.subarray(0, stretch));
  return bytes.length > stretch ? head + decoder.decode(bytes.subarray(-stretch)) : head;
}

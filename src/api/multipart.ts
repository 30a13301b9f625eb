/**
 * The upload form. Not `request.formData()`: WebKit's turns a file with a non-Latin name into a string and accepts
 * malformed bodies, and none of them stops at a limit.
 */
import {
  MaxFileSizeExceededError,
  MaxTotalSizeExceededError,
  MultipartParseError,
  MultipartParser,
  type MultipartPart,
} from '@remix-run/multipart-parser';
import { ApiError } from '../contract/errors.ts';
import { LIMITS } from '../contract/limits.ts';
import { cleanName } from '../document/file-names.ts';

export interface Upload {
  /** Text fields; of a field that comes twice the last counts. */
  fields: Map<string, string>;
  file: { name: string; bytes: Uint8Array };
}

const MAX_PARTS = 100;

/**
 * Reads a multipart/form-data body with one part `file`. Throws ApiError `bad_multipart`, `no_file`, `empty_file`,
 * `bad_field` (two files) or `file_too_large` with the size that was sent.
 */
export async function readUpload(request: Request): Promise<Upload> {
  const parts = await readParts(request);
  const files = parts.filter((part) => decode(() => part.isFile) && part.name === 'file');
  const file = files[0];
  if (!file) {
    throw new ApiError(
      'no_file',
      'The form has no file. Send it as the multipart field "file", ' + 'for example: curl -F "file=@scan.png".',
    );
  }
  if (files.length > 1) {
    throw new ApiError('bad_field', `The form has ${files.length} files. Send one file a request.`);
  }
  if (file.size === 0) throw new ApiError('empty_file', 'The file is empty (0 bytes). Choose another one.');
  const fields = new Map<string, string>();
  for (const part of parts) {
    if (!part.isFile && part.name !== undefined) fields.set(part.name, decode(() => part.text).trim());
  }
  return { fields, file: { name: cleanName(unescaped(decode(() => fileNameOf(file)))), bytes: file.bytes } };
}

async function readParts(request: Request): Promise<MultipartPart[]> {
  const type = request.headers.get('Content-Type') ?? '';
  const boundary = /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
  if (!boundary) {
    throw new ApiError(
      'bad_multipart',
      'Send the form as multipart/form-data with its boundary; ' +
        `this request came as "${type || 'no content type'}".`,
    );
  }
  const parser = new MultipartParser(boundary[1] ?? boundary[2] ?? '', {
    maxFileSize: LIMITS.fileBytes,
    maxTotalSize: LIMITS.fileBytes + 1024 * 1024,
    maxParts: MAX_PARTS,
  });
  const parts: MultipartPart[] = [];
  let received = 0;
  let tooLarge = false;
  try {
    for await (const chunk of chunksOf(request)) {
      received += chunk.length;
      // Over the limit nothing is kept any more; the rest is only counted, so that the error can say how much it was.
      if (tooLarge) continue;
      try {
        for (const part of parser.write(chunk)) parts.push(part);
      } catch (error) {
        // What comes after the last boundary is no part of the form, if only the line end; the parser throws at it.
        if (isFinished(parser)) continue;
        if (!(error instanceof MaxFileSizeExceededError || error instanceof MaxTotalSizeExceededError)) throw error;
        tooLarge = true;
        parts.length = 0;
      }
    }
    if (!tooLarge) parser.finish();
  } catch (error) {
    if (!(error instanceof MultipartParseError || error instanceof TypeError)) throw error;
    throw new ApiError(
      'bad_multipart',
      'The form could not be read: it is cut off or its boundary does not match. ' +
        'Send it again with a library that builds multipart/form-data.',
    );
  }
  if (tooLarge) {
    throw new ApiError(
      'file_too_large',
      `The upload has ${megabytes(received)} MB; at most ` +
        `${megabytes(LIMITS.fileBytes)} MB are taken. Split the file or lower its resolution.`,
      { limit: LIMITS.fileBytes, actual: received },
    );
  }
  return parts;
}

function isFinished(parser: MultipartParser): boolean {
  try {
    parser.finish();
    return true;
  } catch {
    return false;
  }
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  // Firefox has no request.body.
  if (!request.body) {
    yield new Uint8Array(await request.arrayBuffer());
    return;
  }
  const reader = request.body.getReader();
  for (let step = await reader.read(); !step.done; step = await reader.read()) yield step.value;
}

function decode<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new ApiError('bad_multipart', 'A field or file name of the form is not UTF-8. Send it as UTF-8.');
  }
}

/** As it was sent: the parser drops the backslashes that browsers leave unescaped, as of a Windows path. */
function fileNameOf(part: MultipartPart): string | undefined {
  const quoted = /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(part.headers['content-disposition'] ?? '')?.[1];
  return quoted?.replace(/\\(["\\])/g, '$1') ?? part.filename;
}

/** With what browsers escape in names (`"`, CR, LF) undone. */
const unescaped = (name: string | undefined): string => (name ?? '').replace(/%22/g, '"').replace(/%0[ad]/gi, '');

const megabytes = (bytes: number): string => (bytes / (1024 * 1024)).toFixed(1).replace(/\.0$/, '');

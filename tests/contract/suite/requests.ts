/** Requests as the tests make them, and the answers as they come back. */
import { readFileSync } from 'node:fs';
import { grayPng } from '../../fixtures/png.ts';

export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  bytes: Uint8Array;
}

export interface Init {
  headers?: Record<string, string>;
  body?: Uint8Array;
}

export interface Target {
  /** `path` is below /api/v1/, or begins with `/` below the app's address. */
  call(method: string, path: string, init?: Init): Promise<Answer>;
  /** The account's; a test that rotates it puts the new one here. */
  token: string;
  /** A picture that takes the engine a moment. */
  slow: Uint8Array;
}

export interface Part {
  /** Null leaves it out. */
  name: string | null;
  value: string | Uint8Array;
  /** Written as it is, so that a test can escape it as a browser would; a part with a file name is a file. */
  filename?: string;
  type?: string;
}

/** A page of text, and one that is read fast since nothing is on it. */
export const phototest = new Uint8Array(readFileSync(new URL('../../fixtures/phototest.tif', import.meta.url)));
export const blank = grayPng(64, 32, () => 255);

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (answer: Answer): string => new TextDecoder().decode(answer.bytes);
export const jsonOf = (answer: Answer) => JSON.parse(textOf(answer));

/** A multipart/form-data body. */
export function form(parts: Part[], boundary = 'contract-suite-boundary'): Required<Init> {
  const chunks = parts.flatMap(({ name, value, filename, type }) => {
    const named = name === null ? '' : `; name="${name}"`;
    const file = filename === undefined ? '' : `; filename="${filename}"`;
    const typed = type ?? (filename === undefined ? undefined : 'application/octet-stream');
    const head = `Content-Disposition: form-data${named}${file}${typed ? `\r\nContent-Type: ${typed}` : ''}`;
    return [
      encode(`--${boundary}\r\n${head}\r\n\r\n`),
      typeof value === 'string' ? encode(value) : value,
      encode('\r\n'),
    ];
  });
  const body = Buffer.concat([...chunks, encode(`--${boundary}--\r\n`)]);
  return { headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` }, body };
}

export const upload = (bytes: Uint8Array, fields: Record<string, string> = {}, filename = 'page.tif') =>
  form([{ name: 'file', value: bytes, filename }, ...Object.entries(fields).map(([name, value]) => ({ name, value }))]);

export const jsonBody = (value: unknown): Required<Init> => ({
  headers: { 'Content-Type': 'application/json' },
  body: encode(JSON.stringify(value)),
});

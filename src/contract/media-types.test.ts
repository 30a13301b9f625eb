import { describe, expect, it } from 'vitest';
import { ACCEPTED, type MediaTypeId, mediaType, refusals, sniff, typeByMime, unsupportedType } from './media-types.ts';

const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const zip = (...names: string[]) => names.map((name) => `PK\x03\x04\x14\0\0\0\0\0${name}`).join('data');

const SAMPLES: [head: string, id: MediaTypeId | null][] = [
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'png'],
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'jpeg'],
  ['RIFF\x10\0\0\0WEBPVP8L', 'webp'],
  ['RIFF\x10\0\0\0WAVEfmt ', 'wav'],
  ['RIFF\x10\0\0\0AVI LIST', null],
  ['GIF89a\x01\0\x01\0', 'gif'],
  ['GIF87a\x01\0\x01\0', 'gif'],
  ['BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01', 'bmp'],
  ['BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x0c\0\0\0\x01', 'bmp'],
  ['BMW drivers: a report on the year', 'text'],
  ['II*\0\x08\0\0\0', 'tiff'],
  ['MM\0*\0\0\0\x08', 'tiff'],
  ['II+\0\x08\0\0\0', 'tiff'],
  ['MM\0+\0\x08\0\0', 'tiff'],
  ['%PDF-1.7\n%\xe2\xe3', 'pdf'],
  [`${'\0'.repeat(1000)}%PDF-1.4`, 'pdf'],
  [`${'\0'.repeat(1020)}%PDF-1.4`, null],
  ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'heic'],
  ['\0\0\0\x1cftypmif1\0\0\0\0mif1avif', 'avif'],
  ['\0\0\0\x18ftypisom\0\0\0\0isommp41', 'mp4'],
  ['\xff\x0a\xfa\x1f', 'jxl'],
  ['\0\0\0\x0cJXL \r\n\x87\n', 'jxl'],
  ['\0\0\0\x0cjP  \r\n\x87\n', 'jp2'],
  ['\xff\x4f\xff\x51\0\x2f', 'jp2'],
  ['8BPS\0\x01', 'psd'],
  ['\0\0\x01\0\x01\0\x20\x20', 'ico'],
  ['P5\n640 480\n255\n', 'pnm'],
  ['P4 # made by hand\n8 8\n', 'pnm'],
  ['P5 is a format', 'text'],
  ['\x0a\x05\x01\x08', 'pcx'],
  ['\0\0\x02\0\0\0\0\0\0\0\0\0\x80\x02\xe0\x01\x18\0pixels', 'tga'],
  ['\0\x01\x09\0\0\0\x01\x18\0\0\0\0\x80\x02\xe0\x01\x08\x20map', 'tga'],
  ['\0\0\x02\0\0\0\0\0\0\0\0\0\0\0\xe0\x01\x18\0no width', null],
  [zip('hello.txt'), 'zip'],
  [zip('[Content_Types].xml', 'word/document.xml'), 'docx'],
  [zip('[Content_Types].xml', 'xl/workbook.xml'), 'xlsx'],
  [zip('mimetypeapplication/epub+zip'), 'epub'],
  [zip('mimetypeapplication/vnd.oasis.opendocument.text'), 'odf'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'ole'],
  ['{\\rtf1\\ansi', 'rtf'],
  ['\xef\xbb\xbf\n<!DOCTYPE html><html>', 'html'],
  ['<?xml version="1.0"?><svg xmlns="…">', 'svg'],
  ['<svg viewBox="0 0 1 1">', 'svg'],
  ['<?xml version="1.0"?><note/>', 'xml'],
  ['Dear Sir, the total is 42.\r\n', 'text'],
  ['\xff\xfeH\0i\0', 'text'],
  ['MZ\x90\0\x03\0', 'exe'],
  ['\x7fELF\x02\x01', 'exe'],
  ['\x1f\x8b\x08', 'gzip'],
  ['\x01\x02\x03\x04', null],
  ['', null],
];

describe('sniff', () => {
  it.each(SAMPLES)('%j → %s', (head, id) => {
    expect(sniff(bytes(head))?.id ?? null).toBe(id);
  });

  it('looks no further than the first 4 kB', () => {
    expect(sniff(bytes(`${'a'.repeat(4096)}\0`))?.id).toBe('text');
  });

  it('accepts what the documentation names, as far as there is an engine', () => {
    expect(ACCEPTED.map(({ id }) => id)).toEqual([
      'png',
      'jpeg',
      'webp',
      'gif',
      'bmp',
      'tiff',
      'avif',
      ...(mediaType('pdf').accepted ? ['pdf'] : []),
    ]);
  });
});

describe('unsupportedType', () => {
  it('names what was seen, what is accepted and the remedy', () => {
    const message = unsupportedType(sniff(bytes('\0\0\0\x18ftypheic\0\0\0\0mif1heic'))).message;
    expect(message).toContain('an HEIC image');
    for (const { label } of ACCEPTED) expect(message).toContain(label.split(' ')[0]);
    expect(message).toContain('Convert it to PNG or JPEG');
  });

  it('says of a document how to make pages of it', () => {
    expect(unsupportedType(sniff(bytes('{\\rtf1'))).message).toMatch(/an RTF document; .*Save /);
  });

  it('gives no remedy where there is none, and owns up to an unknown type', () => {
    expect(unsupportedType(sniff(bytes('just words'))).message).toMatch(/^This is a plain text file; .* files\.$/);
    expect(unsupportedType(null).message).toMatch(/^This file is of no known type; /);
  });

  it('is a 400 that lists the accepted MIME types', () => {
    expect(unsupportedType(null)).toMatchObject({
      code: 'unsupported_type',
      status: 400,
      details: { seen: null, accepted: ACCEPTED.map(({ mime }) => mime) },
    });
  });
});

describe('refusals', () => {
  it('has every type that is told and not accepted, with the words of its refusal', () => {
    const told = refusals();
    for (const [head] of SAMPLES) {
      const type = sniff(bytes(head));
      if (type?.accepted) expect(told).not.toHaveProperty(type.id);
      else expect(told).toHaveProperty([type?.id ?? 'unknown', 'message'], unsupportedType(type).message);
    }
  });
});

describe('typeByMime', () => {
  it('finds the type that a stored file carries', () => {
    expect(typeByMime('image/tiff')).toMatchObject({ id: 'tiff', accepted: true });
    expect(typeByMime('image/none')).toBeNull();
  });
});

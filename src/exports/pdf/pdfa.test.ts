/** PDF/A-2b, rule by rule: the clauses of ISO 19005-2 that a file of pictures and invisible text can break. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFNumber,
  PDFRawStream,
} from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { grayPng } from '../../../tests/fixtures/png.ts';
import type { ExportDocument, ExportPage } from '../document.ts';
import { pageOf, samplePage } from '../test-documents.ts';
import { documentPdf } from './index.ts';
import { srgbProfile } from './srgb-profile.ts';

const document = (pages: ExportPage[]): ExportDocument => ({ title: 'Old & new', language: 'fas+eng', pages });
const picture = async () => ({ bytes: grayPng(248, 351, (x) => x & 255), type: 'image/png' });
const archived = () =>
  documentPdf(document([{ ...samplePage('fas'), picture }, samplePage('emoji', { index: 1 })]), { pdfa: true });
const dictionaries = (pdf: PDFDocument): PDFDict[] =>
  pdf.context
    .enumerateIndirectObjects()
    .flatMap(([, object]) =>
      object instanceof PDFDict ? [object] : object instanceof PDFRawStream ? [object.dict] : [],
    );
const named = (dict: PDFDict, key: string) => dict.lookup(PDFName.of(key));
const textOf = (stream: unknown) =>
  stream instanceof PDFRawStream ? new TextDecoder().decode(decodePDFRawStream(stream).decode()) : '';

test('the file: header, identity, no encryption (6.1.2, 6.1.3)', async () => {
  const bytes = await archived();
  expect(Buffer.from(bytes.subarray(0, 9)).toString('latin1')).toMatch(/^%PDF-1\.[0-7]\n$/);
  expect([...bytes.subarray(9, 14)].map((byte, i) => (i === 0 ? byte === 0x25 : byte > 127))).toEqual(
    Array(5).fill(true),
  );
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  expect(pdf.context.trailerInfo.ID).toBeInstanceOf(PDFArray);
  expect(pdf.context.trailerInfo.Encrypt).toBeUndefined();
});

test('says in XMP what it is, and the same as the Info dictionary (6.6.2, 6.6.4)', async () => {
  const pdf = await PDFDocument.load(await archived(), { updateMetadata: false });
  const stream = named(pdf.catalog, 'Metadata') as PDFRawStream;
  expect(stream.dict.get(PDFName.of('Filter'))).toBeUndefined();
  const xmp = textOf(stream);
  expect(xmp).toMatch(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>B</);
  expect(xmp).not.toMatch(/<\?xpacket begin[^>]*(bytes|encoding)=/);
  expect(xmp).toContain('<rdf:li xml:lang="x-default">Old &amp; new</rdf:li>');
  expect(pdf.getTitle()).toBe('Old & new');
  const date = /<xmp:CreateDate>(.*?)</.exec(xmp)?.[1] ?? '';
  expect(pdf.getCreationDate()?.toISOString()).toBe(new Date(date).toISOString());
});

test('colours have a profile, which is one (6.2.3, 6.2.4)', async () => {
  const pdf = await PDFDocument.load(await archived(), { updateMetadata: false });
  const intents = named(pdf.catalog, 'OutputIntents') as PDFArray;
  const intent = intents.lookup(0, PDFDict);
  expect(String(named(intent, 'S'))).toBe('/GTS_PDFA1');
  const profile = named(intent, 'DestOutputProfile') as PDFRawStream;
  expect((named(profile.dict, 'N') as PDFNumber).asNumber()).toBe(3);
  const icc = decodePDFRawStream(profile).decode();
  expect(icc).toEqual(srgbProfile());
  const view = new DataView(icc.buffer, icc.byteOffset, icc.byteLength);
  const letters = (at: number) => String.fromCharCode(...icc.subarray(at, at + 4));
  expect(view.getUint32(0)).toBe(icc.length);
  expect([12, 16, 20, 36].map(letters)).toEqual(['mntr', 'RGB ', 'XYZ ', 'acsp']);
  for (let i = 0; i < view.getUint32(128); i++) {
    const [offset, length] = [view.getUint32(136 + i * 12), view.getUint32(140 + i * 12)];
    expect(offset % 4).toBe(0);
    expect(offset + length).toBeLessThanOrEqual(icc.length);
  }
  // The three colours together are the white of the profile.
  const colourants = Array.from({ length: view.getUint32(128) }, (_, i) => 132 + i * 12).filter((at) =>
    /^[rgb]XYZ$/.test(letters(at)),
  );
  const sum = [0, 1, 2].map((axis) =>
    colourants.reduce((total, at) => total + view.getInt32(view.getUint32(at + 4) + 8 + axis * 4) / 65_536, 0),
  );
  [0.9642, 1, 0.8249].forEach((value, axis) => void expect(sum[axis]).toBeCloseTo(value, 3));
  const images = dictionaries(pdf).filter((dict) => String(named(dict, 'Subtype')) === '/Image');
  expect(images).toHaveLength(1);
  for (const image of images) expect(String(named(image, 'ColorSpace'))).toMatch(/^\/Device(Gray|RGB)$/);
});

test('nothing is transparent, interpolated, compressed by LZW, or outside the file (6.1.7, 6.2.8 to 6.2.10)', async () => {
  const pdf = await PDFDocument.load(await archived(), { updateMetadata: false });
  for (const dict of dictionaries(pdf)) {
    for (const key of ['SMask', 'Interpolate', 'Alternates', 'OPI', 'F', 'FFilter', 'TR', 'Group', 'AA', 'JavaScript'])
      expect(named(dict, key), key).toBeUndefined();
    expect(String(named(dict, 'Filter'))).not.toMatch(/LZW|Crypt/);
  }
});

test('fonts are embedded, and no code shows .notdef, though nothing is seen (6.2.11)', async () => {
  const pdf = await PDFDocument.load(await archived(), { updateMetadata: false });
  const fonts = dictionaries(pdf).filter((dict) => String(named(dict, 'Subtype')) === '/CIDFontType2');
  expect(fonts.length).toBeGreaterThan(0);
  for (const font of fonts) {
    expect(named(named(font, 'FontDescriptor') as PDFDict, 'FontFile2')).toBeInstanceOf(PDFRawStream);
    const glyphs = decodePDFRawStream(named(font, 'CIDToGIDMap') as PDFRawStream).decode();
    expect(glyphs.length).toBe(0x20000);
    expect(glyphs.every((byte, i) => byte === (i & 1))).toBe(true);
  }
  for (const page of pdf.getPages()) {
    const contents = page.node.Contents() as PDFArray;
    const content = Array.from({ length: contents.size() }, (_, i) => textOf(contents.lookup(i))).join('\n');
    for (const [, mode] of content.matchAll(/(\d) Tr\b/g)) expect(mode).toBe('3');
  }
});

test('qpdf finds nothing wrong', async ({ skip }) => {
  if (spawnSync('qpdf', ['--version']).error) skip();
  const folder = mkdtempSync(join(tmpdir(), 'pdfa-'));
  writeFileSync(join(folder, 'a.pdf'), await archived());
  const { status, stdout } = spawnSync('qpdf', ['--check', join(folder, 'a.pdf')], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  expect(stdout).toContain('No syntax or stream encoding errors');
  expect(status).toBe(0);
});

test('a PDF that came in is archived only where it was before', async () => {
  const pdf = await PDFDocument.create();
  pdf.addPage([595, 842]);
  const doc = document([pageOf([])]);
  const plain = { bytes: await pdf.save(), type: 'application/pdf' };
  await expect(documentPdf(doc, { pdfa: true, original: plain })).rejects.toMatchObject({
    code: 'bad_field',
    details: { field: 'pdfa' },
    message: expect.stringContaining('not PDF/A-2'),
  });
  const again = { bytes: await archived(), type: 'application/pdf' };
  const pages = [samplePage('eng'), samplePage('deu', { index: 1 })];
  const kept = await PDFDocument.load(await documentPdf(document(pages), { pdfa: true, original: again }), {
    updateMetadata: false,
  });
  expect(textOf(named(kept.catalog, 'Metadata'))).toContain('<pdfaid:part>2<');
  expect(named(kept.catalog, 'OutputIntents')).toBeInstanceOf(PDFArray);
  expect(kept.context.trailerInfo.ID).toBeInstanceOf(PDFArray);
});

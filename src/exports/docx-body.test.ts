/** What is put together page by page against what the library writes at once. */
import * as docx from 'docx';
import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { docxBody, packDocx } from './docx-body.ts';

const { Document, ImageRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } = docx;

const item = (text: string, reference: string) =>
  new Paragraph({ numbering: { reference, level: 0 }, children: [new TextRun(text)] });
const picture = (byte: number) =>
  new Paragraph({
    children: [
      new ImageRun({
        type: 'png',
        data: Uint8Array.of(137, 80, 78, 71, byte),
        transformation: { width: 9, height: 9 },
        altText: { id: String(byte), name: 'Figure', description: '"<a>" & \'b\'' },
      }),
    ],
  });
const table = () =>
  new Table({ rows: [new TableRow({ children: [new TableCell({ children: [new Paragraph('in a cell')] })] })] });

/** Sections of pages of children. */
const SECTIONS = () => [
  [
    [new Paragraph('a <b> & "c" \'d\' \u0001'), item('one', 'x'), item('two', 'x'), new Paragraph({})],
    [picture(1), table(), item('alpha', 'y'), new Paragraph({ bullet: { level: 0 }, text: 'tea' }), picture(2)],
    [picture(1), item('three', 'x'), new Paragraph({ bullet: { level: 0 }, text: 'milk' }), item('beta', 'y')],
  ],
  [[new Paragraph('second')], [table()]],
  [[new Paragraph({ pageBreakBefore: true, bidirectional: true, text: 'سلام' }), item('gamma', 'y')]],
];

const numbering = {
  config: ['x', 'y'].map((reference) => ({
    reference,
    levels: [{ level: 0, start: 3, format: docx.LevelFormat.DECIMAL, text: '%1.' }],
  })),
};

const PARTS = ['word/document.xml', 'word/numbering.xml', 'word/_rels/document.xml.rels', '[Content_Types].xml'];

async function partsOf(file: Uint8Array | ArrayBuffer): Promise<(string | undefined)[]> {
  const zip = await JSZip.loadAsync(file);
  return Promise.all([...PARTS.map((path) => zip.file(path)?.async('string')), Object.keys(zip.files).join()]);
}

async function inPages(sections: docx.ISectionOptions['children'][][]): Promise<Uint8Array> {
  const body = docxBody(docx);
  const ended = sections.map((pages) => {
    for (const page of pages) body.add(page as docx.Paragraph[]);
    return { children: body.endSection() };
  });
  return packDocx(docx, new Document({ numbering, sections: ended }), body);
}

test('the file is that of the library, byte for byte', async () => {
  const whole = new Document({ numbering, sections: SECTIONS().map((pages) => ({ children: pages.flat() })) });
  expect(await partsOf(await inPages(SECTIONS()))).toEqual(await partsOf(await Packer.toArrayBuffer(whole)));
});

test('most of it never goes through the library', () => {
  const body = docxBody(docx);
  body.add(Array.from({ length: 99 }, (_, i) => new Paragraph(String(i))));
  body.add(Array.from({ length: 99 }, () => item('again', 'x')));
  // A mark, the first item, a mark, the section's last one.
  expect(body.endSection()).toHaveLength(4);
  expect(body.endSection()).toEqual([]);
});

test('a text that looks like the name of a list stays what it is', async () => {
  const [xml] = await partsOf(
    await inPages([[[item('one', 'x'), new Paragraph('{x-0} <pages/>'), new Paragraph('')]]]),
  );
  expect(xml).toContain('{x-0} &lt;pages/&gt;');
});

/** Markdown, HTML, hOCR, ALTO and CSV as parsers of their own read them. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { ExportDocument, ExportPage } from '../../src/exports/document.ts';
import { type ExportFormat, exportDocument } from '../../src/exports/index.ts';
import { linesOf } from '../../src/exports/lines.ts';
import { SAMPLES, samplePage } from '../../src/exports/test-documents.ts';
import { structured, TONGUES } from './documents.ts';
import { elements, htmlParts, textOf } from './html-parts.ts';
import { markdownParts, parseMarkdown, strongTexts } from './markdown-parts.ts';
import { areInstalled, run, workFolder } from './readers.ts';
import { all, parseXml, type ReadWord, readAlto, readHocr } from './xml.ts';

const hasXmllint = areInstalled('XML read by xmllint', 'xmllint');
const hasHocrReader = areInstalled('hOCR read by hocr2pdf', 'hocr2pdf', 'pdftotext');
const folder = workFolder();

const file = async (doc: ExportDocument, format: ExportFormat): Promise<string> =>
  new TextDecoder('utf-8', { fatal: true }).decode(await exportDocument(doc, format));

describe.each(TONGUES)('%s', (tongue) => {
  const { doc, parts, bold } = structured(tongue);

  test('Markdown has the structure of the document', async () => {
    const markdown = await file(doc, 'md');
    expect(markdownParts(markdown)).toEqual(parts);
    if (bold !== '') expect(strongTexts(parseMarkdown(markdown))).toEqual([bold]);
  });

  test('HTML has the structure of the document', async () => {
    const html = await file(doc, 'html');
    expect(htmlParts(html)).toEqual(parts);
    expect(elements(html, 'section')).toHaveLength(3);
    if (bold !== '') expect(elements(html, 'strong').map(textOf)).toEqual([bold]);
    expect(elements(html, 'blockquote')).toHaveLength(1);
  });

  test('CSV has the tables, row by row', async () => {
    const rows: string[][] = parseCsv(await file(doc, 'csv'), {
      recordDelimiter: '\r\n',
      relaxColumnCount: true,
      skipEmptyLines: true,
    });
    const tables = parts.flatMap((part) => ('table' in part ? [part.table] : []));
    expect(rows).toHaveLength(tables.flat().length);
    const cells = rows.flat().filter((text) => text !== '');
    expect(cells).toEqual(tables.flat(2).map(({ text }) => text));
  });

  test('hOCR and ALTO have every word of the pages', async () => {
    const words = doc.pages.map(wordsOf);
    for (const { pages, faults } of [readHocr(await file(doc, 'hocr')), readAlto(await file(doc, 'alto'))]) {
      expect(faults).toEqual([]);
      expect(pages.map((page) => page.map(({ text }) => text))).toEqual(
        words.map((page) => page.map(({ text }) => text)),
      );
    }
  });
});

const wordsOf = (page: ExportPage): ReadWord[] =>
  page.blocks
    .flatMap(linesOf)
    .flatMap((line) => line.words.map(({ text, bbox, confidence }) => ({ text, bbox, confidence })));

test.each(Object.keys(SAMPLES))('%s: hOCR and ALTO place every word, with its confidence', async (code) => {
  const page = samplePage(code);
  const doc = { title: `"${code}"; <&'>`, language: code, pages: [page] };
  expect(readHocr(await file(doc, 'hocr'))).toEqual({ pages: [wordsOf(page)], faults: [] });
  expect(readAlto(await file(doc, 'alto'))).toEqual({ pages: [wordsOf(page)], faults: [] });
});

test('the readers of hOCR and ALTO see what is wrong', async () => {
  const doc = { title: 'x', language: 'eng', pages: [samplePage('eng')] };
  const hocr = await file(doc, 'hocr');
  expect(readHocr(hocr.replace('x_wconf 90', 'x_wconf 190')).faults).toEqual(['ocrx_word: x_wconf 190']);
  expect(readHocr(hocr.replace('word_1_1_1_2', 'word_1_1_1_1')).faults).toEqual(['id word_1_1_1_1']);
  expect(() => readHocr(hocr.replace('</span>', ''))).toThrow();
  const alto = await file(doc, 'alto');
  expect(readAlto(alto.replace('WC="0.9"', 'WC="90"')).faults).toEqual(['String: WC="90"']);
  expect(readAlto(alto.replace('TAGREFS="tag-paragraph"', 'TAGREFS="tag"')).faults).toEqual(['no tag tag']);
  expect(() => parseXml(alto.replace('CONTENT="The"', 'CONTENT="<"'))).toThrow();
});

test.skipIf(!hasXmllint)('libxml2 counts the same words', async () => {
  const doc = structured('en').doc;
  const [hocr, alto] = [folder.save('a.hocr', await file(doc, 'hocr')), folder.save('a.xml', await file(doc, 'alto'))];
  const count = doc.pages.flatMap(wordsOf).length;
  const counted = (path: string, xpath: string) =>
    Number(run('xmllint', '--nonet', '--xpath', `count(${xpath})`, path));
  expect(counted(hocr, "//*[@class='ocrx_word']")).toBe(count);
  expect(counted(alto, "//*[local-name()='String']")).toBe(count);
  expect(all(parseXml(await file(doc, 'alto')), 'String')).toHaveLength(count);
});

// One page, and no signs beyond Latin-1: it drops curly quotes, and of the euro it takes the lower byte.
test.skipIf(!hasHocrReader).each(['eng', 'deu', 'fra'])(
  '%s: hocr2pdf reads every word where it stands',
  async (code) => {
    const page = samplePage(code);
    const dpi = 100;
    const paper = folder.save(
      `${code}.pgm`,
      `P5 ${page.width} ${page.height} 255\n${'~'.repeat(page.width * page.height)}`,
    );
    const path = join(folder.path, `${code}.pdf`);
    execFileSync('hocr2pdf', ['--no-image', '-i', paper, '-r', `${dpi}`, '-o', path], {
      input: await file({ title: '', language: code, pages: [page] }, 'hocr'),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const words = [...run('pdftotext', '-bbox', path, '-').matchAll(/<word xMin="([\d.]+)".*>(.*)<\/word>/g)];
    const read = words.map(([, x, text]) => `${text} ${Math.round((Number(x) * dpi) / 72)}`);
    const ours = wordsOf(page).map(({ text, bbox }) => `${text.replace(/[“”’]/g, '').replace('€', '¬')} ${bbox[0]}`);
    expect(read.toSorted()).toEqual(ours.toSorted());
  },
);

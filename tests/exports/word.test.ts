/** Our Word files as LibreOffice and mammoth read them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mammoth from 'mammoth';
import { beforeAll, describe, expect, test } from 'vitest';
import { exportDocument } from '../../src/exports/index.ts';
import { SAMPLES, samplePage } from '../../src/exports/test-documents.ts';
import { type Part, structured, TONGUES, wordsOf } from './documents.ts';
import { elements, htmlParts, textOf } from './html-parts.ts';
import { areInstalled, run, unitsOf, workFolder } from './readers.ts';

const ready = areInstalled('Word files read by LibreOffice', 'soffice', 'pdftotext');
const folder = workFolder();
const CODES = Object.keys(SAMPLES);

beforeAll(async () => {
  for (const tongue of TONGUES) {
    folder.save(`${tongue}.docx`, await exportDocument(structured(tongue).doc, 'docx'));
  }
  for (const code of CODES) {
    const doc = { title: code, language: code, pages: [samplePage(code)] };
    folder.save(`sample-${code}.docx`, await exportDocument(doc, 'docx'));
  }
  if (!ready) return;
  const files = readdirSync(folder.path).filter((name) => name.endsWith('.docx'));
  const paths = files.map((name) => join(folder.path, name));
  // A profile of its own: LibreOffice hands its work to one that runs already.
  const profile = `-env:UserInstallation=file://${join(folder.path, 'profile')}`;
  for (const format of ['txt:Text (encoded):UTF8', 'fodt', 'pdf']) {
    run('soffice', profile, '--headless', '--convert-to', format, '--outdir', folder.path, ...paths);
  }
});

const read = (name: string): string => readFileSync(join(folder.path, name), 'utf8');

/** LibreOffice writes the markers of bullet lists, for which every level has another. */
const withoutMarkers = (text: string): string[] =>
  unitsOf(text).filter((word) => !/^[\u2022\u25cb\u25a0\u25cf\u25e6\u25aa\uf000-\uf0ff]$/u.test(word));

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

describe.skipIf(!ready)('a Word file in LibreOffice', () => {
  test.each(TONGUES)('%s: says the same in the same order', (tongue) => {
    const { parts } = structured(tongue);
    const numbered = parts.map(
      (part): Part =>
        'list' in part && part.list === 'number'
          ? { ...part, items: part.items.map((item, i) => ({ ...item, text: `${part.start + i}. ${item.text}` })) }
          : part,
    );
    expect(withoutMarkers(read(`${tongue}.txt`))).toEqual(unitsOf(wordsOf(numbered)));
  });

  test.each(TONGUES)('%s: has its headings, lists and tables', (tongue) => {
    const { parts } = structured(tongue);
    const document = read(`${tongue}.fodt`);
    const headings = [...document.matchAll(/<text:h [^>]*text:outline-level="(\d)"/g)].map(([, level]) =>
      Number(level),
    );
    expect(headings).toEqual(parts.flatMap((part) => ('heading' in part ? [part.level] : [])));
    expect(count(document, /<table:table /g)).toBe(parts.filter((part) => 'table' in part).length);
    expect(count(document, /table:number-columns-spanned="2"/g)).toBe(1);
    expect(count(document, /table:number-rows-spanned="2"/g)).toBe(1);
    expect(count(document, /<table:table-header-rows>/g)).toBe(2);
    const items = parts.flatMap((part) => ('list' in part ? part.items.flatMap(({ below }) => [0, ...below]) : []));
    expect(count(document, /<text:list-item[^>]*>\s*<text:p/g)).toBe(items.length);
  });

  test.each(TONGUES)('%s: is printed on three pages', (tongue) => {
    const pages = run('pdftotext', join(folder.path, `${tongue}.pdf`), '-')
      .split('\f')
      .slice(0, -1);
    expect(pages).toHaveLength(3);
    // Debian's fonts for Chinese are large, and without them it is printed as boxes.
    if (tongue === 'zh') return;
    const { parts } = structured(tongue);
    const heading = parts.find((part) => 'heading' in part && part.level === 3);
    const shown = (text: string) => unitsOf(text).join('').replace(/[()]/g, '');
    expect(shown(pages[2] ?? '')).toContain(shown(heading && 'heading' in heading ? heading.heading : '?'));
  });

  test.each(CODES)('%s: every word comes back', (code) => {
    expect(unitsOf(read(`sample-${code}.txt`)).join('')).toBe(unitsOf(samplePage(code).text).join(''));
  });

  test('no file was refused', () => {
    const names = readdirSync(folder.path);
    for (const extension of ['docx', 'txt', 'fodt', 'pdf']) {
      expect(names.filter((name) => name.endsWith(`.${extension}`))).toHaveLength(TONGUES.length + CODES.length);
    }
  });
});

describe('a Word file as mammoth sees it', () => {
  test.each(TONGUES)('%s: is the document', async (tongue) => {
    const { parts, bold } = structured(tongue);
    const { value: html, messages } = await mammoth.convertToHtml({ path: join(folder.path, `${tongue}.docx`) });
    expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
    // mammoth tells no list's start.
    const wanted = parts.map((part) => ('list' in part ? { ...part, start: 1 } : part));
    expect(htmlParts(html)).toEqual(wanted);
    const strong = elements(html, 'strong').map(textOf);
    expect(bold === '' || strong.includes(bold)).toBe(true);
  });
});

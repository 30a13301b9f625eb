import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { flowingPage, isFlowing } from './flowing-page.ts';
import { EXPORT_FORMATS, exportDocument } from './index.ts';
import { blockOf, lineOf, pageOf, SAMPLES, samplePage, textBlock } from './test-documents.ts';

const styled = () => {
  const line = lineOf('a bold word', 0, 100);
  return { ...line, words: line.words.map((word, i) => (i === 1 ? { ...word, bold: true as const } : word)) };
};

const PAGES = [
  ...Object.keys(SAMPLES).map((code, index) => samplePage(code, { index })),
  pageOf([
    blockOf('paragraph', [styled(), lineOf('and plain ones after it', 40, 300), lineOf('short', 80, 60)]),
    textBlock('list-item', '1. tea'),
  ]),
].map((page, index) => ({ ...page, index }));

const words = (pages: readonly ReturnType<typeof flowingPage>[]) =>
  pages.flatMap(({ blocks }) => blocks.flatMap(({ lines }) => lines.flatMap((line) => line.words)));

test('a text that flows is the same without the words', async () => {
  const slim = PAGES.map(flowingPage);
  expect(words(slim).length).toBeLessThan(words(PAGES).length / 2);
  expect(words(slim).some(({ bold }) => bold)).toBe(true);
  for (const format of EXPORT_FORMATS.filter((one) => isFlowing(one, {}))) {
    const [file, whole] = await Promise.all(
      [slim, PAGES].map(async (pages) => {
        const file = await exportDocument({ title: 't', language: null, pages }, format);
        return format === 'docx' ? (await JSZip.loadAsync(file)).file('word/document.xml')?.async('string') : file;
      }),
    );
    expect(file, format).toEqual(whole);
  }
});

test('formats that place their words keep them', () => {
  expect(EXPORT_FORMATS.filter((format) => !isFlowing(format, {}))).toEqual(['hocr', 'alto', 'pdf']);
  expect(isFlowing('txt', { layout: true })).toBe(false);
});

/** hOCR and ALTO: well-formed XML with every word in its place. */
import { expect, test } from 'vitest';
import { documentAlto } from './alto.ts';
import { documentHocr } from './hocr.ts';
import { blockOf, cell, lineOf, pageOf, samplePage, tableBlock, textBlock } from './test-documents.ts';

const doc = (pages: ReturnType<typeof pageOf>[], title = 'a "b"; c&d') => ({ title, language: 'eng', pages });

test('hOCR names pages, areas, paragraphs, lines and words with boxes and confidences', () => {
  const hocr = documentHocr(doc([pageOf([blockOf('paragraph', [lineOf('It <works> fine', 100, 200)])])]));
  expect(hocr).toContain(
    `<div class='ocr_page' id='page_1' ` +
      `title='image &quot;a &#39;b&#39;, c&amp;d&quot;; bbox 0 0 2480 3508; ppageno 0; scan_res 300 300'>`,
  );
  expect(hocr).toMatch(/<div class='ocr_carea' id='block_1_1' title="bbox \d+ \d+ \d+ \d+">/);
  expect(hocr).toContain(`<p class='ocr_par' id='par_1_1' dir="ltr"`);
  expect(hocr).toContain(
    `<span class='ocrx_word' id='word_1_1_1_1' title="bbox 100 170 140 200; x_wconf 90">It</span>`,
  );
  expect(hocr).toContain('>&lt;works&gt;</span>');
});

test('ALTO has the same words, in pixels, with confidences of 0…1', () => {
  const alto = documentAlto(doc([pageOf([blockOf('paragraph', [lineOf('It <works>', 100, 200)])])]));
  expect(alto).toContain('<MeasurementUnit>pixel</MeasurementUnit>');
  expect(alto).toContain(
    '<String ID="word-1-1-1-1" CONTENT="It" HPOS="100" VPOS="170" WIDTH="40" HEIGHT="30" WC="0.9"/><SP/>',
  );
  expect(alto).toContain('CONTENT="&lt;works&gt;"');
});

test('text without lines is spread over its box, cells over theirs', () => {
  const page = pageOf([textBlock('paragraph', 'one two'), tableBlock([[cell('x', { bbox: [5, 6, 70, 80] })]])]);
  expect(documentHocr(doc([page]))).toMatch(/bbox 100 100 443 140; x_wconf 90">one</);
  expect(documentAlto(doc([page]))).toContain('CONTENT="x" HPOS="5" VPOS="6" WIDTH="65" HEIGHT="74"');
});

test("direction and language are the paragraph's", () => {
  expect(documentHocr(doc([samplePage('fas')]))).toMatch(/<p class='ocr_par'[^>]* dir="rtl" xml:lang="fa" lang="fa"/);
  expect(documentAlto(doc([samplePage('fas')]))).toContain('LANG="fa"');
});

test('a figure without words has its place', () => {
  const page = pageOf([textBlock('figure', '', { bbox: [10, 20, 300, 220] })]);
  expect(documentHocr(doc([page]))).toContain(
    `<div class='ocr_image' id='block_1_1' title="bbox 10 20 300 220"></div>`,
  );
  expect(documentAlto(doc([page]))).toContain(
    '<Illustration ID="block-1-1" TAGREFS="tag-figure" HPOS="10" VPOS="20" WIDTH="290" HEIGHT="200"/>',
  );
});

test('text without lines that runs to the left begins at the right', () => {
  const block = textBlock('paragraph', 'یک دو', { bbox: [100, 100, 600, 140] });
  expect(documentHocr(doc([pageOf([block])]))).toMatch(
    /bbox 400 100 600 140; x_wconf 90">یک<.*bbox 100 100 300 140; x_wconf 90">دو</,
  );
});

test('numbers that are out of all bounds are written as numbers of a page', () => {
  const block = textBlock('paragraph', 'one\u0085two\u0090', { bbox: [-1e300, 10, 0, 30] });
  const alto = documentAlto(doc([pageOf([block])]));
  expect(alto).toMatch(/<TextBlock [^>]* HPOS="-1000000" VPOS="10" WIDTH="1000000" HEIGHT="20">/);
  expect([...alto.matchAll(/CONTENT="([^"]*)"/g)].map(([, text]) => text)).toEqual(['one', 'two']);
});

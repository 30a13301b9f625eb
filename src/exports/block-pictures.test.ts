/** Figures and formulas as pictures, from an invented source of pictures. */
import JSZip from 'jszip';
import mammoth from 'mammoth';
import { expect, test } from 'vitest';
import { type CutRegion, type ExportOptions, exportDocument } from './index.ts';
import { cell, pageOf, tableBlock, textBlock } from './test-documents.ts';

const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (character) => character.charCodeAt(0),
);

type Blocks = Parameters<typeof pageOf>[0];
type Cut = Parameters<CutRegion>[1];

const figure = (bbox: Cut, text = '') => textBlock('figure', text, { bbox });

function source(): { asked: [number, Cut][]; cutRegion: CutRegion } {
  const asked: [number, Cut][] = [];
  const cutRegion: CutRegion = async (page, bbox) => {
    asked.push([page.index, bbox]);
    return { bytes: PNG, type: 'image/png', width: 1, height: 1 };
  };
  return { asked, cutRegion };
}

const document = (...pages: Blocks[]) => ({
  title: 't',
  language: null,
  pages: pages.map((blocks, index) => pageOf(blocks, { index })),
});
const html = async (blocks: Blocks, options: ExportOptions) =>
  /<section[^>]*>\n(.*)\n<\/section>/s.exec(
    new TextDecoder().decode(await exportDocument(document(blocks), 'html', options)),
  )?.[1];
const wordXml = async (bytes: Uint8Array) =>
  (await JSZip.loadAsync(bytes)).file('word/document.xml')?.async('string') ?? '';

test('a figure is shown with its caption, at its true size, and read out by it', async () => {
  const { cutRegion } = source();
  const found = await html(
    [
      textBlock('paragraph', 'before'),
      figure([300, 1000, 900, 1300]),
      textBlock('caption', 'Fig. 1. "A" < B', { bbox: [300, 1310, 900, 1350] }),
    ],
    { cutRegion },
  );
  // 600 of 300 pixels an inch are two inches, which CSS counts as 192 pixels.
  expect(found).toBe(
    '<p dir="auto">before</p>\n<figure>\n' +
      `<img src="data:image/png;base64,${btoa(String.fromCharCode(...PNG))}" alt="Fig. 1. &quot;A&quot; &lt; B" width="192" height="96">\n` +
      '<figcaption dir="auto">Fig. 1. &quot;A&quot; &lt; B</figcaption>\n</figure>',
  );
});

test('a caption between a figure and a table belongs to the nearer one', async () => {
  const table = { ...tableBlock([[cell('1')]]), bbox: [300, 1500, 900, 1700] as Cut };
  const caption = (y: number) => textBlock('caption', 'Which?', { bbox: [300, y, 900, y + 40] });
  const { cutRegion } = source();
  const nearTable = await html([figure([300, 1000, 900, 1300]), caption(1450), table], { cutRegion });
  expect(nearTable).toContain('<p class="caption" dir="auto">Which?</p>');
  const nearFigure = await html([figure([300, 1000, 900, 1300]), caption(1310), table], { cutRegion });
  expect(nearFigure).toContain('<figcaption dir="auto">Which?</figcaption>');
  const above = await html([caption(900), figure([300, 1000, 900, 1300])], { cutRegion });
  expect(above).toMatch(/^<figure>\n<figcaption/);
});

test('formulas are pictures with what was read as their text, unless that is LaTeX', async () => {
  const { asked, cutRegion } = source();
  const found = await html(
    [
      textBlock('formula', 'E = mc2', { bbox: [600, 500, 900, 560] }),
      textBlock('formula', '\\frac{a}{b}', { bbox: [600, 700, 900, 760] }),
    ],
    { cutRegion },
  );
  expect(found).toContain('alt="E = mc2"');
  expect(found).toContain('<p dir="auto">\\frac{a}{b}</p>');
  expect(asked).toEqual([[0, [600, 500, 900, 560]]]);
});

test('without a picture the text stays, and nothing is asked of a page that shows none', async () => {
  const blocks = [textBlock('formula', 'E = mc2'), figure([0, 0, 500, 500]), textBlock('caption', 'Fig. 1')];
  expect(await html(blocks, {})).toBe('<p dir="auto">E = mc2</p>\n<p class="caption" dir="auto">Fig. 1</p>');
  expect(await html(blocks, { cutRegion: async () => null })).toBe(await html(blocks, {}));
  const { asked, cutRegion } = source();
  await exportDocument(document([textBlock('paragraph', 'a'), tableBlock([[cell('1')]])]), 'docx', { cutRegion });
  await exportDocument(document([figure([0, 0, 500, 500])]), 'md', { cutRegion });
  expect(asked).toEqual([]);
});

test('regions lie within the page and come page by page; slivers are left out', async () => {
  const { asked, cutRegion } = source();
  const pages = [
    [figure([-50, -50, 500, 500.5]), figure([2479, 0, 2600, 300])],
    [figure([100, 100, 9e9, 400])],
  ] as Blocks[];
  await exportDocument(document(...pages), 'docx', { cutRegion });
  expect(asked).toEqual([
    [0, [0, 0, 500, 501]],
    [1, [100, 100, 2480, 400]],
  ]);
});

test('a Word file holds each picture in its true size, no wider than the text, with its words', async () => {
  const { cutRegion } = source();
  const bytes = await exportDocument(
    document([
      figure([300, 1000, 900, 1300], 'Sales\nby \u0001year'),
      textBlock('caption', 'Fig. 1', { bbox: [300, 1310, 900, 1350] }),
      figure([0, 1400, 2480, 2640]),
    ]),
    'docx',
    { cutRegion },
  );
  const xml = await wordXml(bytes);
  // English Metric Units, 914,400 to an inch; paper and margins are twips, 1,440 to an inch.
  const twips = (name: string) => Number(new RegExp(`<w:pg(?:Sz|Mar)[^>]* w:${name}="(\\d+)"`).exec(xml)?.[1]);
  const text = twips('w') - twips('left') - twips('right');
  const sizes = [...xml.matchAll(/<wp:extent cx="(\d+)" cy="(\d+)"\/>/g)].map(([, x, y]) => [Number(x), Number(y)]);
  expect(sizes[0]).toEqual([2 * 914_400, 914_400]);
  expect(Math.abs((sizes[1]?.[0] ?? 0) - (text / 1440) * 914_400)).toBeLessThan(9_525);
  expect(Math.abs((sizes[1]?.[0] ?? 0) / (sizes[1]?.[1] ?? 1) - 2)).toBeLessThan(0.01);
  expect(xml).toContain('descr="Sales by year"');
  // The picture stays with its caption.
  expect(xml.match(/<w:keepNext\/>/g)).toHaveLength(1);
  const { value, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
  expect(value.match(/<img (alt="[^"]*" )?src="data:image\/png;base64,/g)).toHaveLength(2);
  expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
});

test('what was read in a figure is its text for those who do not see it', async () => {
  const blocks = [
    figure([300, 1000, 900, 1300]),
    textBlock('paragraph', 'Growth', { bbox: [310, 1010, 400, 1040] }),
    textBlock('formula', 'x = 2', { bbox: [410, 1010, 500, 1040] }),
    textBlock('paragraph', 'half out', { bbox: [310, 980, 400, 1040] }),
    textBlock('paragraph', 'no box', { bbox: [0, 0, 0, 0] }),
    textBlock('caption', 'Fig. 1', { bbox: [300, 1260, 900, 1290] }),
  ];
  const { asked, cutRegion } = source();
  const found = await html(blocks, { cutRegion });
  expect(found).toContain('alt="Growth x = 2"');
  expect(found?.match(/<p/g)).toHaveLength(3);
  expect(found).toMatch(/half out.*no box/s);
  expect(asked).toHaveLength(1);
  // Where the figure is not shown its labels stay.
  expect((await html(blocks, {}))?.match(/<p/g)).toHaveLength(5);
});

test('can be cancelled between two pictures', async () => {
  const controller = new AbortController();
  const { asked, cutRegion } = source();
  const cancelling: CutRegion = async (page, bbox) => {
    controller.abort(new Error('enough'));
    return cutRegion(page, bbox);
  };
  const blocks = [figure([0, 0, 500, 500]), figure([0, 600, 500, 900])];
  const options = { cutRegion: cancelling, signal: controller.signal };
  await expect(exportDocument(document(blocks), 'docx', options)).rejects.toThrow('enough');
  expect(asked).toHaveLength(1);
});

test.each(['docx', 'html'] as const)('%s tells of its pages while figures are cut and after', async (format) => {
  const pages = Array.from({ length: 4 }, (): Blocks => [figure([300, 1000, 900, 1300])]);
  const { cutRegion } = source();
  const told: [number, number][] = [];
  const onProgress = (done: number, total: number) => void told.push([done, total]);
  let whenCut: number | undefined;
  const cutLast: CutRegion = (page, bbox) => {
    if (page.index === 3) whenCut = told.length;
    return cutRegion(page, bbox);
  };
  await exportDocument(document(...pages), format, { cutRegion: cutLast, onProgress });
  expect(told).toEqual([1, 2, 3, 4].map((done) => [done, 4]));
  expect(whenCut).toBe(1);
});

test.each(['docx', 'html'] as const)('%s can be given up while figures are cut', async (format) => {
  const { asked, cutRegion } = source();
  const controller = new AbortController();
  const cutting: CutRegion = (page, bbox) => {
    if (page.index === 1) controller.abort(new Error('enough'));
    return cutRegion(page, bbox);
  };
  const doc = document(...Array.from({ length: 4 }, (): Blocks => [figure([300, 1000, 900, 1300])]));
  const exporting = exportDocument(doc, format, { cutRegion: cutting, signal: controller.signal });
  await expect(exporting).rejects.toThrow('enough');
  expect(asked.map(([index]) => index)).toEqual([0, 1]);
});

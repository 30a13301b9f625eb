/** PDFs as poppler and qpdf see them: programs that share no line with this one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { degrees, PDFDict, PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { afterAll, describe, expect, it } from 'vitest';
import type { Page, Word } from '../../document/model.ts';
import type { ExportDocument, ExportPage } from '../document.ts';
import { linesOf } from '../lines.ts';
import { blockOf, lineOf, pageOf, SAMPLES, samplePage, word } from '../test-documents.ts';
import { addTextLayer } from './add-text-layer.ts';
import { pageDpi } from './page-size.ts';
import { picturesToPdf } from './pictures-to-pdf.ts';

const missing = ['pdftotext', 'pdftoppm', 'pdfinfo', 'pdfimages', 'qpdf'].filter(
  (name) => spawnSync(name, ['--version']).error,
);
if (missing.length > 0) console.warn(`Skipped: PDFs read by other programs. Missing: ${missing.join(', ')}.`);

const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
afterAll(() => rmSync(folder, { recursive: true }));

const save = (bytes: Uint8Array, name = 'a.pdf'): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
const document = (pages: ExportPage[], title = 'Tést “1”', language: string | null = null): ExportDocument => ({
  title,
  language,
  pages,
});

/** Without marks of direction, which are pdftotext's, and ours around numbers. */
const readWords = (path: string, ...args: string[]): string[] =>
  run('pdftotext', ...args, path, '-')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .split(/\s+/)
    .filter(Boolean);
const wordsOf = (page: Page): Word[] => page.blocks.flatMap(linesOf).flatMap((line) => line.words);

function f1(truth: readonly string[], found: readonly string[]): number {
  const left = new Map<string, number>();
  for (const text of truth) left.set(text, (left.get(text) ?? 0) + 1);
  let shared = 0;
  for (const text of found) {
    const count = left.get(text) ?? 0;
    if (count > 0) shared += 1;
    left.set(text, count - 1);
  }
  return (2 * shared) / (truth.length + found.length);
}

type Box = [number, number, number, number];

/** In points of the page as shown, origin top left. */
function readBoxes(path: string, ...args: string[]): { text: string; box: Box }[] {
  const found = run('pdftotext', '-bbox', ...args, path, '-').matchAll(
    /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)<\/word>/g,
  );
  return [...found].map(([, x0, y0, x1, y1, text]) => ({
    text: text ?? '',
    box: [Number(x0), Number(y0), Number(x1), Number(y1)],
  }));
}

function iou(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const area = (box: Box) => (box[2] - box[0]) * (box[3] - box[1]);
  return (width * height) / (area(a) + area(b) - width * height);
}

/** The share of the page's words that some box of the file matches. */
function matched(page: Page, boxes: readonly { box: Box }[], scale: number): number {
  const words = wordsOf(page);
  const hits = words.filter(({ bbox }) => {
    const wanted = bbox.map((value) => value * scale) as Box;
    return boxes.some(({ box }) => iou(wanted, box) >= 0.6);
  });
  return hits.length / words.length;
}

describe.skipIf(missing.length > 0)('the text of a PDF from pictures', () => {
  it.each(Object.keys(SAMPLES))('%s is found as it was read, in logical order, where it stands', async (code) => {
    const page = samplePage(code);
    const path = save(await picturesToPdf(document([page], 'x', code)));
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors');
    const words = wordsOf(page).map(({ text }) => text);
    const found = readWords(path);
    expect(f1(words, found)).toBeGreaterThanOrEqual(0.99);
    expect(found.join('')).toBe(words.join(''));
    expect(matched(page, readBoxes(path), 72 / 300)).toBeGreaterThanOrEqual(0.95);
  });

  it('leaning lines keep their words whole and in place', async () => {
    for (const [code, slope] of [
      ['eng', 0.035],
      ['eng', -0.05],
      ['fas', 0.03],
      ['rus', -0.02],
    ] as const) {
      const page = samplePage(code, { slope });
      const path = save(await picturesToPdf(document([page])));
      expect(
        f1(
          wordsOf(page).map(({ text }) => text),
          readWords(path),
        ),
      ).toBeGreaterThanOrEqual(0.97);
      expect(matched(page, readBoxes(path), 72 / 300)).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('vertical Japanese is read down the columns, from right to left', async () => {
    const column = (texts: string[], x: number) => {
      let y = 300;
      const words = texts.map((text) => {
        const top = y;
        y += text.length * 40;
        return word(text, [x, top, x + 40, y]);
      });
      return { text: texts.join(''), bbox: [x, 300, x + 40, y] as Word['bbox'], confidence: 0.9, words };
    };
    const lines = [
      column(['新しい', 'パンを', '買いました', '。'], 2000),
      column(['少年は', '市場へ', '行きました', '。'], 1920),
    ];
    const page = pageOf([blockOf('paragraph', lines)]);
    const path = save(await picturesToPdf(document([page])));
    expect(readWords(path).join('')).toBe('新しいパンを買いました。少年は市場へ行きました。');
    const [first] = readBoxes(path);
    expect(first && iou(first.box, [480, 72, 489.6, 177.6])).toBeGreaterThan(0.4);
  });

  it('a document of 40 pages in all scripts finds each word on its page', { timeout: 60_000 }, async () => {
    const codes = Object.keys(SAMPLES);
    const pages = Array.from({ length: 40 }, (_, index) => samplePage(codes[index % codes.length] ?? 'eng', { index }));
    const bytes = await picturesToPdf(document(pages));
    const path = save(bytes);
    for (const page of pages) {
      const number = String(page.index + 1);
      const found = readWords(path, '-f', number, '-l', number);
      expect(
        f1(
          wordsOf(page).map(({ text }) => text),
          found,
        ),
      ).toBeGreaterThanOrEqual(0.99);
    }
    expect(bytes.length).toBeLessThan(40 * 2_000 + 60_000);
  });

  it('says what it is', async () => {
    const path = save(await picturesToPdf(document([pageOf([])], 'Tést “1” & <b>', 'fas+eng')));
    const info = run('pdfinfo', path);
    expect(info).toContain('Tést “1” & <b>');
    expect(info).toMatch(/Producer:\s+Barg/);
    expect(run('pdfinfo', '-meta', path)).toContain('<rdf:li xml:lang="x-default">Tést “1” &amp; &lt;b&gt;</rdf:li>');
    expect(run('qpdf', '--qdf', '--object-streams=disable', path, '-')).toMatch(/\/Lang (\(fa\)|<feff00660061>)/i);
  });

  it('the first 2,048 characters beyond U+FFFF are kept apart', async () => {
    const text = Array.from({ length: 2_000 }, (_, index) => String.fromCodePoint(0x20000 + index));
    const lines = Array.from({ length: 50 }, (_, row) =>
      lineOf(text.slice(row * 40, row * 40 + 40).join(''), 100, 100 + row * 60),
    );
    const path = save(await picturesToPdf(document([pageOf([blockOf('paragraph', lines)])])));
    expect(readWords(path).join('')).toBe(text.join(''));
  });
});

/** A PNG file; `rows` as stored, without filter bytes. */
function png(
  width: number,
  height: number,
  depth: number,
  colour: number,
  rows: Uint8Array[],
  chunks: [string, number[]][] = [],
) {
  const table = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    let crc = 0xffffffff;
    for (const byte of body) crc = (table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, colour, 0, 0, 0], 8);
  // All filters but Average in turn: each row is stored by what it differs from the one above or from its left.
  const step = Math.max(1, (depth * ({ 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour] ?? 1)) >> 3);
  const filtered = rows.map((row, y) => {
    const filter = [0, 1, 2][y % 3] ?? 0;
    const line = row.map((value, x) =>
      filter === 1 ? value - (row[x - step] ?? 0) : filter === 2 ? value - (rows[y - 1]?.[x] ?? 0) : value,
    );
    return Buffer.concat([Buffer.from([filter]), line]);
  });
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
      chunk('IHDR', head),
      ...chunks.map(([type, data]) => chunk(type, Uint8Array.from(data))),
      chunk('IDAT', deflateSync(Buffer.concat(filtered))),
      chunk('IEND', new Uint8Array()),
    ]),
  );
}

/** The colours in the middles of the pixels: eight times as large, from where poppler does not interpolate. */
function render(path: string, width: number, height: number): number[] {
  const out = join(folder, 'page');
  run('pdftoppm', '-r', String(72 * 8), '-singlefile', path, out);
  const ppm = readFileSync(`${out}.ppm`);
  expect(ppm.subarray(0, 15).toString('latin1')).toContain(`${width * 8} ${height * 8}`);
  const pixels = ppm.subarray(ppm.length - width * height * 3 * 64);
  return Array.from({ length: width * height * 3 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width)];
    return pixels[((y * 8 + 4) * width * 8 + x * 8 + 4) * 3 + (at % 3)] ?? -1;
  });
}

const picturePage = (bytes: Uint8Array, type: string, width: number, height: number): ExportPage => ({
  ...pageOf([], { width, height, dpi: 72 }),
  picture: { bytes, type },
});

describe.skipIf(missing.length > 0)('the pictures of a PDF', () => {
  const [width, height] = [37, 23];
  const noise = (x: number, y: number, channel: number) => (x * 31 + y * 57 + channel * 91 + x * y) & 255;
  const rowsOf = (channels: number, sample: (x: number, y: number, channel: number) => number) =>
    Array.from({ length: height }, (_, y) =>
      Uint8Array.from({ length: width * channels }, (_, at) => sample(Math.floor(at / channels), y, at % channels)),
    );
  const packed = (bit: (x: number, y: number) => number) =>
    Array.from({ length: height }, (_, y) =>
      Uint8Array.from({ length: Math.ceil(width / 8) }, (_, byte) =>
        Array.from({ length: 8 }, (_, k) => (byte * 8 + k < width ? bit(byte * 8 + k, y) : 0)).reduce(
          (a, b) => a * 2 + b,
        ),
      ),
    );
  const bit = (x: number, y: number) => (x * y + x) & 1;
  const onWhite = (value: number, alpha: number) => Math.floor((value * alpha + 127) / 255 + 255 - alpha);
  const palette = Array.from({ length: 256 * 3 }, (_, index) => (index * 7) & 255);

  it.each<[string, Uint8Array, RegExp, (x: number, y: number, channel: number) => number]>([
    ['RGB', png(width, height, 8, 2, rowsOf(3, noise)), / rgb +3 +8 /, noise],
    ['gray', png(width, height, 8, 0, rowsOf(1, noise)), / gray +1 +8 /, (x, y) => noise(x, y, 0)],
    [
      'gray stored as RGBA',
      png(
        width,
        height,
        8,
        6,
        rowsOf(4, (x, y, c) => (c === 3 ? 255 : noise(x, y, 0))),
      ),
      / gray +1 +8 /,
      (x, y) => noise(x, y, 0),
    ],
    ['bilevel', png(width, height, 1, 0, packed(bit)), / gray +1 +1 /, (x, y) => bit(x, y) * 255],
    [
      'bilevel stored as RGBA',
      png(
        width,
        height,
        8,
        6,
        rowsOf(4, (x, y, c) => (c === 3 ? 255 : bit(x, y) * 255)),
      ),
      / gray +1 +1 /,
      (x, y) => bit(x, y) * 255,
    ],
    [
      'a palette',
      png(width, height, 8, 3, rowsOf(1, noise), [['PLTE', palette]]),
      / index +1 +8 /,
      (x, y, c) => palette[noise(x, y, 0) * 3 + c] ?? -1,
    ],
    [
      'RGBA on white',
      png(width, height, 8, 6, rowsOf(4, noise)),
      / rgb +3 +8 /,
      (x, y, c) => onWhite(noise(x, y, c), noise(x, y, 3)),
    ],
    [
      'gray and alpha',
      png(width, height, 8, 4, rowsOf(2, noise)),
      / gray +1 +8 /,
      (x, y) => onWhite(noise(x, y, 0), noise(x, y, 1)),
    ],
    [
      'a transparent gray',
      png(width, height, 8, 0, rowsOf(1, noise), [['tRNS', [0, noise(3, 3, 0)]]]),
      / gray +1 +8 /,
      (x, y) => (noise(x, y, 0) === noise(3, 3, 0) ? 255 : noise(x, y, 0)),
    ],
  ])('%s in PNG comes without loss, in the fewest bits', async (_, bytes, listed, expected) => {
    const path = save(await picturesToPdf(document([picturePage(bytes, 'image/png', width, height)])));
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors');
    expect(run('pdfimages', '-list', path)).toMatch(listed);
    const pixels = render(path, width, height);
    const wrong = [];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < 3; c++) if (pixels[(y * width + x) * 3 + c] !== expected(x, y, c)) wrong.push([x, y, c]);
      }
    }
    expect(wrong.length).toBe(0);
  });

  it('a JPEG comes byte by byte, and is turned by its EXIF orientation', async () => {
    const base = save(
      await picturesToPdf(
        document([
          picturePage(
            png(
              width,
              height,
              8,
              2,
              rowsOf(3, (x) => (x < 18 ? 0 : 255)),
            ),
            'image/png',
            width,
            height,
          ),
        ]),
      ),
    );
    run('pdftoppm', '-r', '72', '-singlefile', '-jpeg', base, join(folder, 'photo'));
    const plain = new Uint8Array(readFileSync(join(folder, 'photo.jpg')));
    const path = save(await picturesToPdf(document([picturePage(plain, 'image/jpeg', width, height)])));
    run('pdfimages', '-all', path, join(folder, 'taken'));
    expect(readFileSync(join(folder, 'taken-000.jpg')).equals(plain)).toBe(true);
    expect(render(path, width, height)[0]).toBeLessThan(30);

    // Orientation 6: what is stored lies turned by 90 degrees to the left, so its left side is the top.
    const exif = [
      0xff,
      0xe1,
      0,
      34,
      ...Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', 'latin1'),
    ];
    const turned = Uint8Array.from([...plain.subarray(0, 2), ...exif, ...plain.subarray(2)]);
    const pixels = render(
      save(await picturesToPdf(document([picturePage(turned, 'image/jpeg', height, width)]))),
      height,
      width,
    );
    expect(pixels[5 * 3]).toBeLessThan(30);
    expect(pixels[((width - 2) * height + 5) * 3]).toBeGreaterThan(225);
  });

  it('a damaged picture leaves the page with its text', async () => {
    const page = {
      ...samplePage('eng'),
      picture: { bytes: Uint8Array.from([137, 80, 78, 71, 1, 2]), type: 'image/png' },
    };
    expect(readWords(save(await picturesToPdf(document([page])))).length).toBeGreaterThan(10);
  });

  it('a page has its true size, also beyond 14,400 units', async () => {
    const sizeOf = async (more: Partial<Page>) => {
      const info = run('pdfinfo', save(await picturesToPdf(document([pageOf([], more)]))));
      return /Page size:\s+([\d.]+) x ([\d.]+)/
        .exec(info)
        ?.slice(1)
        .map((value) => Math.round(Number(value)));
    };
    expect(await sizeOf({ width: 2550, height: 3300, dpi: 300 })).toEqual([612, 792]);
    expect(await sizeOf({ width: 1654, height: 2339, dpi: null })).toEqual([595, 842]);
    expect(await sizeOf({ width: 957, height: 307, dpi: null })).toEqual([718, 230]);
    const huge = await picturesToPdf(document([pageOf([], { width: 40_000, height: 1_000, dpi: 72 })]));
    expect(run('qpdf', '--qdf', '--object-streams=disable', save(huge), '-')).toMatch(/\/UserUnit 2\.78/);
    expect(pageDpi({ width: 600, height: 3000, dpi: 1 })).toBeCloseTo(3000 / (297 / 25.4));
  });

  it('can be cancelled, and reports each page', async () => {
    const pages = Array.from({ length: 30 }, (_, index) => samplePage('eng', { index }));
    const seen: number[] = [];
    const controller = new AbortController();
    const onProgress = (done: number) => {
      seen.push(done);
      if (done === 7) controller.abort(new Error('enough'));
    };
    await expect(picturesToPdf(document(pages), { signal: controller.signal, onProgress })).rejects.toThrow('enough');
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe.skipIf(missing.length > 0)('a text layer for a PDF that came in', () => {
  /** A page that shows lines and boxes, and neither begins at the origin nor shows all that it has. */
  async function original(turns: number[], sizes: { crop?: Box } = {}): Promise<Uint8Array> {
    const pdf = await PDFDocument.create();
    pdf.setTitle('Its own title');
    pdf.setAuthor('Somebody');
    for (const turn of turns) {
      const page = pdf.addPage([700, 900]);
      page.setMediaBox(-50, 30, 700, 900);
      const [x, y, w, h] = sizes.crop ?? [-20, 60, 595.2, 841.92];
      page.setCropBox(x, y, w, h);
      for (let k = 0; k < 12; k++) page.drawRectangle({ x: 20 + k * 31, y: 90 + k * 41, width: 25, height: 9 });
      page.setRotation(degrees(turn));
      page.node.set(
        PDFName.of('Annots'),
        pdf.context.obj([
          pdf.context.register(
            pdf.context.obj({
              Type: 'Annot',
              Subtype: 'Link',
              Rect: [10, 70, 90, 99],
              Border: [0, 0, 0],
              A: { S: 'URI', URI: PDFString.of('https://example.org/') },
            }),
          ),
        ]),
      );
    }
    const bookmark = pdf.context.register(
      pdf.context.obj({
        Title: PDFString.of('The last page'),
        Dest: [pdf.getPages().at(-1)?.ref ?? null, PDFName.of('Fit')],
      }),
    );
    const outlines = pdf.context.register(pdf.context.obj({ First: bookmark, Last: bookmark, Count: 1 }));
    pdf.context.lookup(bookmark, PDFDict).set(PDFName.of('Parent'), outlines);
    pdf.catalog.set(PDFName.of('Outlines'), outlines);
    return pdf.save();
  }
  const image = (path: string): Buffer => {
    run('pdftoppm', '-r', '50', '-cropbox', path, join(folder, 'shown'));
    return Buffer.concat(
      ['1', '2', '3', '4'].flatMap((n) => {
        try {
          return [readFileSync(join(folder, `shown-${n}.ppm`))];
        } catch {
          return [];
        }
      }),
    );
  };

  it('stands under the words of a page however it is turned, and changes nothing that is seen', {
    timeout: 60_000,
  }, async () => {
    // The upright page stands: where the turns leave it lying in its own space, so does the crop box.
    for (const turn of [0, 90, 180, 270]) {
      for (const rotation of [0, 90, 180, 270] as const) {
        const lies = (turn + rotation) % 180 !== 0;
        const before = await original([turn], lies ? { crop: [-20, 60, 650, 459.47] } : {});
        const page: ExportPage = { ...samplePage('eng'), rotation };
        const after = await addTextLayer(before, document([page]));
        expect(after).toBeDefined();
        const path = save(after ?? before);
        expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors');
        expect(image(path).equals(image(save(before, 'before.pdf')))).toBe(true);
        expect(
          f1(
            wordsOf(page).map(({ text }) => text),
            readWords(path, '-cropbox'),
          ),
        ).toBeGreaterThanOrEqual(0.99);
        if (rotation === 0) {
          const shown = lies ? 459.47 : 595.2;
          expect(matched(page, readBoxes(path, '-cropbox'), shown / 2480)).toBeGreaterThanOrEqual(0.95);
        }
      }
    }
  });

  it('is added where a page has none, once, and leaves links, bookmarks and metadata', async () => {
    const before = await original([0, 0, 0]);
    const pages: ExportPage[] = [
      samplePage('eng'),
      { ...samplePage('rus', { index: 1 }), source: 'text-layer' },
      samplePage('fas', { index: 2 }),
    ];
    const after = (await addTextLayer(before, document(pages, 'x', 'eng'))) ?? before;
    const path = save(after);
    expect(readWords(path, '-f', '1', '-l', '1').length).toBeGreaterThan(10);
    expect(readWords(path, '-f', '2', '-l', '2')).toEqual([]);
    expect(readWords(path, '-f', '3', '-l', '3')).toContain('می‌خواستند');
    const info = run('pdfinfo', path);
    expect(info).toMatch(/Title:\s+Its own title/);
    expect(info).toMatch(/Author:\s+Somebody/);
    expect(info).toMatch(/Producer:\s+Barg/);
    expect(run('pdfinfo', '-url', path)).toContain('https://example.org/');
    expect(JSON.parse(run('qpdf', '--json', '--json-key=outlines', path)).outlines).toMatchObject([
      { title: 'The last page', destpageposfrom1: 3 },
    ]);
    expect(after.length).toBeLessThan(before.length + 3 * 2_000 + 60_000);
  });

  it('of some pages gives these alone', async () => {
    const pages = [samplePage('rus', { index: 1 }), samplePage('eng', { index: 3 })];
    const after = await addTextLayer(await original([0, 90, 180, 0]), document(pages));
    const path = save(after ?? new Uint8Array());
    expect(run('pdfinfo', path)).toMatch(/Pages:\s+2/);
    expect(readWords(path, '-f', '1', '-l', '1', '-cropbox')).toContain('мельник');
    expect(run('qpdf', '--check', path)).toContain('No syntax or stream encoding errors');
  });

  it('does not touch resources and streams that pages share', async () => {
    const pdf = await PDFDocument.load(await original([0, 0]));
    const [first, second] = pdf.getPages();
    second?.node.set(PDFName.of('Resources'), pdf.context.register(first?.node.Resources() ?? pdf.context.obj({})));
    first?.node.set(PDFName.of('Resources'), second?.node.get(PDFName.of('Resources')) ?? pdf.context.obj({}));
    const after = await addTextLayer(
      await pdf.save(),
      document([samplePage('eng'), { ...samplePage('eng', { index: 1 }), source: 'mixed' }]),
    );
    const read = await PDFDocument.load(after ?? new Uint8Array());
    const names = read
      .getPages()
      .map((page) => page.node.Resources()?.lookup(PDFName.of('Font'), PDFDict).keys() ?? []);
    expect(names.map((keys) => keys.some((key) => key.asString().startsWith('/Ocr')))).toEqual([true, false]);
  });

  it('is refused for a file that cannot be opened', async () => {
    expect(
      await addTextLayer(new TextEncoder().encode('%PDF-1.7 nothing'), document([samplePage('eng')])),
    ).toBeUndefined();
    expect(await addTextLayer(await original([0]), document([samplePage('eng', { index: 5 })]))).toBeUndefined();
    const locked = save(await original([0]), 'locked.pdf');
    run('qpdf', '--encrypt', 'user', 'owner', '256', '--', locked, join(folder, 'encrypted.pdf'));
    const bytes = new Uint8Array(readFileSync(join(folder, 'encrypted.pdf')));
    expect(await addTextLayer(bytes, document([samplePage('eng')]))).toBeUndefined();
  });

  it('opens a file that is encrypted without a password', async () => {
    run('qpdf', '--encrypt', '', 'owner', '256', '--', save(await original([0])), join(folder, 'encrypted.pdf'));
    const after = await addTextLayer(
      new Uint8Array(readFileSync(join(folder, 'encrypted.pdf'))),
      document([samplePage('eng')]),
    );
    expect(readWords(save(after ?? new Uint8Array()))).toContain('quick');
  });
});

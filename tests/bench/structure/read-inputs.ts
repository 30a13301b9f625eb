/** Pages of documents as the layout takes them, read under Node by the working tree, and kept. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { type Annotation, formGlyphs, tickBoxes } from '../../../src/engine/pdf/form-values.ts';
import { layoutInput } from '../../../src/engine/pdf/layout-input.ts';
import type { Matrix } from '../../../src/engine/pdf/matrix.ts';
import type { FontInfo } from '../../../src/engine/pdf/page-content.ts';
import { decide } from '../../../src/engine/pdf/page-decision.ts';
import { pageSize } from '../../../src/engine/pdf/page-size.ts';
import { readContent } from '../../../src/engine/pdf/read-content.ts';
import { findRules } from '../../../src/engine/prepare/find-rules.ts';
import { measurePage } from '../../../src/engine/prepare/measure.ts';
import type { Step } from '../../../src/engine/prepare/plan.ts';
import { imagesInPlace } from '../../../src/engine/recognise/images.ts';
import { readPicture } from '../../../src/engine/recognise/read-picture.ts';
import type { LayoutInput } from '../../../src/layout/input.ts';
import { createNodeRecognizer, loadGray, type NodeRecognizer } from '../recognition/node-recognizer.ts';
import { OPS, openPdf } from './node-pdfjs.ts';
import type { StructureItem } from './sets.ts';

export interface InputReader {
  read(item: StructureItem): Promise<LayoutInput[]>;
  close(): Promise<void>;
}

/** Of x-heights that are not found. */
const X_HEIGHT = 12;

/** `folder`: SET/DOCUMENT.PAGE.json, pages counting from 1. */
export function inputReader(folder: string): InputReader {
  const recognizer = createNodeRecognizer();
  return {
    async read(item) {
      const own = join(folder, item.set);
      mkdirSync(own, { recursive: true });
      const kept = keptPages(own, item.name);
      if (kept.length > 0) return kept;
      const pages: LayoutInput[] = [];
      for (const file of item.files()) {
        if (file.endsWith('.pdf')) pages.push(...(await readPdf(file, recognizer)));
        else pages.push(await readPictureFile(file, recognizer));
      }
      for (const [index, page] of pages.entries()) {
        writeFileSync(join(own, `${item.name}.${index + 1}.json`), JSON.stringify(page, rounded));
      }
      return keptPages(own, item.name);
    },
    close: () => recognizer.close(),
  };
}

/** Tenths of a pixel. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 10) / 10 : value;

function keptPages(folder: string, name: string): LayoutInput[] {
  const pageOf = (file: string) =>
    file.startsWith(`${name}.`) ? Number(/^(\d+)\.json$/.exec(file.slice(name.length + 1))?.[1] ?? 0) : 0;
  return readdirSync(folder)
    .filter((file) => pageOf(file) > 0)
    .sort((a, b) => pageOf(a) - pageOf(b))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as LayoutInput);
}

/** As our pipeline reads it; where it lies on its side, as it is turned. */
async function readPictureFile(path: string, recognizer: NodeRecognizer): Promise<LayoutInput> {
  const picture = loadGray(path);
  const { signal } = new AbortController();
  const tools = { recognizer, images: imagesInPlace };
  const reading = await readPicture({ picture, packs: ['eng'], signal }, tools);
  const { rotation } = reading;
  const turn: Step[] = rotation === 0 ? [] : [{ step: 'turn', value: rotation, reason: 'as it was read' }];
  const { picture: upright } = await imagesInPlace.prepare(picture, turn, signal);
  return {
    width: reading.width,
    height: reading.height,
    lines: reading.blocks.flatMap(({ lines }) =>
      lines.map(({ words, bbox }) => ({ words, bbox, angle: 0, size: null })),
    ),
    rules: findRules(upright, measurePage(upright).xHeight ?? X_HEIGHT),
    pictures: reading.blocks.filter(({ type }) => type === 'figure').map(({ bbox }) => bbox),
    boxes: 'ink',
  };
}

async function readPdf(path: string, recognizer: NodeRecognizer): Promise<LayoutInput[]> {
  const document = await openPdf(new Uint8Array(readFileSync(path)));
  const inputs: LayoutInput[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { input, hasText } = await readLayer(await document.getPage(number), document);
    inputs.push(hasText ? input : await readRendered(path, number, input, recognizer));
  }
  await document.loadingTask.destroy();
  return inputs;
}

/** As the PDF worker reads it, pictures within the page left out. */
async function readLayer(page: PDFPageProxy, document: PDFDocumentProxy) {
  const shown = page.getViewport({ scale: 1 });
  const { scale, width, height } = pageSize(shown.width, shown.height);
  const viewport = page.getViewport({ scale }).transform as unknown as Matrix;
  const list = await page.getOperatorList();
  const annotations = (await page.getAnnotations({ intent: 'display' })) as Annotation[];
  const layers = await document.getOptionalContentConfig();
  const fonts = await fontsOf(page, list);
  const content = readContent(list as never, {
    ops: OPS,
    viewport,
    width,
    height,
    fontOf: (name) => fonts.get(name),
    isShown: (group) => layers.isVisible(group as never),
    silent: tickBoxes(annotations),
  });
  content.glyphs.push(...formGlyphs(annotations, content.annotated, viewport));
  const seen = content.glyphs.filter(({ hidden }) => !hidden);
  const input = layoutInput(content, seen, { width, height, point: scale });
  page.cleanup();
  return { input, hasText: decide(content, input.lines, width, height).decision !== 'ocr' };
}

async function readRendered(
  path: string,
  number: number,
  { width, height }: LayoutInput,
  recognizer: NodeRecognizer,
): Promise<LayoutInput> {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  const size = ['-scale-to-x', String(width), '-scale-to-y', String(height)];
  const page = ['-f', String(number), '-l', String(number), '-singlefile'];
  try {
    spawnSync('pdftoppm', [...size, ...page, '-gray', path, join(folder, 'page')]);
    const picture = join(folder, 'page.pgm');
    if (!existsSync(picture)) throw new Error(`${path}: page ${number} was not rendered`);
    return await readPictureFile(picture, recognizer);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The fonts that the operators name. */
async function fontsOf(
  page: PDFPageProxy,
  { fnArray, argsArray }: { fnArray: number[]; argsArray: unknown[][] },
): Promise<Map<string, FontInfo>> {
  const names = new Set<string>();
  for (const [i, code] of fnArray.entries()) {
    if (code === OPS.setFont) names.add(argsArray[i]![0] as string);
    if (code !== OPS.setGState) continue;
    for (const [key, value] of argsArray[i]![0] as [string, [string]][]) if (key === 'Font') names.add(value[0]);
  }
  const fonts = [...names].map(
    (name) =>
      new Promise<[string, FontInfo]>((resolve) => {
        page.commonObjs.get(name, (font: FontInfo) => resolve([name, font ?? {}]));
      }),
  );
  return new Map(await Promise.all(fonts));
}

/** Our production build in Chromium, by its API, a picture a request. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { toPgm } from '../../../src/engine/decode/pgm.ts';
import { FIXTURES } from '../../e2e/harness.ts';
import { createReader, type Reader } from '../shared/reader.ts';
import { loadGray } from './node-recognizer.ts';
import type { Item, PictureReader, Result } from './readers.ts';

const DIST = join(import.meta.dirname, '../../../dist');
const LIBRARY = createRequire(import.meta.url).resolve('tesseract.js/dist/tesseract.min.js');
/** Seconds until a page is given up. */
const BOUND = 180;

export async function chromiumReader(dist: string | undefined): Promise<PictureReader> {
  const reader = await createReader({ dist });
  const installed = await installedPacks(reader);
  // The first job starts the engine.
  await reader.read(join(FIXTURES, 'phototest.tif'), { language: 'eng', bound: BOUND });
  return {
    id: 'ours',
    build: `production build in ${reader.browser()}, a page at a time; seconds from the upload to the answer`,
    parallelism: 1,
    takes: ({ packs }) => packs.every((code) => installed.has(code)),
    read: (item) => read(reader, item.path, item.packs.join('+')),
    readAuto: (item) => read(reader, item.path, 'auto'),
    tesseractAlone: (item) => tesseractAlone(reader, item, vendored(dist ?? DIST)),
    close: () => reader.close(),
  };
}

const installedPacks = async (reader: Reader): Promise<Set<string>> => {
  const codes = await reader.session().page.evaluate(async () => {
    type List = { languages: { code: string; installed: boolean }[] };
    const { languages } = (await (await fetch('/api/v1/languages/')).json()) as List;
    return languages.filter(({ installed }) => installed).map(({ code }) => code);
  });
  return new Set(codes);
};

async function read(reader: Reader, path: string, language: string): Promise<Result> {
  // What the reader does not pass on.
  const job = reader
    .session()
    .page.waitForResponse((response) => isUpload(response.request()), { timeout: BOUND * 1000 })
    .then((response) => response.json() as Promise<Job>)
    .catch((): Job => ({}));
  const { outcome, code, message, text, seconds } = await reader.read(path, { language, bound: BOUND });
  const { detected_language: detected, pages = [] } = outcome === 'done' ? await job : {};
  return {
    text,
    seconds,
    ...(outcome !== 'done' && { failure: `${code || outcome}: ${message}` }),
    ...(detected && { detected }),
    preparation: pages.flatMap(({ preparation = [] }) => preparation.map(({ step, value }) => `${step} ${value}`)),
  };
}

/** As far as it is read here. */
interface Job {
  detected_language?: string | null;
  pages?: { preparation?: { step: string; value: unknown }[] }[];
}

const isUpload = (request: { method(): string; url(): string }): boolean =>
  request.method() === 'POST' && new URL(request.url()).pathname === '/api/v1/ocr/';

interface Paths {
  worker: string;
  core: string;
  tessdata: string;
}

/** Tesseract's parts as the build serves them, from the origin's root; the core's folder, of which it takes the best. */
function vendored(dist: string): Paths {
  const only = (path: string) =>
    `/${path}/${readdirSync(join(dist, path), { withFileTypes: true }).find((entry) => entry.isDirectory())?.name}`;
  const core = only('vendor/tesseract');
  return { worker: `${core}/worker.min.js`, core, tessdata: only('vendor/tessdata') };
}

/** In the app's own page, with the same worker, core and packs. */
async function tesseractAlone(reader: Reader, { path, packs }: Item, paths: Paths): Promise<number> {
  const { page } = reader.session();
  const { data, width, height } = loadGray(path);
  const picture = Buffer.from(toPgm(data, width, height)).toString('base64');
  // The policy lets no script of another origin in; the protocol may evaluate what it likes.
  await page.evaluate(readFileSync(LIBRARY, 'utf8'));
  return page.evaluate(
    async ({ worker: workerPath, core: corePath, tessdata: langPath, languages, picture }) => {
      type Worker = import('tesseract.js').Worker;
      const { createWorker } = (window as unknown as { Tesseract: typeof import('tesseract.js') }).Tesseract;
      const origin = location.origin;
      const worker: Worker = await createWorker(languages, 1, {
        workerPath: origin + workerPath,
        corePath: origin + corePath,
        langPath: origin + langPath,
        workerBlobURL: false,
        cacheMethod: 'none',
      });
      await worker.setParameters({ tessedit_pageseg_mode: '3' as never });
      const bytes = new Uint8Array(await (await fetch(`data:;base64,${picture}`)).arrayBuffer());
      const speck = new TextEncoder().encode(`P5\n32 32\n255\n${'~'.repeat(32 * 32)}`);
      await worker.recognize(speck as never);
      const started = performance.now();
      await worker.recognize(bytes as never, {}, { blocks: true, text: false });
      const seconds = (performance.now() - started) / 1000;
      await worker.terminate();
      return seconds;
    },
    { ...paths, languages: packs.join('+'), picture },
  );
}

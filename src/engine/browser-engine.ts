/** The engine of a browser tab: workers that open files and decode pages, Tesseract in a pool that reads them. */
import { relaxedSimd, simd } from 'wasm-feature-detect';
import { ApiError } from '../contract/errors.ts';
import { languageByCode } from '../contract/languages.ts';
import { CORE_CACHE } from '../contract/names.ts';
import { meanConfidence } from '../document/confidence.ts';
import type { Bbox, Page } from '../document/model.ts';
import { pageText } from '../document/text.ts';
import { readPage as readStoredPage } from '../store/pages.ts';
import type { Inspection, JobRecord } from '../store/schema.ts';
import type { Engine, PageReading, PageRequest } from './engine.ts';
import type { DetectedLanguage } from './language/detect-language.ts';
import { missingLanguages, pageLanguage } from './language/page-language.ts';
import { packsNotHere } from './packs/packs-here.ts';
import { chooseLayer, type LayerChoice } from './pdf/old-layer.ts';
import { type PageOcr, type PageOcrRequest, readPageOcr, readPartOfTurned } from './recognise/read-page.ts';
import type { Tools } from './recognise/read-picture.ts';
import { workerImages } from './recognise/worker-images.ts';
import { pdfSource, pictureSource, type Source, type SourcePage } from './sources.ts';
import { createTesseractPool } from './tesseract/pool.ts';
import { poolRecognizer } from './tesseract/pool-recognizer.ts';
import { tesseractStarter } from './tesseract/worker.ts';
import { turnedPicture } from './turned-picture.ts';
import { createClient } from './worker-rpc.ts';

type ChatMethods = Pick<typeof import('./chat/answer.ts'), 'answer'>;
type ExportMethods = Pick<typeof import('./export/build.ts'), 'buildExport'>;

/** A worker without work for this long is let go, milliseconds. */
const WORKER_IDLE = 60_000;

export async function createBrowserEngine(): Promise<Engine> {
  const core = await coreFile();
  const tesseract = createTesseractPool(
    recognisers(),
    tesseractStarter({
      worker: absolute(__VENDOR__.tesseract.worker),
      core,
      tessdata: absolute(__VENDOR__.tessdata.folder),
    }),
  );
  const tools: Tools = {
    recognizer: poolRecognizer(tesseract),
    images: workerImages(
      () => new Worker(new URL('../../workers/prepare.ts', import.meta.url), { type: 'module', name: 'prepare' }),
      WORKER_IDLE,
    ),
  };
  const pictures = pictureSource();
  const pdfs = pdfSource(absolute(__VENDOR__.pdfjs.folder));
  const sourceOf = (job: JobRecord): Source => (job.media_type === 'application/pdf' ? pdfs : pictures);

  const exporter = createClient<ExportMethods>(
    () => new Worker(new URL('../../workers/export.ts', import.meta.url), { type: 'module', name: 'export' }),
    { idleMs: WORKER_IDLE },
  );
  const chat = createClient<ChatMethods>(
    () => new Worker(new URL('../../workers/chat.ts', import.meta.url), { type: 'module', name: 'chat' }),
    { idleMs: WORKER_IDLE },
  );

  /** By job: what its last page was read with, a hint for the next. */
  const lastPacks = new Map<string, readonly string[]>();

  return {
    parallelism: recognisers() + 1,

    async inspect(job, load, signal): Promise<Inspection> {
      try {
        // While the file is opened Tesseract starts: the first page finds it warm.
        await ensurePacks(job);
        await ensureCached([core, ...job.packs.map(packFile)]);
        if (sourceOf(job) === pictures) tesseract.warmUp(job.packs);
        return { ok: true, ...(await sourceOf(job).inspect(job, load, signal)) };
      } catch (error) {
        if (error instanceof ApiError) {
          return { ok: false, code: error.code, message: error.message, details: error.details };
        }
        if (signal.aborted) throw error;
        console.error(error);
        return {
          ok: false,
          code: 'unreadable',
          details: {},
          message: 'The file could not be opened: it may be damaged. Save it again and retry.',
        };
      }
    },

    async readPage(request: PageRequest): Promise<PageReading> {
      const { job, load, index, signal, onProgress } = request;
      const decoded = await sourceOf(job).readPage(job, load, index, signal);
      onProgress('decode', 1);
      const language =
        request.packs.length > 0 ? null : pageLanguage(tools, fetchPacks, lastPacks.get(job.uuid), signal);
      const ocr = await recognise(tools, decoded, request, language?.packsFor ?? request.packs);
      const detected = language?.foundWith(ocr.packs);
      if (detected) remember(lastPacks, job.uuid, detected.packs);
      // The words of an old layer stand as the page lies, those that were read as it was turned.
      const isComparable = !request.bbox && ocr.rotation === 0;
      const choice = chooseLayer(isComparable ? (decoded.oldLayer ?? []) : [], ocr.blocks);
      const page = pageOf(decoded, ocr, choice, request, detected);
      if (ocr.rotation === 0 || request.bbox) return { page, picture: decoded.picture };
      const shown = decoded.picture ?? (await (sourceOf(job).drawPage?.(job, load, index, signal) ?? load()));
      return { page, picture: await turnedPicture(shown, ocr.rotation) };
    },

    async drawPage(job, load, index, signal) {
      const draw = sourceOf(job).drawPage;
      if (!draw) throw new ApiError('not_found', "The page's picture was deleted, or could not be made.");
      return draw(job, load, index, signal);
    },

    answer: (uuid, question, previous, signal) => chat.call('answer', [uuid, question, previous], { signal }),

    buildExport: (uuid, spec, signal) => exporter.call('buildExport', [uuid, spec], { signal }),
  };
}

/** What Tesseract reads on a page: all of it, or the parts where its source found ink but no text. */
async function recognise(
  tools: Tools,
  source: SourcePage,
  request: PageRequest,
  packs: PageOcrRequest['packs'],
): Promise<PageOcr> {
  const { gray, width, height } = source;
  const { bbox, signal, onProgress } = request;
  if (!gray) return { blocks: [], width, height, rotation: 0, preparation: [], packs: [], warnings: [] };
  const common = {
    picture: { data: gray, width, height },
    packs,
    signal,
    onProgress: (ratio: number) => onProgress('recognise', ratio),
  };
  const turn = bbox ? await turnBefore(source, request) : 0;
  if (bbox && turn !== 0) {
    const [w, h] = turn === 180 ? [width, height] : [height, width];
    return readPartOfTurned({ ...common, regions: [regionOf(bbox, w, h)] }, turn, tools);
  }
  const wanted = bbox ? [bbox] : source.regions;
  return readPageOcr({ ...common, regions: wanted?.map((region) => regionOf(region, width, height)) ?? null }, tools);
}

/** Jobs of which the language is kept in mind. */
const JOBS_REMEMBERED = 8;

function remember(packs: Map<string, readonly string[]>, uuid: string, found: readonly string[]): void {
  packs.delete(uuid);
  packs.set(uuid, found);
  const [oldest] = packs.keys();
  if (packs.size > JOBS_REMEMBERED && oldest !== undefined) packs.delete(oldest);
}

/** By how much the page was turned when it was read as a whole, beyond what its source turns: its boxes lie so. */
async function turnBefore({ rotation }: SourcePage, { job, index }: PageRequest): Promise<Page['rotation']> {
  const stored = await readStoredPage(job.uuid, index);
  return stored ? turnBetween(rotation, stored.rotation) : 0;
}

const turnBetween = (from: Page['rotation'], to: Page['rotation']) => ((to - from + 360) % 360) as Page['rotation'];

function pageOf(
  source: SourcePage,
  ocr: PageOcr,
  recognised: LayerChoice,
  { index, packs }: PageRequest,
  detected: DetectedLanguage | undefined,
): Page {
  const { dpi, textBlocks } = source;
  const { width, height, preparation } = ocr;
  const blocks = [...textBlocks, ...recognised.blocks];
  const warnings = [...source.warnings, ...ocr.warnings, ...recognised.warnings];
  if (detected) warnings.push(...missingLanguages(detected, index + 1));
  return {
    index,
    text: pageText(blocks),
    blocks,
    width,
    height,
    dpi,
    rotation: ((source.rotation + ocr.rotation) % 360) as Page['rotation'],
    ...(source.gray && { preparation }),
    source: originOf(source, recognised),
    mean_confidence: meanConfidence(blocks.flatMap((block) => block.lines).flatMap((line) => line.words)),
    detected_language: (source.gray && (detected?.detected ?? packs.join('+'))) || null,
    warnings: warnings.map((warning) => ({ ...warning, page: index + 1 })),
  };
}

function originOf({ gray, textBlocks }: SourcePage, { kept, blocks }: LayerChoice): Page['source'] {
  if (!gray || kept === 'old-layer') return 'text-layer';
  if (textBlocks.length === 0) return 'ocr';
  return blocks.length > 0 ? 'mixed' : 'text-layer';
}

/** Whole pixels within the page. */
function regionOf([x0, y0, x1, y1]: Bbox, width: number, height: number): Bbox {
  const left = Math.min(Math.max(0, Math.floor(x0)), width - 1);
  const top = Math.min(Math.max(0, Math.floor(y0)), height - 1);
  return [
    left,
    top,
    Math.max(left + 1, Math.min(width, Math.ceil(x1))),
    Math.max(top + 1, Math.min(height, Math.ceil(y1))),
  ];
}

/** Pages recognised at once: one a core, not more than six (FACTS: no gain), fewer where memory is short (220 MB a page). */
function recognisers(): number {
  const memory = (navigator as { deviceMemory?: number }).deviceMemory ?? 8;
  const cores = navigator.hardwareConcurrency || 2;
  return Math.max(1, Math.min(cores, 6, memory <= 2 ? 1 : memory <= 4 ? 2 : 6));
}

/** The core that this browser runs fastest; without SIMD it is seven times slower. */
async function coreFile(): Promise<string> {
  const { core } = __VENDOR__.tesseract;
  if (await relaxedSimd()) return absolute(core.relaxed);
  return absolute((await simd()) ? core.simd : core.plain);
}

const packFile = (code: string): string => absolute(`${__VENDOR__.tessdata.folder}/${code}.traineddata.gz`);

const fetchPacks = (packs: readonly string[]): Promise<void> => ensureCached(packs.map(packFile));

const absolute = (path: string): string => new URL(path, document.baseURI).href;

/** So that a missing pack is told before the job is accepted, not on page 1. Throws ApiError `engine_unavailable`. */
async function ensurePacks(job: JobRecord): Promise<void> {
  const missing = await packsNotHere(job.packs);
  if (missing.length > 0) {
    const names = missing.map((code) => `${languageByCode(code)?.name ?? code} (${code})`).join(', ');
    throw new ApiError(
      'engine_unavailable',
      `The language pack for ${names} is not on this device. Get it on the languages page, or over the API with ` +
        `POST /api/v1/languages/${missing[0]}/, or choose another language.`,
      { languages: missing },
    );
  }
}

/** Fetches what of the deployment the engine is about to need. Throws ApiError `engine_unavailable`. */
async function ensureCached(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    if (await isCached(url)) continue;
    // The service worker, or the browser's own cache, keeps it.
    const response = await fetch(url).catch(() => null);
    if (!response?.ok) {
      throw new ApiError(
        'engine_unavailable',
        'A part of the recogniser is not on this device yet and could not be ' +
          'fetched. Go online once and send the file again.',
        { file: url },
      );
    }
    await response.arrayBuffer();
  }
}

async function isCached(url: string): Promise<boolean> {
  if (!('caches' in globalThis)) return false;
  return (await (await caches.open(CORE_CACHE)).match(url)) !== undefined;
}

/** The engine of a browser tab: workers that open files and decode pages, Tesseract in a pool that reads them. */
import { relaxedSimd, simd } from 'wasm-feature-detect';
import { ApiError } from '../contract/errors.ts';
import { languageByCode } from '../contract/languages.ts';
import { CORE_CACHE } from '../contract/names.ts';
import { meanConfidence } from '../document/confidence.ts';
import type { Block, Page } from '../document/model.ts';
import { pageText } from '../document/text.ts';
import { readJob, readOriginal } from '../store/jobs.ts';
import type { BlobRecord, Inspection, JobRecord } from '../store/schema.ts';
import { answerByModel, type ChatDesk } from './chat/model-chat.ts';
import type { Engine, PageReading, PageRequest, Phase } from './engine.ts';
import { lendDrawings } from './export/drawings.ts';
import { knownSummaries } from './layout/known-summaries.ts';
import { linesIn, pageInput } from './layout/page-input.ts';
import { readDescription, readList } from './models/install-models.ts';
import { modelRunner } from './models/model-runner.ts';
import { packsNotHere } from './packs/packs-here.ts';
import { chooseLayer, type LayerChoice } from './pdf/old-layer.ts';
import { nothingRead } from './recognise/nothing-read.ts';
import type { PageOcr } from './recognise/read-page.ts';
import type { Recognition } from './recognition.ts';
import { pdfSource, pictureSource, type Source, type SourcePage } from './sources.ts';
import type { Translation } from './translate/translation.ts';
import { turnedPicture } from './turned-picture.ts';
import type { ReadByVision } from './vision/vision.ts';
import { createClient } from './worker-rpc.ts';

type ChatMethods = typeof import('./chat/answer.ts');
type LayoutMethods = typeof import('./layout/structure.ts') & Pick<typeof import('./layout/lay-out.ts'), 'layOut'>;
type ExportMethods = Pick<typeof import('./export/build.ts'), 'buildExport'>;

/** A worker without work for this long is let go, milliseconds. */
const WORKER_IDLE = 60_000;
/** Share of a page's progress that reading takes where a vision model reads it too. */
const BEFORE_VISION = 0.35;

const NO_PICTURE = "The page's picture was deleted, or could not be made.";

export async function createBrowserEngine(): Promise<Engine> {
  const core = await coreFile();
  let loading: Promise<Recognition> | undefined;
  /** Its code is loaded with the first page that is to be recognised. */
  const recognition = (): Promise<Recognition> => {
    loading ??= import('./recognition.ts').then(({ createRecognition }) =>
      createRecognition({
        workers: recognisers(),
        tesseract: {
          worker: absolute(__VENDOR__.tesseract.worker),
          core,
          tessdata: absolute(__VENDOR__.tessdata.folder),
        },
        fetchPacks,
      }),
    );
    // A part that could not be fetched may be there the next time.
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
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

  const desk: ChatDesk = {
    answer: (uuid, question, previous, signal) => chat.call('answer', [uuid, question, previous], { signal }),
    prepare: (uuid, question, previous, signal) => chat.call('prepare', [uuid, question, previous], { signal }),
    draft: (uuid, request, raw, signal) => chat.call('draft', [uuid, request, raw], { signal }),
    conclude: (uuid, request, raw, engine, signal) => chat.call('conclude', [uuid, request, raw, engine], { signal }),
  };
  const run = modelRunner();
  let translating: Promise<Translation> | undefined;
  const translation = (): Promise<Translation> => {
    translating ??= import('./translate/translation.ts').then(({ createTranslation }) =>
      createTranslation({ run, listed: readList }),
    );
    return translating;
  };
  const translate = async (page: Page, { job, signal, onProgress }: PageRequest): Promise<Page> => {
    const { translate_to } = job.summary;
    if (translate_to === null) return page;
    return (await translation()).translate(page, translate_to, signal, (ratio) => onProgress('recognise', ratio));
  };
  let vision: Promise<ReadByVision> | undefined;
  const readByVision: ReadByVision = async (...args) => {
    vision ??= import('./vision/vision.ts').then(({ createVision }) =>
      createVision({ run, describe: readDescription }),
    );
    return (await vision)(...args);
  };

  const layout = createClient<LayoutMethods>(
    () => new Worker(new URL('../../workers/layout.ts', import.meta.url), { type: 'module', name: 'layout' }),
    { idleMs: WORKER_IDLE },
  );
  const summaries = knownSummaries();

  const drawPage: NonNullable<Source['drawPage']> = async (job, ...args) => {
    const draw = sourceOf(job).drawPage;
    if (!draw) throw new ApiError('not_found', NO_PICTURE);
    return draw(job, ...args);
  };

  async function drawStored(uuid: string, index: number, width: number, signal: AbortSignal): Promise<BlobRecord> {
    const job = await readJob(uuid);
    if (!job) throw new ApiError('not_found', NO_PICTURE);
    const load = async () => {
      const original = await readOriginal(uuid);
      if (!original) throw new ApiError('not_found', NO_PICTURE);
      return original;
    };
    return drawPage(job, load, index, signal, width);
  }

  return {
    parallelism: recognisers() + 1,

    async inspect(job, load, signal): Promise<Inspection> {
      try {
        await ensurePacks(job);
        const { language, translate_to } = job.summary;
        if (translate_to !== null) {
          await (await translation()).check(language === 'auto' ? null : (job.packs[0] ?? null), translate_to);
        }
        // Most PDFs need no recogniser; on a first visit fetching it took half of the time to their first page.
        if (sourceOf(job) === pictures) {
          await ensureCached([core, ...job.packs.map(packFile)]);
          // While the file is opened Tesseract starts: the first page finds it warm.
          void recognition().then(({ warmUp }) => warmUp(job.packs), console.warn);
        }
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
      const decoded = await sourceOf(job).readPage(job, load, index, request.bbox, signal);
      onProgress('decode', 1);
      if (decoded.summary) summaries.add(job.uuid, decoded.summary);
      const paced: PageRequest =
        request.vision === undefined
          ? request
          : { ...request, onProgress: (phase, ratio) => onProgress(phase, ratio * BEFORE_VISION) };
      if (decoded.gray) await ensureCached([core, ...request.packs.map(packFile)]);
      const { ocr, detected } = decoded.gray
        ? await (await recognition()).read({ ...decoded, gray: decoded.gray }, paced)
        : { ocr: nothingRead(decoded), detected: null };
      // The words of an old layer stand as the page lies, those that were read as it was turned.
      const isComparable = !request.bbox && ocr.rotation === 0;
      const lines = ocr.blocks.flatMap((block) => block.lines);
      const choice = chooseLayer(isComparable ? (decoded.oldLayer ?? []) : [], lines);
      // What the source knows lies as the page did; what was turned was a picture alone.
      const text = ocr.rotation === 0 && decoded.text ? linesIn(decoded.text, request.bbox) : null;
      // An old layer's words do not lean.
      const skew = choice.kept === 'recognised' ? ocr.skew : 0;
      const input = pageInput(ocr, text, { lines: choice.lines, rules: ocr.rules, skew });
      const blocks = decoded.blocks ?? (await layout.call('layOut', [input, job.summary.tool], { signal }));
      const page = pageOf(decoded, ocr, choice, blocks, request, detected);
      const { rotation } = ocr;
      const shown = async (width?: number) =>
        decoded.picture ?? (await (sourceOf(job).drawPage?.(job, load, index, signal, width) ?? load()));
      const turned = rotation === 0 ? null : await turnedPicture(await shown(), rotation);
      const picture = rotation === 0 || request.bbox ? decoded.picture : turned;
      const translated = async (read: Page): Promise<PageReading> => ({
        page: await translate(read, request),
        picture,
      });
      if (request.vision === undefined) return translated(page);
      const { width, height } = page;
      const drawn = async (longest: number) => turned ?? shown(Math.round(longest * Math.min(1, width / height)));
      const rest = (phase: Phase, ratio: number) => onProgress(phase, BEFORE_VISION + (1 - BEFORE_VISION) * ratio);
      return translated(await readByVision(page, drawn, { ...request, onProgress: rest }));
    },

    structurePages: (epoch, task, from, to, signal) =>
      layout.call('structurePages', [epoch, task, from, to, summaries.take(task.uuid)], { signal }),

    dataOf: (uuid, signal) => layout.call('dataOf', [uuid], { signal }),

    drawPage,

    answer: desk.answer,

    answerByModel: (asked, drafting) => answerByModel(desk, run, readDescription, asked, drafting),

    questions: (uuid, language, signal) => chat.call('questions', [uuid, language], { signal }),

    buildExport: (uuid, spec, signal, onProgress) =>
      lendDrawings(
        (index, width) => drawStored(uuid, index, width, signal),
        (port) => exporter.call('buildExport', [uuid, spec, port], { signal, transfer: [port], onProgress }),
      ),
  };
}

function pageOf(
  source: SourcePage,
  ocr: PageOcr,
  recognised: LayerChoice,
  blocks: Block[],
  { index, packs }: PageRequest,
  detected: string | null,
): Page {
  const { width, height, preparation } = ocr;
  const warnings = [...source.warnings, ...ocr.warnings, ...recognised.warnings];
  return {
    index,
    text: pageText(blocks),
    blocks,
    width,
    height,
    dpi: source.dpi,
    rotation: ((source.rotation + ocr.rotation) % 360) as Page['rotation'],
    ...(source.gray && { preparation }),
    source: originOf(source, recognised),
    mean_confidence: meanConfidence(blocks.flatMap((block) => block.lines).flatMap((line) => line.words)),
    detected_language: (source.gray && (detected ?? packs.join('+'))) || null,
    warnings: warnings.map((warning) => ({ ...warning, page: index + 1 })),
  };
}

function originOf({ gray, text }: SourcePage, { kept, lines }: LayerChoice): Page['source'] {
  if (!gray || kept === 'old-layer') return 'text-layer';
  if (!text?.lines.length) return 'ocr';
  return lines.length > 0 ? 'mixed' : 'text-layer';
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

/** What was found or fetched: asked for with every page that is recognised. */
const fetched = new Set<string>();

/** Fetches what of the deployment the engine is about to need. Throws ApiError `engine_unavailable`. */
async function ensureCached(urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    if (fetched.has(url)) continue;
    if (await isCached(url)) {
      fetched.add(url);
      continue;
    }
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
    fetched.add(url);
  }
}

async function isCached(url: string): Promise<boolean> {
  if (!('caches' in globalThis)) return false;
  return (await (await caches.open(CORE_CACHE)).match(url)) !== undefined;
}

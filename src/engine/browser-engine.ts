/** The engine of a browser tab: a decode worker that makes grey pages, and Tesseract in a pool that reads them. */
import { relaxedSimd, simd } from 'wasm-feature-detect';
import { ApiError } from '../contract/errors.ts';
import { languageByCode } from '../contract/languages.ts';
import { type MediaTypeId, typeByMime } from '../contract/media-types.ts';
import { CORE_CACHE } from '../contract/names.ts';
import { meanConfidence } from '../document/confidence.ts';
import type { Bbox, Page } from '../document/model.ts';
import { pageText } from '../document/text.ts';
import type { BlobRecord, Inspection, JobRecord } from '../store/schema.ts';
import { toPgm } from './decode/pgm.ts';
import type { Engine, PageRequest } from './engine.ts';
import { createTesseractPool } from './tesseract/pool.ts';
import { toBlocks } from './tesseract/to-page.ts';
import { createClient } from './worker-rpc.ts';

type ChatMethods = Pick<typeof import('./chat/answer.ts'), 'answer'>;
type ExportMethods = Pick<typeof import('./export/build.ts'), 'buildExport'>;
type DecodeMethods = Pick<typeof import('./decode/decode.worker.ts'), 'inspectFile' | 'decodePage'>;

/** A worker without work for this long is let go, milliseconds. */
const WORKER_IDLE = 60_000;

export async function createBrowserEngine(): Promise<Engine> {
  const core = await coreFile();
  const tesseract = createTesseractPool(parallelism(), {
    worker: absolute(__VENDOR__.tesseract.worker),
    core,
    tessdata: absolute(__VENDOR__.tessdata.folder),
  });
  const decoder = createClient<DecodeMethods>(
    () => new Worker(new URL('../../workers/decode.ts', import.meta.url), { type: 'module', name: 'decode' }),
    { idleMs: WORKER_IDLE },
  );

  const exporter = createClient<ExportMethods>(
    () => new Worker(new URL('../../workers/export.ts', import.meta.url), { type: 'module', name: 'export' }),
    { idleMs: WORKER_IDLE },
  );

  const chat = createClient<ChatMethods>(
    () => new Worker(new URL('../../workers/chat.ts', import.meta.url), { type: 'module', name: 'chat' }),
    { idleMs: WORKER_IDLE },
  );

  return {
    parallelism: parallelism(),

    async inspect(job, file, signal): Promise<Inspection> {
      try {
        // While the file is opened Tesseract starts: the first page finds it warm.
        await ensureCached([core, ...job.packs.map(packFile)], job);
        tesseract.warmUp(job.packs);
        const { pages, warnings } = await decoder.call('inspectFile', [...contentOf(file)], { signal });
        return { ok: true, pages, warnings };
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
          message: 'The file could not be opened: it may be damaged. Save it again, as PNG or JPEG, and retry.',
        };
      }
    },

    answer: (uuid, question, previous, signal) => chat.call('answer', [uuid, question, previous], { signal }),

    buildExport: (uuid, spec, signal) => exporter.call('buildExport', [uuid, spec], { signal }),

    async readPage({ file, index, packs, bbox, signal, onProgress }: PageRequest) {
      const { gray, width, height, dpi, rotation, picture, warnings } = await decoder.call(
        'decodePage',
        [...contentOf(file), index],
        { signal },
      );
      onProgress('decode', 1);
      const region = regionOf(bbox, width, height);
      const recognised = await tesseract.recognise({
        picture: toPgm(gray, width, height, region),
        packs,
        signal,
        onProgress: (ratio) => onProgress('recognise', ratio),
      });
      const blocks = toBlocks(recognised, width, height, region);
      const words = blocks.flatMap((block) => block.lines).flatMap((line) => line.words);
      const page: Page = {
        index,
        text: pageText(blocks),
        blocks,
        width,
        height,
        dpi,
        rotation,
        source: 'ocr',
        mean_confidence: meanConfidence(words),
        detected_language: packs.join('+'),
        warnings: warnings.map((warning) => ({ ...warning, page: index + 1 })),
      };
      return { page, picture };
    },
  };
}

/** Whole pixels within the page. */
function regionOf(bbox: Bbox | undefined, width: number, height: number): Bbox {
  const [x0, y0, x1, y1] = bbox ?? [0, 0, width, height];
  const left = Math.min(Math.max(0, Math.floor(x0)), width - 1);
  const top = Math.min(Math.max(0, Math.floor(y0)), height - 1);
  return [
    left,
    top,
    Math.max(left + 1, Math.min(width, Math.ceil(x1))),
    Math.max(top + 1, Math.min(height, Math.ceil(y1))),
  ];
}

/** An upload as the decoder takes it; its type was told from its content when it came. */
function contentOf({ bytes, type }: BlobRecord): [Uint8Array, MediaTypeId] {
  const id = typeByMime(type)?.id;
  if (!id) throw new Error(`no such type: ${type}`);
  return [new Uint8Array(bytes), id];
}

/** Pages read at once: one a core, not more than six (FACTS: no gain), fewer where memory is short (220 MB a page). */
function parallelism(): number {
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

const absolute = (path: string): string => new URL(path, document.baseURI).href;

/**
 * Fetches what the engine needs before the job is accepted, so that a missing pack or an absent network is told now,
 * not on page 1. Throws ApiError `engine_unavailable`.
 */
async function ensureCached(urls: readonly string[], job: JobRecord): Promise<void> {
  const missing = job.packs.filter((code) => !(code in __VENDOR__.tessdata.bytes));
  if (missing.length > 0) {
    const names = missing.map((code) => `${languageByCode(code)?.name ?? code} (${code})`).join(', ');
    throw new ApiError(
      'engine_unavailable',
      `The language pack for ${names} is not part of this installation. ` +
        'Add it with "npm run languages" and build again, or choose another language.',
      { languages: missing },
    );
  }
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

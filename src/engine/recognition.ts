/** Recognition in the browser: Tesseract in a pool of workers, pictures prepared in another, the language told if asked. */
import type { Bbox, Page } from '../document/model.ts';
import { readPage as readStoredPage } from '../store/pages.ts';
import type { PageRequest } from './engine.ts';
import { missingLanguages, pageLanguage, textLanguage } from './language/page-language.ts';
import { letGo } from './recognise/let-go.ts';
import {
  type KnownParts,
  type PageOcr,
  type PageOcrRequest,
  readPageOcr,
  readPartOfTurned,
} from './recognise/read-page.ts';
import type { Tools } from './recognise/read-picture.ts';
import { workerImages } from './recognise/worker-images.ts';
import type { SourcePage } from './sources.ts';
import { createTesseractPool } from './tesseract/pool.ts';
import { poolRecognizer } from './tesseract/pool-recognizer.ts';
import { tesseractStarter } from './tesseract/worker.ts';

type Picture = Pick<SourcePage, 'width' | 'height' | 'rotation' | 'regions' | 'text'> & { gray: Uint8Array };

export interface Recognition {
  /** Starts a worker with these packs while nothing is to be read yet. */
  warmUp(packs: readonly string[]): void;
  /** Uses up `gray`. `detected`: the language, as a page tells it; null where the request named the packs. Rejects with ApiError. */
  read(source: Picture, request: PageRequest): Promise<{ ocr: PageOcr; detected: string | null }>;
}

export interface RecognitionOptions {
  /** Pages read at once. */
  workers: number;
  /** Absolute addresses. */
  tesseract: Parameters<typeof tesseractStarter>[0];
  fetchPacks: (packs: readonly string[]) => Promise<void>;
}

/** A worker without work for this long is let go, milliseconds. */
const WORKER_IDLE = 60_000;

export function createRecognition({ workers, tesseract, fetchPacks }: RecognitionOptions): Recognition {
  const pool = createTesseractPool(workers, tesseractStarter(tesseract));
  const tools: Tools = {
    recognizer: poolRecognizer(pool),
    images: workerImages(
      () => new Worker(new URL('../../workers/prepare.ts', import.meta.url), { type: 'module', name: 'prepare' }),
      WORKER_IDLE,
    ),
  };
  /** By job: what its last page was read with, a hint for the next. */
  const lastPacks = new Map<string, readonly string[]>();
  /** By job: the parts of its pages that were read. */
  const parts = new Map<string, KnownParts>();
  const partsOf = (uuid: string): KnownParts => {
    const known = parts.get(uuid) ?? new Map();
    keep(parts, uuid, known);
    return known;
  };
  return {
    warmUp: (packs) => pool.warmUp([...packs]),
    async read(source, request) {
      const { job, index, signal } = request;
      const told = request.packs.length > 0 ? null : await textLanguage(source.text, fetchPacks);
      const packs = told?.packs ?? request.packs;
      const language = packs.length > 0 ? null : pageLanguage(tools, fetchPacks, lastPacks.get(job.uuid), signal);
      const known = partsOf(job.uuid);
      const ocr = await recognise(tools, source, request, { packs: language?.packsFor ?? packs, known });
      letGo(source.gray);
      const found = told ?? language?.foundWith(ocr.packs);
      if (!found) return { ocr, detected: null };
      keep(lastPacks, job.uuid, found.packs);
      return {
        ocr: { ...ocr, warnings: [...ocr.warnings, ...missingLanguages(found, index + 1)] },
        detected: found.detected,
      };
    },
  };
}

/** What Tesseract reads on a page: all of it, or the parts where its source found ink but no text. */
async function recognise(
  tools: Tools,
  source: Picture,
  request: PageRequest,
  { packs, known }: Pick<PageOcrRequest, 'packs' | 'known'>,
): Promise<PageOcr> {
  const { gray, width, height } = source;
  const { job, bbox, signal, onProgress } = request;
  const common = {
    picture: { data: gray, width, height },
    packs,
    known,
    // Indents are no columns.
    segmentation: job.summary.tool === 'code-from-screenshot' ? ('block' as const) : undefined,
    signal,
    onProgress: (ratio: number) => onProgress('recognise', ratio),
  };
  const turn = bbox ? await turnBefore(source, request) : 0;
  if (bbox && turn !== 0) {
    const [w, h] = turn === 180 ? [width, height] : [height, width];
    return readPartOfTurned({ ...common, regions: [regionOf(bbox, w, h)] }, turn, tools);
  }
  const wanted = bbox ? [bbox] : source.regions;
  const regions = wanted?.map((region) => regionOf(region, width, height)) ?? null;
  // Pictures in a text are charts and logos, which hardly read better in five ways than in one; asked for, they may.
  return readPageOcr({ ...common, regions, mayLookAgain: bbox !== undefined || regions === null }, tools);
}

/** Jobs of which something is kept in mind. */
const JOBS_REMEMBERED = 8;

function keep<Value>(values: Map<string, Value>, uuid: string, value: Value): void {
  values.delete(uuid);
  values.set(uuid, value);
  const [oldest] = values.keys();
  if (values.size > JOBS_REMEMBERED && oldest !== undefined) values.delete(oldest);
}

/** By how much the page was turned when it was read as a whole, beyond what its source turns: its boxes lie so. */
async function turnBefore({ rotation }: Picture, { job, index }: PageRequest): Promise<Page['rotation']> {
  const stored = await readStoredPage(job.uuid, index);
  return stored ? turnBetween(rotation, stored.rotation) : 0;
}

const turnBetween = (from: Page['rotation'], to: Page['rotation']) => ((to - from + 360) % 360) as Page['rotation'];

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

/** Where pages come from: pictures and PDFs, behind one interface. */
import { ApiError } from '../contract/errors.ts';
import { type MediaTypeId, typeByMime } from '../contract/media-types.ts';
import type { Bbox, Block, Line, Page, Warning } from '../document/model.ts';
import type { PageSummary } from '../layout/document/index.ts';
import type { LayoutInput } from '../layout/input.ts';
import type { BlobRecord, JobRecord } from '../store/schema.ts';
import { isNotOpen } from './not-open.ts';
import { createPdfReader, type PdfFile } from './pdf/pdf-reader.ts';
import { createClient, WorkerDiedError } from './worker-rpc.ts';

/** A page before recognition. Boxes are pixels of the upright page. */
export interface SourcePage {
  width: number;
  height: number;
  dpi: number | null;
  /** Degrees clockwise that were undone. */
  rotation: Page['rotation'];
  /** One byte a pixel, 0 black, rows from the top; null where nothing is to be recognised. */
  gray: Uint8Array | null;
  /** The page laid out already, where its text layer is all there is to it. */
  blocks: Block[] | null;
  /** What the look at the whole document needs of it, where it is laid out. */
  summary: PageSummary | null;
  /** What the file itself says is on the page, word by word, and what is painted between; null of a picture. */
  text: LayoutInput | null;
  /** What an earlier recognition left in the file, where the page is recognised anew: the better is kept. */
  oldLayer?: Line[];
  /** Where there is something to recognise; null: the whole page. */
  regions: Bbox[] | null;
  /** What shows the page, where the browser cannot show the upload itself and it costs nothing to have it now. */
  picture: BlobRecord | null;
  warnings: Warning[];
}

/** The upload, read from the store when it is needed: a page of an open document needs it not. */
export type LoadFile = () => Promise<BlobRecord>;

export interface Source {
  /** Opens the file and counts its pages. Rejects with ApiError. */
  inspect(job: JobRecord, load: LoadFile, signal: AbortSignal): Promise<{ pages: number; warnings: Warning[] }>;
  /** The page `index`, from 0, or what is known of it in `region`. Rejects with ApiError for one that cannot be read. */
  readPage(
    job: JobRecord,
    load: LoadFile,
    index: number,
    region: Bbox | undefined,
    signal: AbortSignal,
  ): Promise<SourcePage>;
  /**
   * A picture of the page, made when somebody looks, or `width` pixels wide; pages of other sources have theirs already.
   */
  drawPage?(job: JobRecord, load: LoadFile, index: number, signal: AbortSignal, width?: number): Promise<BlobRecord>;
}

/** A worker without work for this long is let go, milliseconds. */
const WORKER_IDLE = 60_000;
/**
 * A file or page that keeps the decoder silent for so long is given up, milliseconds. The largest picture that is taken,
 * 100 megapixels, is decoded in seconds.
 */
const DECODER_SILENCE = 180_000;
/** Of a page drawn for the viewer, pixels: sharp at full width on a large screen. */
const DRAWN_WIDTH = 1_600;

type DecodeMethods = Pick<typeof import('./decode/decode.worker.ts'), 'inspectFile' | 'decodePage'>;

/** PNG, JPEG, WebP, GIF, BMP, TIFF. */
export function pictureSource(): Source {
  const decoder = createClient<DecodeMethods>(
    () => new Worker(new URL('../../workers/decode.ts', import.meta.url), { type: 'module', name: 'decode' }),
    { idleMs: WORKER_IDLE },
  );
  /** Hands the file over; its bytes are read anew for each call, so that they can be moved. */
  async function open(uuid: string, load: LoadFile, signal: AbortSignal) {
    const [bytes, type] = contentOf(await load());
    const options = { signal, silenceMs: DECODER_SILENCE, transfer: [bytes.buffer] };
    return decoder.call('inspectFile', [uuid, bytes, type], options);
  }

  return {
    async inspect({ uuid }, load, signal) {
      const { pages, warnings } = await onceMore(FILE_STOPS_DECODER, () => open(uuid, load, signal));
      return { pages, warnings };
    },
    async readPage({ uuid }, load, index, _region, signal) {
      const decode = () => decoder.call('decodePage', [uuid, index], { signal, silenceMs: DECODER_SILENCE });
      const page = await onceMore(PAGE_STOPS_DECODER, async () => {
        try {
          return await decode();
        } catch (error) {
          if (!isNotOpen(error)) throw error;
          await open(uuid, load, signal);
          return decode();
        }
      });
      return { ...page, blocks: null, summary: null, text: null, regions: null };
    },
  };
}

/** Repeats a call whose worker died: what came before may have left it short of memory. */
async function onceMore<Result>(refusal: string, call: () => Promise<Result>): Promise<Result> {
  const died = (error: unknown): null => {
    if (error instanceof WorkerDiedError) return null;
    throw error;
  };
  const result = (await call().catch(died)) ?? (await call().catch(died));
  if (result === null) throw new ApiError('unreadable', refusal);
  return result;
}

const FILE_STOPS_DECODER = 'This file stopped the decoder twice and was given up. Save it anew, or smaller, and retry.';
const PAGE_STOPS_DECODER = 'This page stopped the decoder twice and was given up. Save it anew, or smaller, and retry.';

const FILE_STOPS_READER = 'This PDF stopped the reader twice and was given up. Save it anew, or in parts, and retry.';
const PAGE_STOPS_READER = 'This page stopped the reader twice and was given up. Save the PDF anew and retry.';

/** `folder`: absolute address of pdf.js's files, with a final slash. */
export function pdfSource(folder: string): Source {
  const reader = createPdfReader(
    () => new Worker(new URL('../../workers/pdf.ts', import.meta.url), { type: 'module', name: 'pdf' }),
    folder,
  );
  const fileOf = ({ uuid, password }: JobRecord, load: LoadFile): PdfFile => ({
    key: uuid,
    password: password ?? null,
    bytes: async () => new Uint8Array((await load()).bytes),
  });
  return {
    inspect: (job, load, signal) => onceMore(FILE_STOPS_READER, () => reader.inspect(fileOf(job, load), signal)),
    async readPage(job, load, index, region, signal) {
      const use = { tool: job.summary.tool, region };
      const page = await onceMore(PAGE_STOPS_READER, () => reader.readPage(fileOf(job, load), index, use, signal));
      const { width, height, dpi, gray, blocks, summary, text, oldLayer, ocrRegions, warnings } = page;
      const regions = page.decision === 'mixed' ? ocrRegions : null;
      const laidOut = { blocks, summary, text, oldLayer, regions };
      return { width, height, dpi, gray, ...laidOut, rotation: 0, picture: null, warnings };
    },
    async drawPage(job, load, index, signal, width = DRAWN_WIDTH) {
      const { bytes, type } = await reader.renderPage(fileOf(job, load), index, width, signal);
      return { bytes, type };
    },
  };
}

/** An upload as the decoder takes it; its type was told from its content when it came. */
function contentOf({ bytes, type }: BlobRecord): [Uint8Array<ArrayBuffer>, MediaTypeId] {
  const id = typeByMime(type)?.id;
  if (!id) throw new Error(`no such type: ${type}`);
  return [new Uint8Array(bytes), id];
}

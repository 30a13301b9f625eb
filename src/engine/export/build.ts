/** Builds a file from a finished job: what the export worker does, and tests do under Node. */
import { ApiError } from '../../contract/errors.ts';
import type { Page } from '../../document/model.ts';
import { parsePageRanges } from '../../document/page-ranges.ts';
import { translatedPage } from '../../document/translated.ts';
import { flowingPage, isFlowing } from '../../exports/flowing-page.ts';
import { type ExportPage, exportDocument } from '../../exports/index.ts';
import { readJpeg } from '../../exports/pdf/jpeg.ts';
import { pageDpi } from '../../exports/pdf/page-size.ts';
import type { ExportSpec } from '../../store/exports.ts';
import { readJob, readOriginal, readPicture } from '../../store/jobs.ts';
import { readPage, readPages } from '../../store/pages.ts';
import type { BlobRecord, JobRecord } from '../../store/schema.ts';
import type { BuildProgress } from '../engine.ts';
import { cutRegions, FIGURE_DPI, type LoadPicture } from './cut-regions.ts';
import { borrowDrawings, type DrawPage } from './drawings.ts';

/**
 * Reads the job from the store. `drawings` leads to where pages are drawn that have no picture of their own; without it
 * no figures are shown. Throws ApiError `not_found` where the job is gone or has not the pages.
 */
export async function buildExport(
  uuid: string,
  { format, pages: ranges, layout, tables, bom, pdfa, source }: ExportSpec,
  drawings?: MessagePort,
  onProgress?: (progress: BuildProgress) => void,
): Promise<Uint8Array> {
  const job = await readJob(uuid);
  const count = job?.summary.page_count ?? 0;
  const wanted = ranges === undefined ? null : parsePageRanges(ranges, count);
  if (!job || format === 'json' || (ranges !== undefined && !wanted)) {
    throw new ApiError('not_found', 'The job or the pages wanted of it are no longer there.');
  }
  const { summary, packs } = job;
  const own = summary.detected_language ?? packs[0] ?? null;
  const language = source || format === 'pdf' ? own : (summary.translate_to ?? own);
  const pages: ExportPage[] = [];
  for (let from = 0; from < count; from += READ_AT_ONCE) {
    const read = await readPages(uuid, from, from + READ_AT_ONCE);
    pages.push(...read.filter(({ index }) => wanted?.has(index) ?? true).map(keptOf));
  }
  const original = format === 'pdf' ? await readOriginal(uuid) : undefined;
  const borrowed = drawings && borrowDrawings(drawings);
  const regions = borrowed && cutRegions(pictureLoader(job, borrowed.drawPage));
  try {
    return await exportDocument({ title: summary.filename, language, pages }, format, {
      ...(layout && { layout: true }),
      ...(bom && { bom: true }),
      ...(tables && { tables }),
      ...(pdfa && { pdfa: true }),
      ...(original && { original: contentOf(original) }),
      ...(regions && { cutRegion: regions.cutRegion }),
      ...(onProgress && { onProgress: reportNow(onProgress) }),
    });
  } finally {
    regions?.close();
    borrowed?.close();
  }

  /** As little of a page as the format can do with until its turn comes. */
  function keptOf(page: Page): ExportPage {
    if (format === 'pdf') return { ...page, blocks: [], text: '', load: () => readPage(uuid, page.index), picture };
    // The words of a layer over the page's picture are those of the picture.
    const isOverPicture = format === 'hocr' || format === 'alto';
    const shown = summary.translate_to === null || source || isOverPicture ? page : translatedPage(page);
    return isFlowing(format, { layout: layout !== undefined }) ? flowingPage(shown) : shown;

    async function picture() {
      const stored = await readPicture(uuid, page.index);
      return stored && embeddable(contentOf(stored), pdfa !== undefined);
    }
  }
}

/** Pages: a document's at once would be held twice, as they are stored and as they are used. */
const READ_AT_ONCE = 16;

/** Milliseconds: more often nobody can read it. */
const REPORT_EVERY = 200;

function reportNow(report: (progress: BuildProgress) => void): (done: number, total: number) => void {
  let last = 0;
  return (done, total) => {
    const now = performance.now();
    if (total < 2 || (now - last < REPORT_EVERY && done < total)) return;
    last = now;
    report({ done, total });
  };
}

/** Of a page that is drawn, pixels: 64 MB decoded. A4 has 4.7 million at 220 dpi, and A3 9.4. */
const DRAWN_PIXELS = 16_000_000;

/** Pages of a PDF are drawn now, as sharp as figures are shown, and not kept; of others there is a picture. */
function pictureLoader({ uuid, media_type, retention }: JobRecord, drawPage: DrawPage): LoadPicture {
  return async (page) => {
    // The worker that draws may still have open what was deleted.
    if (retention === 'text') return null;
    const stored = () => readPicture(uuid, page.index).then((picture) => picture ?? null);
    // A page that was turned is drawn as it lay.
    if (media_type !== 'application/pdf' || page.rotation !== 0) return stored();
    try {
      return await drawPage(page.index, drawnWidth(page));
    } catch (error) {
      const picture = await stored();
      if (picture) return picture;
      throw error;
    }
  };
}

function drawnWidth(page: Page): number {
  const [width, height] = [page.width, page.height].map((side) => (side / pageDpi(page)) * FIGURE_DPI) as [
    number,
    number,
  ];
  return Math.ceil(width * Math.min(1, Math.sqrt(DRAWN_PIXELS / (width * height))));
}

const contentOf = ({ bytes, type }: BlobRecord) => ({ bytes: new Uint8Array(bytes), type });

/** PDF embeds JPEG and PNG; what else the browser shows becomes PNG here. Under Node it stays what it is. */
async function embeddable(picture: { bytes: Uint8Array<ArrayBuffer>; type: string }, pdfa: boolean) {
  // PDF/A admits the colours of a printing press with a profile of the press only.
  const isPrint = pdfa && readJpeg(picture.bytes)?.dictionary.ColorSpace === 'DeviceCMYK';
  const isTaken = /^image\/(jpeg|png)$/.test(picture.type) && !isPrint;
  if (isTaken || typeof OffscreenCanvas === 'undefined') return picture;
  const bitmap = await createImageBitmap(new Blob([picture.bytes], { type: picture.type }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  canvas.width = 0;
  return { bytes: new Uint8Array(await blob.arrayBuffer()), type: blob.type };
}

/** Builds a file from a finished job: what the export worker does, and tests do under Node. */
import { ApiError } from '../../contract/errors.ts';
import { parsePageRanges } from '../../document/page-ranges.ts';
import { exportDocument } from '../../exports/index.ts';
import { readJpeg } from '../../exports/pdf/jpeg.ts';
import type { ExportSpec } from '../../store/exports.ts';
import { readJobWithPages, readOriginal, readPicture } from '../../store/jobs.ts';
import type { BlobRecord, JobRecord } from '../../store/schema.ts';
import type { BuildProgress } from '../engine.ts';
import { cutRegions, type LoadPicture } from './cut-regions.ts';
import { borrowDrawings, type DrawPage } from './drawings.ts';

/**
 * Reads the job from the store. `drawings` leads to where pages are drawn that have no picture of their own; without it
 * no figures are shown. Throws ApiError `not_found` where the job is gone or has not the pages.
 */
export async function buildExport(
  uuid: string,
  { format, pages: ranges, layout, tables, bom, pdfa }: ExportSpec,
  drawings?: MessagePort,
  onProgress?: (progress: BuildProgress) => void,
): Promise<Uint8Array> {
  const found = await readJobWithPages(uuid);
  const count = found?.job.summary.page_count ?? 0;
  const wanted = ranges === undefined ? null : parsePageRanges(ranges, count);
  if (!found || format === 'json' || (ranges !== undefined && !wanted)) {
    throw new ApiError('not_found', 'The job or the pages wanted of it are no longer there.');
  }
  const { summary, packs } = found.job;
  const records = found.pages.filter((record) => wanted?.has(record.index) ?? true);
  const pages = records.map(({ page, index }) => {
    const picture = async () => {
      const stored = await readPicture(uuid, index);
      return stored && embeddable(contentOf(stored), pdfa !== undefined);
    };
    return format === 'pdf' ? { ...page, picture } : page;
  });
  const original = format === 'pdf' ? await readOriginal(uuid) : undefined;
  const borrowed = drawings && borrowDrawings(drawings);
  const regions = borrowed && cutRegions(pictureLoader(found.job, borrowed.drawPage));
  try {
    return await exportDocument(
      { title: summary.filename, language: summary.detected_language ?? packs[0] ?? null, pages },
      format,
      {
        ...(layout && { layout: true }),
        ...(bom && { bom: true }),
        ...(tables && { tables }),
        ...(pdfa && { pdfa: true }),
        ...(original && { original: contentOf(original) }),
        ...(regions && { cutRegion: regions.cutRegion }),
        ...(onProgress && { onProgress: reportNow(onProgress) }),
      },
    );
  } finally {
    regions?.close();
    borrowed?.close();
  }
}

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

/** The picture that was made when the page was read or looked at, else one that is drawn now and not kept. */
function pictureLoader({ uuid, media_type, retention }: JobRecord, drawPage: DrawPage): LoadPicture {
  return async ({ index, rotation }) => {
    // The worker that draws may still have open what was deleted.
    if (retention === 'text') return null;
    const stored = await readPicture(uuid, index);
    // A page that was turned is drawn as it lay.
    if (stored || media_type !== 'application/pdf' || rotation !== 0) return stored ?? null;
    return drawPage(index);
  };
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

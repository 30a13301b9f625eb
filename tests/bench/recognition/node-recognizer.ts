/**
 * The recogniser under Node, for quick measurements of the pipeline without a browser: the same tesseract.js, its core
 * built for Node (without relaxed SIMD), and the language packs of the npm packages or of a folder.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorker, OEM, type Worker } from 'tesseract.js';
import { toPgm } from '../../../src/engine/decode/pgm.ts';
import {
  type GrayPicture,
  PAGE_SEGMENTATION,
  type Recognizer,
  THRESHOLDING,
} from '../../../src/engine/recognise/recognizer.ts';
import { toBlocks } from '../../../src/engine/tesseract/to-page.ts';
import { withOwnHeights } from '../../../src/engine/tesseract/word-heights.ts';
import { packFile } from './packs.ts';

export interface NodeRecognizer extends Recognizer {
  /** How many times Tesseract was called, and for how many seconds in all. */
  calls: number;
  seconds: number;
  close(): Promise<void>;
}

/** One worker; for two pages at once make two. `folder` holds CODE.traineddata.gz of packs that npm has not. */
export function createNodeRecognizer(folder?: string): NodeRecognizer {
  let worker: Worker | undefined;
  let loaded = '';

  const recognizer: NodeRecognizer = {
    calls: 0,
    seconds: 0,
    async read({ picture: { data, width, height }, packs, segmentation, threshold = 'otsu', resolution = 0 }) {
      const languages = packs.join('+');
      if (languages !== loaded) {
        await worker?.terminate();
        worker = await start(packs, folder);
        loaded = languages;
      }
      const begin = performance.now();
      await worker!.setParameters({
        tessedit_pageseg_mode: String(PAGE_SEGMENTATION[segmentation]) as never,
        debug_file: '/dev/null',
        user_defined_dpi: String(resolution),
        ...({ thresholding_method: String(THRESHOLDING[threshold]) } as object),
      });
      const read = await worker!.recognize(Buffer.from(toPgm(data, width, height)) as never, {}, { blocks: true });
      recognizer.calls += 1;
      recognizer.seconds += (performance.now() - begin) / 1_000;
      return withOwnHeights(toBlocks(read.data.blocks ?? [], width, height), { data, width, height });
    },
    async close() {
      await worker?.terminate();
      worker = undefined;
      loaded = '';
    },
  };
  return recognizer;
}

const start = (packs: readonly string[], folder?: string): Promise<Worker> =>
  withPacks(packs, folder, (langPath) =>
    createWorker([...packs], OEM.LSTM_ONLY, { langPath, cacheMethod: 'none', gzip: true }),
  );

/** tesseract.js looks for all packs in one folder: one of links, as long as `use` takes. */
async function withPacks<T>(
  packs: readonly string[],
  folder: string | undefined,
  use: (langPath: string) => Promise<T>,
): Promise<T> {
  const together = await mkdtemp(join(tmpdir(), 'packs-'));
  try {
    for (const code of packs) await symlink(packFile(code, folder), join(together, `${code}.traineddata.gz`));
    return await use(together);
  } finally {
    await rm(together, { recursive: true });
  }
}

/** A picture file as the decoder gives it: gray, alpha on white. By ImageMagick; only for benches. */
export function loadGray(path: string): GrayPicture {
  const { status, stdout, stderr } = spawnSync(
    'convert',
    [
      `${path}[0]`,
      '-auto-orient',
      '-background',
      'white',
      '-alpha',
      'remove',
      '-colorspace',
      'Gray',
      '-depth',
      '8',
      'pgm:-',
    ],
    { maxBuffer: 1 << 30 },
  );
  if (status !== 0) throw new Error(`${path}: ${stderr}`);
  const header = /^P5\s+(?:#.*\s+)*(\d+)\s+(\d+)\s+(\d+)\s/.exec(stdout.subarray(0, 512).toString('latin1'));
  if (!header) throw new Error(`${path}: not PGM`);
  const [all, width, height] = header;
  return { data: new Uint8Array(stdout.subarray(all.length)), width: Number(width), height: Number(height) };
}

/** Our pipeline under Node: the same code as in the browser above the recogniser, two pages at a time. */
import { createRequire } from 'node:module';
import { createNodeRecognizer, loadGray, type NodeRecognizer } from './node-recognizer.ts';
import { hasPack } from './packs.ts';
import { readPage } from './pipeline.ts';
import type { PictureReader } from './readers.ts';

const { version } = createRequire(import.meta.url)('tesseract.js/package.json') as { version: string };
const WORKERS = 2;

export function nodeReader(packs: string | undefined): PictureReader {
  const free = Array.from({ length: WORKERS }, () => createNodeRecognizer(packs));
  const all = [...free];
  return {
    id: 'ours',
    build: `the working tree under Node, tesseract.js ${version}, ${WORKERS} pages at a time; seconds without decoding`,
    parallelism: WORKERS,
    takes: ({ packs: codes }) => codes.every((code) => hasPack(code, packs)),
    async read({ path, packs: codes }) {
      const recognizer = free.pop()!;
      const picture = loadGray(path);
      await warm(recognizer, codes);
      const started = performance.now();
      const seconds = () => (performance.now() - started) / 1000;
      try {
        return { ...(await readPage(picture, codes, recognizer)), seconds: seconds() };
      } catch (error) {
        return { text: '', seconds: seconds(), failure: String(error) };
      } finally {
        free.push(recognizer);
      }
    },
    async tesseractAlone({ path, packs: codes }) {
      const recognizer = all[0]!;
      await warm(recognizer, codes);
      const picture = loadGray(path);
      const before = recognizer.seconds;
      await recognizer.read({ picture, packs: codes, segmentation: 'auto', signal: new AbortController().signal });
      return recognizer.seconds - before;
    },
    async close() {
      await Promise.all(all.map((recognizer) => recognizer.close()));
    },
  };
}

/** Starts the recogniser on these packs, whatever it was on: a speck to read. */
async function warm(recognizer: NodeRecognizer, packs: readonly string[]): Promise<void> {
  const picture = { data: new Uint8Array(32 * 32).fill(255), width: 32, height: 32 };
  await recognizer.read({ picture, packs, segmentation: 'auto', signal: new AbortController().signal });
}

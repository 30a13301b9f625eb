/** tesseract.js under Node as its documentation begins: `createWorker(language)`, `recognize(file)`, nothing set. */
import { createRequire } from 'node:module';
import { createWorker, type Worker } from 'tesseract.js';
import { withPacks } from './node-recognizer.ts';
import { hasPack } from './packs.ts';
import type { PictureReader } from './readers.ts';

const { version } = createRequire(import.meta.url)('tesseract.js/package.json') as { version: string };

export function plainReader(packs: string | undefined): PictureReader {
  let worker: Worker | undefined;
  let loaded = '';
  return {
    id: 'plain',
    build: `tesseract.js ${version} under Node, its defaults, the same packs as ours`,
    parallelism: 1,
    takes: ({ packs: codes }) => codes.every((code) => hasPack(code, packs)),
    async read({ path, packs: codes }) {
      const languages = codes.join('+');
      if (languages !== loaded) {
        await worker?.terminate();
        // Without a handler its errors are thrown a second time, past every catch.
        const options = { gzip: true, cacheMethod: 'none', errorHandler: () => {} };
        worker = await withPacks(codes, packs, (langPath) =>
          createWorker([...codes], undefined, { ...options, langPath }),
        );
        loaded = languages;
      }
      const started = performance.now();
      const seconds = () => (performance.now() - started) / 1000;
      try {
        const { data } = await worker!.recognize(path);
        return { text: data.text, seconds: seconds() };
      } catch (error) {
        loaded = '';
        return { text: '', seconds: seconds(), failure: String(error) };
      }
    },
    async close() {
      await worker?.terminate();
    },
  };
}

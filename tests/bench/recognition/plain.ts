/** tesseract.js under Node as its documentation begins: `createWorker(language)`, `recognize(file)`, nothing set. */
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorker, type Worker } from 'tesseract.js';
import { hasPack, packFile } from './packs.ts';
import type { PictureReader } from './readers.ts';

const { version } = createRequire(import.meta.url)('tesseract.js/package.json') as { version: string };
const FIXTURE = join(import.meta.dirname, '../../fixtures/phototest.tif');

export function plainReader(packs: string | undefined): PictureReader {
  // It looks for all packs in one folder.
  const langPath = mkdtempSync(join(tmpdir(), 'packs-'));
  let worker: Worker | undefined;
  let loaded = '';

  async function prepare(codes: readonly string[]): Promise<Worker> {
    for (const code of codes) {
      const link = join(langPath, `${code}.traineddata.gz`);
      if (!existsSync(link)) symlinkSync(packFile(code, packs), link);
    }
    const languages = codes.join('+');
    if (!worker) {
      // Without a handler its errors are thrown a second time, past every catch.
      worker = await createWorker(languages, undefined, { langPath, cacheMethod: 'none', errorHandler: () => {} });
      // While its code is being compiled, that would count as reading.
      await worker.recognize(FIXTURE);
    } else if (languages !== loaded) await worker.reinitialize(languages);
    loaded = languages;
    return worker;
  }

  return {
    id: 'plain',
    build: `tesseract.js ${version} under Node, its defaults, the same packs as ours`,
    parallelism: 1,
    takes: ({ packs: codes }) => codes.every((code) => hasPack(code, packs)),
    async read({ path, packs: codes }) {
      const ready = await prepare(codes);
      const started = process.cpuUsage();
      const seconds = () => {
        const { user, system } = process.cpuUsage(started);
        return (user + system) / 1_000_000;
      };
      try {
        const { data } = await ready.recognize(path);
        return { text: data.text, seconds: seconds() };
      } catch (error) {
        await worker?.terminate();
        worker = undefined;
        return { text: '', seconds: seconds(), failure: String(error) };
      }
    },
    async close() {
      await worker?.terminate();
      rmSync(langPath, { recursive: true });
    },
  };
}

/** Files through the production build in a real Chromium, by the API, as the app itself sends them. */
import type { ElementHandle, Page } from 'playwright-core';
import { serve } from '../../../scripts/serve.mjs';
import { tokenOf } from '../../e2e/browser-target.ts';
import { type App, killBrowser, launch, open, type Session, startApp } from '../../e2e/harness.ts';
import { type Answer, NOTHING, readInPage } from './read-in-page.ts';

export interface ReadOptions {
  password?: string | undefined;
  language?: string;
  /** Seconds until the reading is given up. */
  bound: number;
}

export interface Reading extends Answer {
  /** What the browser's console said meanwhile; a repeated error is there once a browser. */
  errors: string[];
}

/** "text-layer 3, ocr 1" */
export const sourcesOf = ({ sources }: Reading): string =>
  Object.entries(sources)
    .map(([source, count]) => `${source} ${count}`)
    .join(', ');

export interface ReaderOptions {
  /** A built app to drive; without it dist/. */
  dist?: string | undefined;
  /** What the browser says of the machine's cores; the engine takes as many recognisers. */
  cores?: number | undefined;
}

export interface Reader {
  read(path: string, options: ReadOptions): Promise<Reading>;
  /** Of the tab that reads now. */
  session(): Session;
  token(): string;
  /** How often a browser was started. */
  starts(): number;
  /** "Chromium 1.2.3". */
  browser(): string;
  close(): Promise<void>;
}

export async function createReader({ dist, cores }: ReaderOptions = {}): Promise<Reader> {
  const app = dist === undefined ? await startApp() : await startOther(dist);
  let starts = 0;
  let tab = await start();

  async function start() {
    starts++;
    const session = await launch(app);
    if (cores !== undefined) {
      // It lasts as long as the protocol's session, which ends with the browser.
      const cdp = await session.context.newCDPSession(session.page);
      await cdp.send('Emulation.setHardwareConcurrencyOverride', { hardwareConcurrency: cores });
    }
    const page = await open(session);
    const token = await tokenOf(page);
    // A view that follows no job: the list would ask for the picture of every first page, the account for the ledger.
    await page.evaluate(() => {
      location.hash = '#/api';
    });
    return { session, page, token, input: await fileInput(page) };
  }

  async function restart(): Promise<void> {
    await killBrowser(tab.session).catch(() => {});
    await tab.session.close().catch(() => {});
    tab = await start();
  }

  return {
    async read(path, options) {
      const { errors } = tab.session;
      const known = errors.length;
      const reading = { ...(await readIn(tab, path, options)), errors: errors.slice(known).filter(isFault) };
      if (reading.outcome === 'crash' || reading.outcome === 'timeout') await restart();
      return reading;
    },
    session: () => tab.session,
    token: () => tab.token,
    starts: () => starts,
    browser: () => `Chromium ${tab.session.context.browser()?.version() ?? ''}`,
    async close() {
      await tab.session.close();
      await app.stop();
    },
  };
}

/** Chromium also notes every answer that refuses something. */
const isFault = (error: string): boolean => !/^Failed to load resource: .* status of [45]\d\d .*\/api\//.test(error);

/** An app from another folder than dist/; nothing here unplugs it. */
async function startOther(root: string): Promise<App> {
  const server = await serve({ root });
  return { origin: `http://localhost:${server.port}`, stop: () => server.close(), resume: async () => {} };
}

/** An input of our own in the page: Chromium hands it files from the disk, however large. */
async function fileInput(page: Page): Promise<ElementHandle<HTMLInputElement>> {
  const handle = await page.evaluateHandle(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.hidden = true;
    document.documentElement.append(input);
    return input;
  });
  return handle.asElement() as ElementHandle<HTMLInputElement>;
}

interface Tab {
  page: Page;
  token: string;
  input: ElementHandle<HTMLInputElement>;
}

async function readIn({ page, token, input }: Tab, path: string, options: ReadOptions): Promise<Answer> {
  const { password, language = 'auto', bound } = options;
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const fields = { language, ...(password !== undefined && { password }) };
  const crashed = new Promise<Answer>((resolve) => {
    page.once('crash', () =>
      resolve({ ...NOTHING, outcome: 'crash', seconds: seconds(), message: 'The tab crashed.' }),
    );
  });
  // The page gives up by itself at the bound; later than that it hangs.
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<Answer>((resolve) => {
    const end = () => resolve({ ...NOTHING, outcome: 'timeout', seconds: seconds(), message: 'The tab hangs.' });
    timer = setTimeout(end, (bound + 15) * 1000);
  });
  const read = async (): Promise<Answer> => {
    await input.setInputFiles(path);
    return input.evaluate(readInPage, { token, fields, bound, nothing: NOTHING });
  };
  const broken = (error: unknown): Promise<Answer> | Answer =>
    page.isClosed() || /crash|closed/i.test(String(error))
      ? { ...NOTHING, outcome: 'crash', seconds: seconds(), message: firstLine(error) }
      : { ...NOTHING, outcome: 'error', seconds: seconds(), code: 'no answer', message: firstLine(error) };
  try {
    return await Promise.race([read().catch(broken), crashed, hung]);
  } finally {
    clearTimeout(timer);
    page.removeAllListeners('crash');
  }
}

const firstLine = (error: unknown): string => String(error).split('\n')[0] ?? '';

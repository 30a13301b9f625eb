/** The production build, served as `npm start` serves it, in a real Chromium that is watched from outside. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';
import { observe, startRecorder } from './observe.ts';

export * from './faults.ts';

const DIST = join(import.meta.dirname, '../../dist');
export const FIXTURES = join(import.meta.dirname, '../fixtures');

export interface App {
  /** `http://localhost:PORT`; the app's base is its root. */
  origin: string;
  /** Ends the server, as an unplugged network would; `resume` listens on the same port again. */
  stop(): Promise<void>;
  resume(): Promise<void>;
}

/** Serves dist/ on a free port. */
export async function startApp(): Promise<App> {
  if (!existsSync(join(DIST, '.inputs'))) throw new Error('There is no finished build: npm run build');
  let server = await serve({ root: DIST });
  const { port } = server;
  let running = true;
  return {
    origin: `http://localhost:${port}`,
    async stop() {
      if (running) await server.close();
      running = false;
    },
    async resume() {
      if (!running) server = await serve({ root: DIST, port });
      running = true;
    },
  };
}

export interface LaunchOptions {
  /** A folder to keep; without it one is made and removed on close. */
  profile?: string;
  locale?: string;
  colorScheme?: 'light' | 'dark';
  viewport?: { width: number; height: number };
  /** Touch and a phone's pixel ratio. */
  phone?: boolean;
  /** Of Chromium, besides the usual ones. */
  args?: string[];
}

export interface Session {
  app: App;
  context: BrowserContext;
  /** The first tab, blank. */
  page: Page;
  profile: string;
  /** Every request that left the browser, of pages, workers, service workers and of the browser itself. */
  requests: readonly string[];
  violations: readonly string[];
  errors: readonly string[];
  assertOwnOriginOnly(): void;
  assertNoViolations(): void;
  /** Fails on uncaught exceptions and console errors; those that a test provokes are named by `except`. */
  assertNoErrors(except?: RegExp): void;
  close(): Promise<void>;
}

/** Starts Chromium on the app; nothing is opened yet. */
export async function launch(app: App, options: LaunchOptions = {}): Promise<Session> {
  const { profile: kept, phone = false, args = [], ...emulated } = options;
  const profile = kept ?? (await mkdtemp(join(tmpdir(), 'barg-profile-')));
  const recorder = await startRecorder(app.origin);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...FLAGS, ...args],
    proxy: { server: `http://127.0.0.1:${recorder.port}`, bypass: '<-loopback>' },
    ...(phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {}),
    ...emulated,
  });
  const browser = context.browser();
  assert(browser, 'a persistent context has its browser');
  const observed = await observe(browser);
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    app,
    context,
    page,
    profile,
    requests: recorder.requests,
    ...observed,
    assertOwnOriginOnly() {
      const foreign = recorder.requests.filter((url) => !url.startsWith(`${app.origin}/`) && url !== DICTIONARIES);
      assert.deepEqual(foreign, [], 'requests to other origins');
    },
    assertNoViolations: () => assert.deepEqual(observed.violations, [], 'violations of the content security policy'),
    assertNoErrors(except) {
      const unexpected = observed.errors.filter((text) => !except?.test(text));
      assert.deepEqual(unexpected, [], 'errors in the browser');
    },
    async close() {
      await context.close();
      await recorder.close();
      if (!kept) await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

/**
 * Opens the app and waits until the service worker controls the page; `serviceWorker.ready` would not tell.
 * Without `controlled` it returns as soon as the page has loaded.
 */
export async function open(session: Session, path = '/', { controlled = true } = {}): Promise<Page> {
  const { page, app } = session;
  await page.goto(`${app.origin}${path}`);
  if (controlled) await untilControlled(page);
  return page;
}

export async function untilControlled(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 30_000 });
}

/** Where Chromium itself asks for a dictionary of its spelling checker once somebody types; no flag keeps it from that. */
const DICTIONARIES = 'https://redirector.gvt1.com:443';

/**
 * Root in a container has no sandbox; the rest keeps the browser's own traffic out of the record. Debian's Chromium asks
 * for accounts and component updates all the same, so these are sent to a port that it refuses to use.
 */
const FLAGS = [
  '--no-sandbox',
  '--gaia-url=http://127.0.0.1:9',
  '--component-updater=url-source=http://127.0.0.1:9/',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A form with a text field would ask for autofill's opinion.
  '--autofill-server-url=http://127.0.0.1:9/',
];

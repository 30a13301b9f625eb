/** An installed Chromium without a window as the engine: the app in a profile that is kept, its bridge turned on. */
import { existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where browsers usually are. */
const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/microsoft-edge',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
export const DEFAULT_PROFILE = join(homedir(), '.barg', 'profile');
/** Milliseconds for the app to be ready, and between two starts of a browser that died. */
const READY_WITHIN = 60_000;
const AGAIN = 1_000;

export function findBrowser() {
  const found = [process.env.CHROMIUM, ...BROWSERS].find((path) => path && existsSync(path));
  if (found) return found;
  throw new Error('No Chromium, Chrome or Edge was found. Install one, or name it: CHROMIUM=/path/to/chrome.');
}

/**
 * Starts the browser, and again whenever it dies, until it is closed. Resolves once the app answers through the bridge.
 * @param {{ address: string, profile?: string, isConnected: () => boolean }} options
 * @returns {Promise<{ token: string, pid: () => number | undefined, close: () => Promise<void> }>}
 */
export async function startHeadless({ address, profile = DEFAULT_PROFILE, isConnected }) {
  const { chromium } = await import('playwright-core');
  const executablePath = findBrowser();
  mkdirSync(profile, { recursive: true });
  let closed = false;
  let context = null;

  async function start() {
    context = await chromium
      .launchPersistentContext(profile, {
        executablePath,
        headless: true,
        // As root there is no sandbox to be had.
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      })
      .catch((error) => {
        const inUse = /ProcessSingleton|profile.*in use|SingletonLock/i.test(error.message);
        throw inUse ? new Error(`The profile ${profile} is in use: end the other one, or use --profile.`) : error;
      });
    context.on('close', () => {
      if (!closed) setTimeout(() => void start().catch(console.error), AGAIN);
    });
    const page = context.pages()[0] ?? (await context.newPage());
    await page.addInitScript(() => localStorage.setItem('barg-bridge', 'on'));
    await page.goto(`${address}/#/account`);
    await page.waitForFunction(() => navigator.serviceWorker?.controller, null, { timeout: READY_WITHIN });
    return page;
  }

  const page = await start();
  const token = (await page.locator('#api-token').textContent({ timeout: READY_WITHIN }))?.trim() ?? '';
  const until = Date.now() + READY_WITHIN;
  while (!(isConnected() && (await isReady(address, token)))) {
    if (Date.now() > until) throw new Error('The app did not become ready within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    token,
    async close() {
      closed = true;
      await context?.close();
    },
  };
}

async function isReady(address, token) {
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`${address}/api/v1/`, { headers }).catch(() => null);
  return response?.ok === true && (await response.json()).engines.cpu.ready;
}

/** Faults made from outside, as a browser, a person or a full disk makes them. */
import type { Page } from 'playwright-core';
import type { Session } from './harness.ts';

/** Stops every service worker, idle or in the middle of a request; Chromium then delivers a pending fetch event again. */
export async function stopServiceWorkers(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('ServiceWorker.enable');
  await cdp.send('ServiceWorker.stopAllWorkers');
  await cdp.detach();
}

/**
 * Kills the renderers, the page's and those of other tabs, as the system does when memory runs out. Their locks pass on
 * within tens of milliseconds. (Navigating to chrome://crash leaves the next navigation hanging now and then.)
 */
export async function crashRenderer(page: Page): Promise<void> {
  const browser = page.context().browser();
  if (!browser) throw new Error('This browser is gone already.');
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const crashed = page.waitForEvent('crash');
  for (const { id, type } of processInfo) {
    if (type === 'renderer') kill(id);
  }
  await crashed;
  await cdp.detach();
}

/**
 * Kills the whole browser without any goodbye. Launch again with the same profile to see what survived. Its processes
 * are named by the browser itself, the profile stays.
 */
export async function killBrowser(session: Session): Promise<void> {
  const browser = session.context.browser();
  if (!browser) throw new Error('This browser is gone already.');
  const cdp = await browser.newBrowserCDPSession();
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
  const gone = new Promise((done) => browser.once('disconnected', done));
  for (const { id, type } of processInfo) {
    if (type !== 'browser') kill(id);
  }
  for (const { id, type } of processInfo) {
    if (type === 'browser') kill(id);
  }
  await gone;
}

/**
 * Caps an origin's storage, in bytes; a larger put then aborts its whole transaction. Before the origin is opened:
 * Chromium asks for the quota of a database only every 30 s.
 */
export async function capQuota(page: Page, origin: string, bytes: number): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  // The cap lasts as long as the session.
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });
}

/** Shift+Reload: the page comes back without a controlling service worker. */
export async function hardReload(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const loaded = page.waitForEvent('load');
  await cdp.send('Page.reload', { ignoreCache: true });
  await loaded;
  await cdp.detach();
}

/** Cuts the network of every realm: no server answers, and `navigator.onLine` says so. */
export async function goOffline(session: Session): Promise<void> {
  await session.app.stop();
  await session.context.setOffline(true);
}

export async function goOnline(session: Session): Promise<void> {
  await session.app.resume();
  await session.context.setOffline(false);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Pictures of every view, desktop and phone, English and Persian, light and dark, of a build that is being served:
 *   node scripts/screenshots.mjs FOLDER [URL]
 * The sample page is read once in each language, so that the result shown is a real one.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const SIZES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
};
const LANGUAGES = ['en', 'fa'];
const THEMES = ['light', 'dark'];
const ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
// Milliseconds; two cores read the sample in about five seconds.
const READING_LIMIT = 60_000;

const [folder = 'screenshots', url = 'http://localhost:4173'] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGS });
try {
  for (const [size, device] of Object.entries(SIZES)) {
    for (const language of LANGUAGES) await takeAll(size, device, language);
  }
} finally {
  await browser.close();
}

async function takeAll(size, device, language) {
  const context = await browser.newContext({ ...device, locale: language });
  const page = await context.newPage();
  const take = async (view) => {
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme });
      await page.waitForTimeout(300);
      await page.screenshot({ path: join(folder, `${view}-${size}-${language}-${theme}.png`) });
    }
  };

  await page.goto(`${url}/#/`);
  await page.locator('#offline-status[data-state=ready]').waitFor({ state: 'attached', timeout: READING_LIMIT });
  await take('first-run');

  await page.locator('#sample').click();
  await page.waitForURL(/#\/job\//);
  await take('reading');
  await page.locator('.word').first().waitFor({ state: 'attached', timeout: READING_LIMIT });
  await page.locator('.word').nth(3).hover();
  await take('result');
  for (const tab of ['markdown', 'json']) {
    await page.locator(`#tab-${tab}`).click();
    await take(tab);
  }

  await page.goto(`${url}/#/`);
  await page.locator('.row .thumbnail canvas').waitFor();
  await take('home');
  await page.goto(`${url}/#/account`);
  await page.locator('#usage').waitFor();
  await take('account');
  await page.goto(`${url}/#/account/usage`);
  await page.locator('#ledger').waitFor();
  await take('usage');
  await page.goto(`${url}/#/api`);
  await page.locator('[data-example=account] .run').click();
  await page.locator('[data-example=account] [data-finished]').waitFor();
  await take('api');
  await page.goto(`${url}/#/nowhere`);
  await page.locator('.state').waitFor();
  await take('not-found');
  await context.close();
}

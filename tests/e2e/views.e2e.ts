/** Every view in both languages, light and dark: accessible, in its direction, and no wider than a phone. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import JSZip from 'jszip';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, FIXTURES, launch, open, type Session, startApp } from './harness.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const VIEWS = [
  '#/',
  '#/job/{uuid}',
  '#/tools',
  '#/tools/receipt-to-data',
  '#/account',
  '#/account/usage',
  '#/api',
  '#/languages',
  '#/no-such-view',
];

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

describe.each(['en-GB', 'fa-IR'])('%s', (locale) => {
  describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
    let session: Session;
    let uuid = '';
    beforeAll(async () => {
      session = await launch(app, { locale, colorScheme, viewport: { width: 1280, height: 800 } });
      const page = await open(session);
      await page.setInputFiles('#file-input', join(FIXTURES, 'phototest.tif'));
      await page.locator('[data-uuid][data-state="done"], .text-view').first().waitFor();
      uuid = await page.evaluate(
        () => location.hash.split('/').at(2) ?? document.querySelector('[data-uuid]')?.getAttribute('data-uuid') ?? '',
      );
      await fillList(page);
    });
    afterAll(() => session.close());

    test.each(VIEWS)('%s', async (view) => {
      const { page } = session;
      await show(page, view.replace('{uuid}', uuid));
      expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(
        locale === 'fa-IR' ? ['fa', 'rtl'] : ['en', 'ltr'],
      );
      expect(await findings(page)).toEqual([]);
      for (const width of [360, 1280, 2560]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      await page.setViewportSize({ width: 360, height: 740 });
      expect(await findings(page)).toEqual([]);
      await page.setViewportSize({ width: 1280, height: 800 });
    });

    test('nothing was said on the console, nothing left the origin', () => {
      session.assertOwnOriginOnly();
      session.assertNoViolations();
      // The files that the list shows as refused.
      session.assertNoErrors(/status of 400/);
    });
  });
});

/** Home with all that can stand in its list: a batch unfolded, a refused file, and one that was read before. */
async function fillList(page: Page): Promise<void> {
  const phototest = readFileSync(join(FIXTURES, 'phototest.tif'));
  const zip = new JSZip().file('same.tif', phototest).file('notes.txt', 'text').file('broken.pdf', '%PDF-1.7 no');
  await page.evaluate(() => {
    location.hash = '#/';
  });
  await page.setInputFiles('#file-input', [
    { name: 'scans.zip', mimeType: 'application/zip', buffer: await zip.generateAsync({ type: 'nodebuffer' }) },
    { name: 'phototest.tif', mimeType: 'image/tiff', buffer: phototest },
    { name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
  ]);
  await page.locator('[data-batch] > .row[data-state="over"]').waitFor();
  await page.locator('[data-batch] button.row-name').click();
  await page.locator('.batch-files [data-path="broken.pdf"]').waitFor();
  await page.locator('.row[data-state="known"]').waitFor();
}

async function show(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await page.locator('main h1').first().waitFor();
  const shown = Object.entries(SHOWN_BY).find(([start]) => hash.startsWith(start));
  if (shown) await page.locator(shown[1]).first().waitFor();
}

/** What tells that a view which loads something has it. */
const SHOWN_BY = {
  '#/job': '.word-layer .word',
  '#/account/usage': '#ledger',
  '#/account': '#usage',
  '#/api': '[data-example="refused"] .run',
};

/** What axe finds that is serious or worse. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      rules: { 'label-content-name-mismatch': { enabled: true } },
    }),
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

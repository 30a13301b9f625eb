/** The contract as a page of the origin meets it: `fetch` in the page, answered by whatever answers there. */
import type { Page } from 'playwright-core';
import type { Answer, Target } from '../contract/suite.ts';
import { grayPng } from '../fixtures/png.ts';

export async function call(
  page: Page,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: Uint8Array } = {},
): Promise<Answer> {
  const url = path.startsWith('/') ? path : `/api/v1/${path}`;
  const sent = body ? Buffer.from(body).toString('base64') : null;
  const answer = await page.evaluate(
    async ([method, url, headers, sent]) => {
      const decode = async (text: string) => new Uint8Array(await (await fetch(`data:;base64,${text}`)).arrayBuffer());
      const response = await fetch(url, { method, headers, ...(sent !== null && { body: await decode(sent) }) });
      const bytes = new Uint8Array(await response.arrayBuffer());
      let binary = '';
      for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
      return { status: response.status, headers: Object.fromEntries(response.headers), bytes: btoa(binary) };
    },
    [method, url, headers, sent] as const,
  );
  return { ...answer, bytes: new Uint8Array(Buffer.from(answer.bytes, 'base64')) };
}

/** The token as the account page shows it. */
export async function tokenOf(page: Page): Promise<string> {
  const back = await page.evaluate(() => location.hash);
  await page.evaluate(() => {
    location.hash = '#/account';
  });
  const token = await page.locator('#api-token').textContent();
  await page.waitForFunction(() =>
    /^barg_[0-9a-f]{64}$/.test(document.querySelector('#api-token')?.textContent?.trim() ?? ''),
  );
  const shown = await page.locator('#api-token').textContent();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, back);
  return (shown ?? token ?? '').trim();
}

export async function browserTarget(page: Page): Promise<Target> {
  return {
    call: (method, path, init) => call(page, method, path, init),
    token: await tokenOf(page),
    slow: slowPicture(),
  };
}

/** Noise of letter-sized specks, which keeps Tesseract busy for seconds. */
export function slowPicture(): Uint8Array {
  let seed = 7;
  const cells = Array.from({ length: 400 * 400 }, () => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    return seed / 2 ** 32 < 0.4 ? 0 : 255;
  });
  return grayPng(2400, 2400, (x, y) => cells[Math.floor(y / 6) * 400 + Math.floor(x / 6)] ?? 255);
}

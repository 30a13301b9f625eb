/** Pages drawn in any language: words that Node's own CLDR knows, in whatever fonts the machine has. */
import type { Page } from 'playwright-core';
import type { Job } from '../../src/contract/job.ts';
import type { Language } from '../../src/contract/languages.ts';
import { characterErrorRate, normaliseUnspaced } from '../bench/shared/text-score.ts';
import { tokenOf } from './browser-target.ts';

export interface DrawnPage {
  png: Buffer;
  text: string;
}

/** Lines of text in the language, the same on every run; null where CLDR has none of it. */
export function linesIn({ tag }: Language): string[] | null {
  const [supported] = Intl.DateTimeFormat.supportedLocalesOf(tag);
  if (!supported || !isOwn(tag)) return null;
  const regions = new Intl.DisplayNames(tag, { type: 'region', fallback: 'none' });
  const names = REGIONS.map((code) => regions.of(code)).filter((name) => name !== undefined);
  const date = new Intl.DateTimeFormat(tag, { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' });
  const dates = DATES.map((day) => date.format(Date.parse(day)));
  const rows = names.flatMap((_, i) => (i % 3 === 0 ? [names.slice(i, i + 3).join(' ')] : []));
  // Marks of direction and joiners that are not seen are no part of what can be read.
  return [...rows, ...dates].map((line) => line.replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, ''));
}

/** Draws lines black on white; null where a letter has no glyph in any font of this machine. */
export async function draw(page: Page, lines: string[], { tag, direction }: Language): Promise<DrawnPage | null> {
  await page.setContent('<main></main>');
  const complete = await page.evaluate(
    ({ lines, tag, direction }) => {
      const main = document.querySelector('main') as HTMLElement;
      main.lang = tag;
      main.dir = direction;
      main.style.cssText =
        'width: 900px; padding: 60px; background: #fff; color: #000; font: 30px/1.8 "Noto Sans", sans-serif';
      for (const line of lines) main.append(Object.assign(document.createElement('div'), { textContent: line }));
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 60;
      const pen = canvas.getContext('2d', { willReadFrequently: true }) as CanvasRenderingContext2D;
      const shape = (character: string) => {
        pen.clearRect(0, 0, 60, 60);
        pen.font = '30px "Noto Sans", sans-serif';
        pen.fillText(character, 10, 40);
        return pen.getImageData(0, 0, 60, 60).data.join();
      };
      const none = shape('\u{10fffe}');
      return [...new Set(lines.join('').replace(/[\p{M}\p{Cf}\s]/gu, ''))].every((letter) => shape(letter) !== none);
    },
    { lines, tag, direction },
  );
  if (!complete) return null;
  return { png: await page.locator('main').screenshot(), text: lines.join('\n') };
}

/** Running text, from which a language can be told. */
export const PROSE = {
  deu: [
    'Am Wochenende fahren wir mit dem Fahrrad an den See und',
    'essen danach auf der Wiese ein großes Stück Kuchen. Wenn',
    'es regnet, bleiben wir lieber zu Hause und lesen etwas.',
  ],
  nld: [
    'Gisteren stond de trein een half uur stil voor het station,',
    'omdat er een boom op het spoor lag. De reizigers kregen',
    'koffie en wachtten geduldig tot ze weer verder konden.',
  ],
  fas: [
    'دیروز قطار نیم ساعت پیش از ایستگاه ایستاد، چون درختی',
    'روی ریل افتاده بود. به مسافران چای دادند و همه با حوصله',
    'منتظر ماندند تا دوباره به راه افتادند و به خانه رسیدند.',
  ],
} as const;

/** The text of a picture, read as `readJob` does. */
export const readWith = async (app: Page, png: Buffer, language: string): Promise<string> =>
  (await readJob(app, png, language)).text;

/** Reads a picture through the app's API, in a tab of the app. */
export async function readJob(app: Page, png: Buffer, language: string): Promise<Job> {
  return app.evaluate(
    async ({ base64, language, token }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const form = new FormData();
      form.set('language', language);
      form.set('file', new File([bytes], 'page.png', { type: 'image/png' }));
      const response = await fetch('api/v1/ocr/', {
        method: 'POST',
        body: form,
        headers: { Authorization: `Bearer ${token}` },
      });
      const job = await response.json();
      if (!response.ok) throw new Error(JSON.stringify(job));
      return job as Job;
    },
    // Calls without a token are capped at 50 pages a day.
    { base64: png.toString('base64'), language, token: await tokenOf(app) },
  );
}

/** Character error rate. Spaces do not count, since some scripts write none. */
export const errorRate = (wanted: string, read: string): number =>
  characterErrorRate(normaliseUnspaced(wanted), normaliseUnspaced(read));

/** Whether CLDR has this very language, and does not fall back to another one. */
function isOwn(tag: string): boolean {
  const { language } = new Intl.Locale(tag);
  return new Intl.DateTimeFormat(tag).resolvedOptions().locale.split('-')[0] === language;
}

const REGIONS = ['DE', 'FR', 'IT', 'JP', 'BR', 'EG', 'IN', 'MX', 'CA', 'TR', 'GR', 'NO'];
const DATES = ['2026-01-05', '2026-04-14', '2026-08-22', '2026-11-26'];

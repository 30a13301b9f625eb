/** A question to a document of a thousand pages: answered with its page, while the rest of the app goes on. */
import { PDFDocument, StandardFonts } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jsonBody, jsonOf, upload } from '../contract/suite.ts';
import { call, tokenOf } from './browser-target.ts';
import { type App, launch, open, type Session, startApp } from './harness.ts';

const PAGES = 1000;
/** From 1. */
const HIDDEN = 731;
const TRADES = ['weavers', 'coopers', 'tanners', 'millers', 'chandlers', 'glaziers', 'saddlers'];
const TOWNS = ['Averham', 'Birkhoe', 'Calder', 'Denwick', 'Ellmoor'];

let app: App;
let session: Session;
beforeAll(async () => {
  app = await startApp();
  session = await launch(app);
});
afterAll(async () => {
  await session?.close();
  await app?.stop();
});

async function almanac(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let n = 1; n <= PAGES; n++) {
    const page = pdf.addPage([420, 595]);
    const [trade, town] = [TRADES[n % TRADES.length], TOWNS[n % TOWNS.length]];
    const lines = [
      ...Array.from({ length: 18 }, (_, i) => `The ${trade} of ${town} met in year ${1400 + ((n * 7 + i) % 400)} and`),
      `paid ${n + 17} marks for their hall, which stood until it burnt.`,
      ...(n === HIDDEN ? ['The lighthouse keeper of Skerry was Orla Quint, and her lamp used 52 litres.'] : []),
    ];
    for (const [i, text] of lines.entries()) page.drawText(text, { x: 40, y: 540 - i * 22, size: 11, font });
  }
  return pdf.save();
}

test('the answer comes from the right page of a thousand, and the app answers meanwhile', async () => {
  const page = await open(session);
  const auth = { Authorization: `Bearer ${await tokenOf(page)}` };
  const sent = upload(await almanac(), {}, 'almanac.pdf');
  const read = async (path: string) => jsonOf(await call(page, 'GET', path, { headers: auth }));
  const form = { body: sent.body as Uint8Array, headers: { ...(sent.headers as Record<string, string>), ...auth } };
  const { uuid } = jsonOf(await call(page, 'POST', 'ocr/', form));
  await expect
    .poll(async () => (await read(`ocr/${uuid}/?pages=1`)).status, { timeout: 120_000, interval: 1000 })
    .toBe('done');

  const ask = async (message: string) => {
    const started = performance.now();
    const { headers, body } = jsonBody({ message });
    const answer = await call(page, 'POST', `chat/${uuid}/`, {
      body: body as Uint8Array,
      headers: { ...(headers as Record<string, string>), ...auth },
    });
    return { ms: Math.round(performance.now() - started), message: jsonOf(answer).message };
  };
  // The index is built with the first question; a page is asked for again and again beside it.
  let answered = false;
  const first = ask('Who was the lighthouse keeper of Skerry?').finally(() => {
    answered = true;
  });
  let meanwhile = 0;
  while (!answered) {
    expect((await read(`ocr/${uuid}/?pages=500`)).pages[0].text).toContain('paid 517 marks');
    meanwhile++;
  }
  const keeper = await first;
  expect(keeper.message.content).toContain('Orla Quint');
  expect(keeper.message.citations[0].page).toBe(HIDDEN);
  expect(meanwhile).toBeGreaterThan(0);

  const lamp = await ask('How many litres did the lamp use?');
  expect(lamp.message.content).toContain('52');
  expect(lamp.message.citations[0].page).toBe(HIDDEN);
  const entry = await ask('Which guild paid 917 marks for its hall?');
  const absent = await ask('Who won the chess tournament in Reykjavik?');
  expect(absent.message.citations).toEqual([]);
  console.log(
    `1,000 pages: first answer with the index built ${keeper.ms} ms (${meanwhile} other calls meanwhile), ` +
      `then ${lamp.ms}, ${entry.ms} and ${absent.ms} ms`,
  );
  session.assertOwnOriginOnly();
}, 180_000);

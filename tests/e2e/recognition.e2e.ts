/** Pages that Tesseract alone reads badly, through the API of the built app: what is read, and where its words stand. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bbox, Job, Word } from '../../src/contract/job.ts';
import { jsonOf, upload } from '../contract/suite.ts';
import { call } from './browser-target.ts';
import { type App, launch, open, type Session, startApp } from './harness.ts';

let app: App;
let session: Session;
let page: Page;

beforeAll(async () => {
  app = await startApp();
  session = await launch(app);
  page = await open(session);
});
afterAll(async () => {
  await session?.close();
  await app?.stop();
});

const LINES = [
  'The harbour was closed before noon on Friday',
  'and none of the boats went out to the banks.',
  'Mr Calder paid for the rope and for the paint,',
  'which came to rather more than he had thought.',
  'Nobody asked him where the money came from,',
  'for it was known that his uncle had died rich.',
];
const TEXT = LINES.join('\n');

interface Drawing {
  lines: string[];
  width: number;
  height: number;
  /** CSS pixels. */
  size: number;
  /** Degrees clockwise that the sheet is turned by; by quarters the picture turns with it. */
  turn?: number;
  /** Rows from the top on black, in white. */
  inverted?: number;
}

interface Drawn {
  bytes: Uint8Array;
  /** Of each word, as it stands on the sheet before it was turned. */
  boxes: Map<string, Bbox>;
}

async function draw(drawing: Drawing): Promise<Drawn> {
  const { bytes, boxes } = await page.evaluate(async ({ lines, width, height, size, turn = 0, inverted = 0 }) => {
    const sideways = turn % 180 === 90;
    const canvas = new OffscreenCanvas(sideways ? height : width, sideways ? width : height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.translate(canvas.width / 2, canvas.height / 2);
    context.rotate((turn * Math.PI) / 180);
    context.translate(-width / 2, -height / 2);
    context.font = `${size}px "DejaVu Serif", serif`;
    const boxes: [string, [number, number, number, number]][] = [];
    const leading = size * 1.6;
    context.fillStyle = 'black';
    if (inverted > 0) context.fillRect(0, 0, width, (inverted + 0.7) * leading + size * 0.5);
    lines.forEach((line, n) => {
      const y = (n + 1.5) * leading;
      context.fillStyle = n < inverted ? 'white' : 'black';
      context.fillText(line, size * 2, y);
      let at = 0;
      for (const word of line.split(' ')) {
        const start = size * 2 + context.measureText(line.slice(0, at)).width;
        boxes.push([word, [start, y - size * 0.7, start + context.measureText(word).width, y]]);
        at += word.length + 1;
      }
    });
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    return { bytes: [...new Uint8Array(await blob.arrayBuffer())], boxes };
  }, drawing);
  return { bytes: Uint8Array.from(bytes), boxes: new Map(boxes) };
}

async function read({ bytes }: Drawn): Promise<Job> {
  const { body, headers } = upload(bytes, { language: 'eng' }, 'drawn.png');
  const answer = await call(page, 'POST', 'ocr/', { body, headers });
  expect(answer.status).toBe(200);
  return jsonOf(answer);
}

const flowing = (text: string): string => text.replace(/\s+/g, ' ').trim();

const wordOf = (job: Job, text: string): Word | undefined =>
  job.pages[0]?.blocks
    .flatMap(({ lines }) => lines)
    .flatMap(({ words }) => words)
    .find((word) => word.text === text);

/** Boxes of glyphs lie within those of their advance and the capitals' height, but for a few pixels. */
function expectAt(word: Word | undefined, [x0, y0, x1, y1]: Bbox, tolerance: number): void {
  if (!word) throw new Error('the word was not read');
  const [left, top, right, bottom] = word.bbox;
  expect(Math.abs((left + right) / 2 - (x0 + x1) / 2)).toBeLessThan(tolerance);
  expect(Math.abs((top + bottom) / 2 - (y0 + y1) / 2)).toBeLessThan(tolerance);
  expect(right - left).toBeGreaterThan(0.8 * (x1 - x0));
}

const SHEET = { lines: LINES, width: 1100, height: 600, size: 36 };

test.each([90, 180, 270] as const)('a page turned by %i° is read upright, and shown so', async (turn) => {
  const drawn = await draw({ ...SHEET, turn });
  const job = await read(drawn);
  expect(flowing(job.text)).toBe(flowing(TEXT));
  expect(job.pages[0]).toMatchObject({ rotation: 360 - turn, width: SHEET.width, height: SHEET.height });
  for (const text of ['harbour', 'Calder', 'uncle']) expectAt(wordOf(job, text), drawn.boxes.get(text) as Bbox, 8);
  const size = await page.evaluate(async (address) => {
    const bitmap = await createImageBitmap(await (await fetch(address)).blob());
    return [bitmap.width, bitmap.height];
  }, `/api/v1/ocr/${job.uuid}/pages/0/image/`);
  expect(size).toEqual([SHEET.width, SHEET.height]);
});

test('a page that lies askew is read, with boxes where its words stand on it', async () => {
  const turn = 5;
  const drawn = await draw({ ...SHEET, turn });
  const job = await read(drawn);
  expect(flowing(job.text)).toBe(flowing(TEXT));
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  for (const text of ['harbour', 'Calder', 'uncle']) {
    const [x0, y0, x1, y1] = drawn.boxes.get(text) as Bbox;
    const [x, y] = [(x0 + x1) / 2 - SHEET.width / 2, (y0 + y1) / 2 - SHEET.height / 2];
    const [cx, cy] = [SHEET.width / 2 + x * cos - y * sin, SHEET.height / 2 + x * sin + y * cos];
    const [w, h] = [x1 - x0, y1 - y0];
    expectAt(wordOf(job, text), [cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2], 10);
  }
});

test('light writing on a dark region is read with the rest of the page', async () => {
  const drawn = await draw({ ...SHEET, inverted: 2 });
  const job = await read(drawn);
  expect(flowing(job.text)).toBe(flowing(TEXT));
  for (const text of ['harbour', 'uncle']) expectAt(wordOf(job, text), drawn.boxes.get(text) as Bbox, 8);
});

test('amounts in small type keep their points and signs', async () => {
  const lines = [
    'Rent of the quay  1,204.50',
    'Rope and paint  14.54',
    'Refund of Mr Calder  -3.20',
    'Balance of May  1,215.84',
  ];
  const drawn = await draw({ lines, width: 420, height: 120, size: 13 });
  const job = await read(drawn);
  for (const amount of ['1,204.50', '14.54', '-3.20', '1,215.84']) {
    expect(job.text).toContain(amount);
    const box = drawn.boxes.get(amount) as Bbox;
    expectAt(wordOf(job, amount), box, 6);
  }
  expect(job.pages[0]).toMatchObject({ width: 420, height: 120 });
});

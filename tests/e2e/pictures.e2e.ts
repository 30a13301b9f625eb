/** Pictures of unusual make, whole and damaged, through the API of the built app: what is read, and what is said. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Job } from '../../src/contract/job.ts';
import { ascii, concat, type Field, le16, le32, tiff } from '../../src/engine/decode/test-images.ts';
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

const LINE = 'the harbour is closed';
const [WIDTH, HEIGHT] = [640, 240];

/** The line near the top of a white page, with a figure below it, as a file of the type. */
async function drawn(type: string): Promise<Uint8Array> {
  const bytes = await page.evaluate(
    async ([text, width, height, type]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = 'white';
      context.fillRect(0, 0, width, height);
      context.fillStyle = 'black';
      context.font = '36px sans-serif';
      context.fillText(text, 40, 50);
      for (let y = 120; y < height; y += 2) {
        for (let x = 0; x < width; x += 2) {
          const level = (x * 7919 + y * 104_729 + x * y * 31) % 256;
          context.fillStyle = `rgb(${level}, ${(level * 7) % 256}, ${(level * 13) % 256})`;
          context.fillRect(x, y, 2, 2);
        }
      }
      if (type === 'gray') {
        const { data } = context.getImageData(0, 0, width, height);
        return Array.from({ length: width * height }, (_, n) => (n < width * 100 ? (data[n * 4] as number) : 255));
      }
      const blob = await canvas.convertToBlob({ type });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [LINE, WIDTH, HEIGHT, type] as const,
  );
  return Uint8Array.from(bytes);
}

async function read(bytes: Uint8Array, filename: string): Promise<Job> {
  const { body, headers } = upload(bytes, { language: 'eng' }, filename);
  const answer = await call(page, 'POST', 'ocr/', { body, headers });
  expect(answer.status, filename).toBe(200);
  return jsonOf(answer);
}

const warningsOf = (job: Job) =>
  [...job.warnings, ...job.pages.flatMap(({ warnings }) => warnings)].map(({ code }) => code);

describe('a TIFF', () => {
  const SIZE: Field[] = [
    [256, 4, WIDTH],
    [257, 4, HEIGHT],
  ];

  test.each<[string, Field[], (gray: Uint8Array) => Uint8Array]>([
    [
      'of 32-bit floats',
      [
        [258, 3, 32],
        [262, 3, 1],
        [339, 3, 3],
      ],
      (gray) => new Uint8Array(Float32Array.from(gray, (level) => level / 255).buffer),
    ],
    [
      'of subsampled YCbCr',
      [
        [258, 3, 8, 8, 8],
        [262, 3, 6],
        [277, 3, 3],
        [530, 3, 2, 1],
      ],
      (gray) =>
        Uint8Array.from({ length: gray.length * 2 }, (_, n) =>
          n % 4 < 2 ? (gray[(n >> 2) * 2 + (n % 4)] as number) : 128,
        ),
    ],
    [
      'in Zstandard',
      [
        [258, 3, 8],
        [259, 3, 50000],
        [262, 3, 1],
      ],
      zstdOfRawBlocks,
    ],
  ])('%s is read', async (name, fields, store) => {
    const strip = store(await drawn('gray'));
    const job = await read(tiff([{ fields: [...SIZE, ...fields], strips: [strip] }]), `${name}.tif`);
    expect(job.text.trim()).toBe(LINE);
    expect(warningsOf(job)).toEqual([]);
  });

  test('of old-style JPEG is read', async () => {
    const jpeg = await drawn('image/jpeg');
    const fields: Field[] = [
      ...SIZE,
      [258, 3, 8, 8, 8],
      [259, 3, 6],
      [262, 3, 6],
      [277, 3, 3],
      [513, 4, 8],
      [514, 4, jpeg.length],
    ];
    expect((await read(tiff([{ fields, strips: [jpeg] }]), 'old.tif')).text).toContain(LINE);
  });
});

describe('what is cut off', () => {
  test.each(['image/png', 'image/jpeg', 'image/webp'])('%s is read as far as it goes, with a warning', async (type) => {
    const whole = await drawn(type);
    const job = await read(whole.subarray(0, Math.floor(whole.length * 0.8)), 'cut');
    expect(job.text).toContain(LINE);
    expect(warningsOf(job)).toContain('truncated');
  });

  test('before its first rows is refused', async () => {
    const { body, headers } = upload((await drawn('image/png')).subarray(0, 60), {}, 'stub.png');
    const answer = await call(page, 'POST', 'ocr/', { body, headers });
    expect(answer.status).toBe(400);
    expect(jsonOf(answer)).toMatchObject({ code: 'unreadable' });
  });
});

test('a PNG inside of a BMP is read', async () => {
  const png = await drawn('image/png');
  const header = [...le32(40), ...le32(WIDTH), ...le32(HEIGHT), ...le16(1), ...le16(0), ...le32(5)];
  const wrapped = concat(ascii('BM'), le32(54 + png.length), le32(0), le32(54), header, new Uint8Array(20), png);
  expect((await read(wrapped, 'wrapped.bmp')).text).toContain(LINE);
});

test('an AVIF is read', async () => {
  expect((await read(new Uint8Array(Buffer.from(AVIF, 'base64')), 'line.avif')).text.trim()).toBe(LINE);
});

test.each([
  ['an HEIC image', ascii('\0\0\0\x18ftypheic\0\0\0\0mif1heic')],
  ['a JPEG XL image', ascii('\xff\x0a\xfa\x1f')],
  ['a Targa image', concat([0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0], le16(64), le16(64), [24, 0], new Uint8Array(99))],
])('%s is refused, with what to convert it to', async (name, bytes) => {
  const { body, headers } = upload(bytes, {}, 'picture.bin');
  const refusal = jsonOf(await call(page, 'POST', 'ocr/', { body, headers }));
  expect(refusal).toMatchObject({ code: 'unsupported_type' });
  expect(refusal.error).toContain(name);
  expect(refusal.error).toContain('Convert it to PNG or JPEG');
});

/** RFC 8878: a frame header without a size and with a window of 1 MB, then blocks of at most 128 kB as they are. */
function zstdOfRawBlocks(data: Uint8Array): Uint8Array {
  const parts: (Uint8Array | number[])[] = [[0x28, 0xb5, 0x2f, 0xfd, 0, 0x50]];
  for (let at = 0; at < data.length; at += 1 << 17) {
    const block = data.subarray(at, at + (1 << 17));
    const header = (block.length << 3) | (at + block.length >= data.length ? 1 : 0);
    parts.push([header & 255, (header >> 8) & 255, header >> 16], block);
  }
  return concat(...parts);
}

/** The line alone, 420 × 80 gray pixels, as libavif compressed it. */
const AVIF =
  'AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAOltZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAA' +
  'AAABAAAAHmlsb2MAAAAARAAAAQABAAAAAQAAAQ0AAAToAAAAKGlpbmYAAAAAAAEAAAAaaW5mZQIAAAAAAQAAYXYwMUNvbG9yAAAAAGhpcHJwAAAA' +
  'SWlwY28AAAAUaXNwZQAAAAAAAAGkAAAAUAAAAA5waXhpAAAAAAEIAAAADGF2MUOBABwAAAAAE2NvbHJuY2x4AAEADQAGgAAAABdpcG1hAAAAAAAA' +
  'AAEAAQQBAoMEAAAE8G1kYXQSAAoJGCG0c9pgIaDUMtgJRLhd3PPChWDa6sz2eTOMuJP7pybB3NcEsuEMSG3rNf/KGHvulPBQw9TzdWEOnExJ2uYj' +
  'hLBZiqqdGKHAC0KRbXq2eJwn+C43pbeNvOIEJeEhpH4m2IBSr8/7VJNX70SozJAjkXoYYwJ66bx/eYL9X2ozU9QGVAgmV0xCDeXwOqG18YHZCrVP' +
  'PLBKaO4ePH6GHbiXnc1vV37IPYpuuKZ4WhFTTU0vEz/6ZykJbSXJFQeTWtbhIfIVKKNRZIq/hVtsfrvEzlGE08zD1yENClO0J7No6mkSvf/IbdaK' +
  '/MyAcVUc+Y3zUJpWwy41Mu4ah/ig8whfyPo93Uyd7W92ImEVQalg5iDI5c/92RVyH8i+nsm5cz/G6kpbpxz/dv+uSO/pryzTe2OpYe7+k6eWJik9' +
  'zPLBqPJyz7AAd6qfohMKzXcHrdjJiOakRRtG7My0xPBUXYljquuK3RNVHK5qTgDsy/UScgSvF5lsN1LwJmakac80UMjh9qR2ZJtedYHHbCB2KPNq' +
  'F9nvO2APxsJRT1YJypU+He2BB7XwoPlfOhrZGKk5v/W8WTHxWxKKLrahusUd0F6LOeR6DLkm4SQi3cBjIQyxO65qP0wNxT4MHXN7Xo5Omra1NmFM' +
  'b2cIA6RgPduJQxEmev/tcgBbGRXR49r+MKrHtjG+NaUA+Egwqbym9RS4uvFYU0bxxqVQsWRo4OM4GI36+AeU36HzcXHept0x35f2/TbjYAUM7ycm' +
  'HoagCCZi2lwKC+A55Q1yJ8uOj38LrVjt6DoaXYo+6/awDlb8JclrBGaprSx7bCo84XP4hu4TfXb4YQtGrDiPkMwbdXbSZVIeJ90QH13OYBWd3pgv' +
  'hEI+lWoC0hZngzrftHJlwJBGNswQKmLKd3u1gSgT4zJ/N+jBQWayXiI43rsqikd+JrUnqCd9T3euScxTqAB8flwFOhYtfWpKcvqi56YV2cmRtlwv' +
  'bUeQX+lXVayNnjd55oTqX039mMYw1KHxwrVHhgrBJQq3fROexiHlulQloG8XtmA7mPiG1gQoElDlL7eoKGKnunZUEOpM/oUYNqreNJq3plFQxrVQ' +
  'gVnTrRk9X0epzrxxUGUP4UAyxSCRI3UmGBVvLaeAKDRtYvE86mjQaWNaRvV76kvLAnV1Qu1fSNfJ8H1v/gsqcG+z3rf4y+9Bbtw0LD8n0bVk7nF7' +
  'ZGv/4yteTrxaP7lbrx5RdCaAhgqr19RRYfqnsrVGYmIG5J+W2CkEN6CfkYYSzUCtSC4bDfxOUttHbx73N9j+AOWSeXjxVPvcA+1NvigkrOTy/d7m' +
  'SMBKITsg6BJgx6mYGdI0OV/mNlnlKjjgd260Idd9/oIcwvUIikUJePSNeZq++8pfevI7b3c7LSqoJn3mM5XWIESgHwGRsIvqjAjslRJKvL9V/JIe' +
  'JFxyEeiSF+LXY4QaAi8T/sv6ajvMXkzHQTE5evng3v0mDikDjVLrDPwZJ/OUJWAjef7hX1phO9t53P/PwjZAMdZCbwHDLtYpsorRDAo/k/uccw3e' +
  '/X4eI75GmZSEBwzq/V6fjKatBcebt8M1f74y2yQi/5r9RAg5BMMAfi6HOnUvKJRYmVbY8L4v8FkqdCsb1dcbGUEqBuEbucYxreh/upOU5qiHQD3N' +
  '2/5j8Kt0t7qlGkO1wA==';

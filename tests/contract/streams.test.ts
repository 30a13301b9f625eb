/** Bodies as they arrive: in chunks of any size, and too large ones. */
import { expect, test } from 'vitest';
import { LIMITS } from '../../src/contract/limits.ts';
import { send } from './node-target.ts';
import { blank, encode, jsonOf, upload } from './suite/requests.ts';
import { freshWorld } from './world.ts';

const { host, counts } = freshWorld();
const MEGABYTE = 1024 * 1024;

test('a form is read whatever the chunks it comes in, and what follows its end is passed over', async () => {
  await host();
  const { body, headers } = upload(blank, { language: 'deu' });
  const longer = Buffer.concat([body, encode('an epilogue\r\n')]);
  for (const bytes of [body, longer]) {
    for (const size of [1, 2, 3, 7, 64, 200, ...[1, 2, 3, 4, 5, 14].map((end) => bytes.length - end)]) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      const answer = await post(chunks, headers);
      expect([size, answer.status, jsonOf(answer).language]).toEqual([size, 200, 'deu']);
    }
  }
});

test('a body over the limit is refused with its size before it is stored; one at the limit is read', async () => {
  await host();
  const before = await counts();
  const { body, headers } = upload(encode('FILE'));
  const at = Buffer.from(body).indexOf('FILE');
  const megabyte = new Uint8Array(MEGABYTE).fill(0x61);
  const withFile = function* (megabytes: number, more = '') {
    yield body.subarray(0, at);
    for (let i = 0; i < megabytes; i++) yield megabyte;
    yield encode(more);
    yield body.subarray(at + 4);
  };
  const whole = await post(withFile(LIMITS.fileBytes / MEGABYTE), headers);
  expect([whole.status, jsonOf(whole).code]).toEqual([400, 'unsupported_type']);
  const over = await post(withFile(LIMITS.fileBytes / MEGABYTE, 'x'), headers);
  const actual = LIMITS.fileBytes + 1 + body.length - 4;
  expect([over.status, jsonOf(over)]).toMatchObject([400, { code: 'file_too_large', limit: LIMITS.fileBytes, actual }]);
  expect(await counts()).toEqual(before);
});

function post(chunks: Iterable<Uint8Array>, headers: Record<string, string>) {
  const iterator = chunks[Symbol.iterator]();
  const body = new ReadableStream({
    pull(controller) {
      const { value, done } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit;
  return send(new Request('https://app.test/api/v1/ocr/', init));
}

/** The upload form: names, fields, escapes, and every way in which it can be broken. */
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../src/contract/errors.ts';
import { grayPng } from '../../fixtures/png.ts';
import { type Client, ok, refused, unchanged } from './client.ts';
import { blank, encode, form, type Init, type Part, phototest, upload } from './requests.ts';

const stripes = grayPng(300, 300, (x, y) => (x * 7919 + y * 104_729) % 256);
const text = encode('this is a text file, whatever its name says\n');
const cut = (bytes: Uint8Array, keep: number) => bytes.slice(0, keep);
const file: Part = { name: 'file', value: blank, filename: 'a.png' };
const latin1 = (init: Required<Init>): Required<Init> => ({ ...init, body: Buffer.from(init.body).map(unE9) });
/** Stands for a byte that is not UTF-8. */
const unE9 = (byte: number) => (byte === 0x07 ? 0xe9 : byte);

export function uploadTests(client: Client): void {
  const { own, post } = client;

  /** As sent in the header, and as the job shows it. */
  const NAMES: [sent: string, kept: string][] = [
    ['رسید ۱ فروردین.tif', 'رسید ۱ فروردین.tif'],
    ['收据 第二页.tif', '收据 第二页.tif'],
    ['🧾 👩‍👩‍👧 receipt.tif', '🧾 👩‍👩‍👧 receipt.tif'],
    ['الف\u200f (b)\u202e.tif', 'الف\u200f (b)\u202e.tif'],
    ['cafe\u0301.tif', 'café.tif'],
    ['say %22hello%22.tif', 'say "hello".tif'],
    ['say \\"hello\\".tif', 'say "hello".tif'],
    ['semi;colon=x, y.tif', 'semi;colon=x, y.tif'],
    ["it's 100%.tif", "it's 100%.tif"],
    ['two%0D%0Alines%0a.tif', 'twolines.tif'],
    ['bell\u0007tab\t.tif', 'belltab.tif'],
    ['C:\\Users\\Ali\\scan.tif', 'scan.tif'],
    ['ends with a backslash\\\\', 'document'],
    ['../../etc/passwd.tif', 'passwd.tif'],
    ['/home/سارا/اسکن.tif', 'اسکن.tif'],
    ['=cmd().tif', '=cmd().tif'],
    ['__proto__', '__proto__'],
    ['', 'document'],
    ['..', 'document'],
    ['a/', 'document'],
  ];

  describe('a file name', () => {
    test.each(NAMES)('%j is kept as %j', async (sent, kept) => {
      const job = ok(await post(upload(blank, {}, sent)));
      expect(job.filename).toBe(kept);
      const { headers } = await own('GET', `ocr/${job.uuid}/download/`);
      const [, encoded = ''] = /filename\*=UTF-8''(\S+)$/.exec(headers['content-disposition'] ?? '') ?? [];
      expect(decodeURIComponent(encoded)).toBe(`${kept.replace(/(?<=.)\.(tif|png)$/, '')}.txt`);
    });

    test.each([
      ['letters', 'ن'.repeat(2_000)],
      ['emoji', `${'🧾'.repeat(400)}.tif`],
      ['emoji after a letter', `a${'🧾'.repeat(400)}.tif`],
    ])('of very many %s is cut to 255, between characters', async (_, sent) => {
      const job = ok(await post(upload(blank, {}, sent)));
      expect(job.filename.length).toBeGreaterThan(250);
      expect(job.filename.length).toBeLessThanOrEqual(255);
      expect(job.filename).not.toMatch(/\p{Surrogate}/u);
      expect((await own('GET', `ocr/${job.uuid}/download/`)).status).toBe(200);
    });

    test('may be missing where the part is bytes', async () => {
      const part = { name: 'file', value: blank, type: 'application/octet-stream' };
      expect(ok(await post(form([part]))).filename).toBe('document');
    });
  });

  describe('a form', () => {
    const fields = [
      { name: 'language', value: 'fas' },
      { name: 'tool', value: 'image-to-text' },
    ];
    const wanted = { language: 'fas', tool: 'image-to-text', filename: 'a.png' };

    test.each<[string, () => Required<Init>, object]>([
      ['fields before the file', () => form([...fields, file]), wanted],
      ['fields after the file', () => form([file, ...fields]), wanted],
      ['fields on both sides', () => form([fields[0]!, file, fields[1]!]), wanted],
      ['a field twice', () => form([{ name: 'language', value: 'deu' }, file, ...fields]), wanted],
      ['a part without a name', () => form([{ name: null, value: 'x' }, file]), { filename: 'a.png' }],
      ['unknown fields', () => form([file, { name: '__proto__', value: 'x' }, { name: 'tierr', value: 'x' }]), {}],
      ['empty fields', () => upload(blank, { tier: '', language: '', tool: '', retention: '', password: '' }), {}],
      [
        '99 more fields',
        () => form([file, ...Array.from({ length: 99 }, (_, i) => ({ name: `f${i}`, value: '' }))]),
        {},
      ],
      ['an epilogue', () => epilogue(upload(blank), 'and so on\r\n'), {}],
      ['no line end at its end', () => ({ ...upload(blank), body: cut(upload(blank).body, -2) }), {}],
      ['its boundary in quotes', () => bounded('a b:c?=', 'multipart/form-data; boundary="a b:c?="'), {}],
      ['more parameters', () => bounded('xyz', 'Multipart/Form-Data; charset=utf-8; Boundary=xyz; a=b'), {}],
    ])('with %s is read', async (_, init, expected) => {
      expect(ok(await post(init()))).toMatchObject({ status: 'done', language: 'auto', ...expected });
    });

    test.each<[string, () => Init, ErrorCode]>([
      ['no file', () => form([{ name: 'tier', value: 'cpu' }]), 'no_file'],
      ['no parts', () => form([]), 'no_file'],
      ['a file under another name', () => form([{ ...file, name: 'upload' }]), 'no_file'],
      ['a text for a file', () => form([{ name: 'file', value: 'page.png' }]), 'no_file'],
      ['an empty file', () => upload(new Uint8Array()), 'empty_file'],
      ['two files', () => form([file, file]), 'bad_field'],
      [
        '101 parts',
        () => form([file, ...Array.from({ length: 100 }, (_, i) => ({ name: `f${i}`, value: '' }))]),
        'bad_multipart',
      ],
      ['a text file named .png', () => upload(text, {}, 'picture.png'), 'unsupported_type'],
      ['a PNG cut off before its picture', () => upload(cut(stripes, 50), {}, 'cut.png'), 'unreadable'],
      ['an unknown tier', () => upload(blank, { tier: 'gpu' }), 'unknown_tier'],
      ['an unknown tool', () => upload(blank, { tool: 'make-coffee' }), 'unknown_tool'],
      ['an unknown language', () => upload(blank, { language: 'tlh' }), 'unknown_language'],
      ['an unknown target', () => upload(blank, { tool: 'translate', translate_to: 'tlh' }), 'unknown_language'],
      ['an odd fallback', () => upload(blank, { fallback: 'gpu' }), 'bad_field'],
      ...['forever', '0', '-1', 'NaN', 'Infinity', '1e9', '0x10 days'].map(
        (retention): [string, () => Init, ErrorCode] => [
          `retention ${retention}`,
          () => upload(blank, { retention }),
          'bad_field',
        ],
      ),
      ['no body', () => ({ headers: upload(blank).headers }), 'bad_multipart'],
      ['no content type', () => ({ body: upload(blank).body }), 'bad_multipart'],
      [
        'JSON instead',
        () => ({ headers: { 'Content-Type': 'application/json' }, body: encode('{}') }),
        'bad_multipart',
      ],
      ['no boundary', () => bounded('x', 'multipart/form-data'), 'bad_multipart'],
      ['an empty boundary', () => bounded('x', 'multipart/form-data; boundary='), 'bad_multipart'],
      ['a wrong boundary', () => bounded('x', 'multipart/form-data; boundary=y'), 'bad_multipart'],
      ['another multipart type', () => bounded('x', 'multipart/mixed; boundary=x'), 'bad_multipart'],
      [
        'something before the first boundary',
        () => ({ ...upload(blank), body: Buffer.concat([encode('hello\r\n'), upload(blank).body]) }),
        'bad_multipart',
      ],
      [
        'line feeds alone',
        () => ({ ...upload(text), body: encode(new TextDecoder().decode(upload(text).body).replaceAll('\r', '')) }),
        'bad_multipart',
      ],
      ['a name that is not UTF-8', () => latin1(upload(blank, {}, 'caf\u0007.tif')), 'bad_multipart'],
      ['a field that is not UTF-8', () => latin1(form([{ name: 'language', value: '\u0007' }, file])), 'bad_multipart'],
      ['a name of 10,000 bytes', () => upload(blank, {}, 'ن'.repeat(5_000)), 'bad_multipart'],
    ])('with %s is refused and leaves nothing', async (_, init, code) => {
      await unchanged(client, async () => refused(await post(init()), code));
    });

    test('that is cut off anywhere is refused and leaves nothing', async () => {
      const whole = upload(phototest, { tier: 'cpu' });
      const { length } = whole.body;
      // The last two bytes, a line end, may be missing.
      const lengths = [
        0,
        1,
        20,
        60,
        100,
        160,
        200,
        2_000,
        length / 2,
        length - 200,
        length - 60,
        length - 30,
        length - 3,
      ];
      await unchanged(client, async () => {
        for (const keep of lengths) {
          const answer = await post({ ...whole, body: cut(whole.body, keep) });
          expect([keep, answer.status]).toEqual([keep, 400]);
          refused(answer, 'bad_multipart');
        }
      });
    });
  });
}

const bounded = (boundary: string, type: string): Required<Init> => ({
  body: form([file], boundary).body,
  headers: { 'Content-Type': type },
});

const epilogue = (init: Required<Init>, more: string): Required<Init> => ({
  ...init,
  body: Buffer.concat([init.body, encode(more)]),
});

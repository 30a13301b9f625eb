/**
 * What the contract promises, asked through nothing but requests. The same suite runs against `handle()` under Node
 * and through the service worker of the production build in Chromium.
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { ERROR_STATUS, type ErrorCode } from '../../src/contract/errors.ts';
import { Job, JobList } from '../../src/contract/job.ts';
import { grayPng } from '../fixtures/png.ts';

export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  bytes: Uint8Array;
}

export interface Target {
  /** `path` is below /api/v1/, or begins with `/` below the app's address. */
  call(method: string, path: string, init?: { headers?: Record<string, string>; body?: Uint8Array }): Promise<Answer>;
  token: string;
  /** A picture that takes the engine a moment, and one that it reads fast. */
  slow: Uint8Array;
}

const phototest = new Uint8Array(readFileSync(new URL('../fixtures/phototest.tif', import.meta.url)));
const stripes = grayPng(300, 300, (x, y) => (x * 7919 + y * 104_729) % 256);
const encode = (text: string) => new TextEncoder().encode(text);
export const jsonOf = (answer: Answer) => JSON.parse(new TextDecoder().decode(answer.bytes));

/** A multipart/form-data body. A part with a file name is a file; `null` leaves the name out. */
export function form(
  parts: { name: string; value: string | Uint8Array; filename?: string }[], boundary = 'contract-suite-boundary',
): { headers: Record<string, string>; body: Uint8Array } {
  const chunks = parts.flatMap(({ name, value, filename }) => {
    const file = filename === undefined ? '' : `; filename="${filename}"\r\nContent-Type: application/octet-stream`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`;
    return [encode(head), typeof value === 'string' ? encode(value) : value, encode('\r\n')];
  });
  const body = Buffer.concat([...chunks, encode(`--${boundary}--\r\n`)]);
  return { headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` }, body };
}

export const upload = (bytes: Uint8Array, fields: Record<string, string> = {}, filename = 'page.tif') =>
  form([{ name: 'file', value: bytes, filename }, ...Object.entries(fields).map(([name, value]) => ({ name, value }))]);

export function contractSuite(get: () => Target): void {
  const bearer = () => ({ Authorization: `Bearer ${get().token}` });

  async function create(bytes: Uint8Array = phototest, fields: Record<string, string> = {}, headers = bearer()) {
    const { body, headers: type } = upload(bytes, fields);
    const answer = await get().call('POST', 'ocr/', { body, headers: { ...type, ...headers } });
    expect(answer.status, new TextDecoder().decode(answer.bytes)).toBe(200);
    return v.parse(Job, jsonOf(answer));
  }

  /** The answer is an error of the contract: its status, its JSON body, its code. */
  function expectError(answer: Answer, code: ErrorCode) {
    const body = jsonOf(answer);
    expect(body.code, body.error).toBe(code);
    expect(answer.status).toBe(ERROR_STATUS[code]);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(body.error.length).toBeGreaterThan(10);
    if (answer.status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer');
    if (answer.status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    return body;
  }

  const jobsListed = async () => v.parse(JobList, jsonOf(await get().call('GET', 'ocr/', { headers: bearer() }))).jobs;

  describe('a job', () => {
    test('is answered inline with its result, every field of its type', async () => {
      const job = await create();
      expect(job).toMatchObject({
        status: 'done', tier: 'cpu', requested_tier: 'cpu', language: 'auto', page_count: 1, credits: 1,
        filename: 'page.tif', progress: { done: 1, total: 1 }, warnings: [], tool: null,
      });
      expect(job.text).toContain('quick brown dog');
      expect(job.markdown).toContain('quick brown dog');
      expect(job.mean_confidence).toBeGreaterThan(0.5);
      const [page] = job.pages;
      expect(page).toMatchObject({ index: 0, source: 'ocr', rotation: 0 });
      for (const block of page?.blocks ?? []) {
        expect(block.text).toBe(block.lines.map((line) => line.text).join('\n'));
        for (const { bbox } of block.lines.flatMap((line) => line.words)) {
          expect(bbox[2]).toBeGreaterThan(bbox[0]);
          expect(bbox[3]).toBeGreaterThan(bbox[1]);
          expect(bbox[2]).toBeLessThanOrEqual(page?.width ?? 0);
          expect(bbox[3]).toBeLessThanOrEqual(page?.height ?? 0);
        }
      }
    });

    test('is there again by GET, with and without the final slash, by header and by query', async () => {
      const job = await create();
      for (const path of [`ocr/${job.uuid}/`, `ocr/${job.uuid}`]) {
        expect(jsonOf(await get().call('GET', path, { headers: bearer() }))).toEqual(job);
      }
      expect(jsonOf(await get().call('GET', `ocr/${job.uuid}/?api_token=${get().token}`))).toEqual(job);
      expect((await get().call('HEAD', `ocr/${job.uuid}/`, { headers: bearer() })).bytes).toHaveLength(0);
    });

    test('keeps the language as sent and takes it in every form', async () => {
      expect((await create(phototest, { language: 'en+deu' })).language).toBe('en+deu');
      const body = expectError(
        await get().call('POST', 'ocr/', withToken(upload(phototest, { language: 'enn' }))), 'unknown_language');
      expect(body.error).toContain('"enn"');
    });

    test('downloads as txt, md and json with type, name and length', async () => {
      const { headers, body } = upload(phototest, {}, 'رسید ۱.tif');
      const job = jsonOf(await get().call('POST', 'ocr/', { body, headers: { ...headers, ...bearer() } }));
      expect(job.filename).toBe('رسید ۱.tif');
      for (const [format, type] of [['txt', 'text/plain'], ['md', 'text/markdown'], ['json', 'application/json']]) {
        const answer = await get().call('GET', `ocr/${job.uuid}/download/?format=${format}`, { headers: bearer() });
        expect(answer.status).toBe(200);
        expect(answer.headers['content-type']).toContain(type);
        expect(answer.headers['content-length']).toBe(String(answer.bytes.length));
        const disposition = answer.headers['content-disposition'] ?? '';
        expect(disposition).toMatch(/^attachment; filename="[ -~]*"; filename\*=UTF-8''/);
        expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(`رسید ۱.${format}`);
        expect(new TextDecoder().decode(answer.bytes)).toContain('quick brown dog');
      }
      expectError(await get().call('GET', `ocr/${job.uuid}/download/?format=exe`, { headers: bearer() }), 'unknown_format');
      expectError(await get().call('GET', `ocr/${job.uuid}/download/?format=md&pages=2`, { headers: bearer() }), 'bad_field');
    });

    test('shows its page as a picture', async () => {
      const job = await create();
      const answer = await get().call('GET', `ocr/${job.uuid}/pages/0/image/`, { headers: bearer() });
      expect(answer.headers['content-type']).toMatch(/^image\//);
      expect(answer.bytes.length).toBeGreaterThan(100);
      for (const index of ['1', '-1', 'x']) {
        expectError(await get().call('GET', `ocr/${job.uuid}/pages/${index}/image/`, { headers: bearer() }), 'not_found');
      }
    });

    test('is listed newest first, page by page, and gone after DELETE', async () => {
      const first = await create();
      const second = await create();
      const uuids = (await jobsListed()).map((job) => job.uuid);
      expect(uuids.indexOf(second.uuid)).toBeLessThan(uuids.indexOf(first.uuid));
      const page = v.parse(JobList, jsonOf(await get().call('GET', 'ocr/?limit=1', { headers: bearer() })));
      expect(page.jobs.map((job) => job.uuid)).toEqual([second.uuid]);
      const rest = v.parse(JobList, jsonOf(await get().call('GET', `ocr/?before=${page.next}`, { headers: bearer() })));
      expect(rest.jobs[0]?.uuid).toBe(first.uuid);

      const deleted = await get().call('DELETE', `ocr/${second.uuid}/`, { headers: bearer() });
      expect([deleted.status, deleted.bytes.length]).toEqual([204, 0]);
      expectError(await get().call('GET', `ocr/${second.uuid}/`, { headers: bearer() }), 'not_found');
      expect((await jobsListed()).map((job) => job.uuid)).not.toContain(second.uuid);
    });

    test('can be cancelled in the middle; before the end there is no download', async () => {
      const { body, headers } = upload(get().slow);
      const posted = get().call('POST', 'ocr/', { body, headers: { ...headers, ...bearer() } });
      let running: string | undefined;
      while (!running) {
        running = (await jobsListed()).find((job) => job.status === 'pending' || job.status === 'processing')?.uuid;
      }
      expectError(await get().call('GET', `ocr/${running}/download/`, { headers: bearer() }), 'not_finished');
      const cancelled = v.parse(Job, jsonOf(await get().call('POST', `ocr/${running}/cancel/`, { headers: bearer() })));
      expect(cancelled).toMatchObject({ status: 'failed', error: { code: 'cancelled' }, credits: 0 });
      expect(jsonOf(await posted)).toMatchObject({ uuid: running, status: 'failed', error: { code: 'cancelled' } });
      expectError(await get().call('GET', `ocr/${running}/download/`, { headers: bearer() }), 'job_failed');
      // The engine is free again.
      expect((await create()).status).toBe('done');
    });

    test('falls back to the cpu tier and says so, or is refused', async () => {
      const job = await create(phototest, { tier: 'vlm' });
      expect(job).toMatchObject({ tier: 'cpu', requested_tier: 'vlm', status: 'done', credits: 1 });
      expect(job.warnings.map((warning) => warning.code)).toContain('vlm_unavailable');
      const refused = await get().call('POST', 'ocr/', withToken(upload(phototest, { tier: 'vlm', fallback: 'none' })));
      expectError(refused, 'engine_unavailable');
    });

    test('is made once for one Idempotency-Key, and twice for two uploads', async () => {
      const key = { ...bearer(), 'Idempotency-Key': `key-${Math.random()}` };
      expect((await create(phototest, {}, key)).uuid).toBe((await create(phototest, {}, key)).uuid);
      expect((await create()).uuid).not.toBe((await create()).uuid);
    });

    test('made without a token is seen by the account, not the other way round', async () => {
      const anonymous = await create(phototest, {}, {} as never);
      const own = await create();
      expect((await get().call('GET', `ocr/${anonymous.uuid}/`)).status).toBe(200);
      expect((await get().call('GET', `ocr/${anonymous.uuid}/`, { headers: bearer() })).status).toBe(200);
      expectError(await get().call('GET', `ocr/${own.uuid}/`), 'not_found');
      const listed = v.parse(JobList, jsonOf(await get().call('GET', 'ocr/'))).jobs.map((job) => job.uuid);
      expect(listed).toContain(anonymous.uuid);
      expect(listed).not.toContain(own.uuid);
    });
  });

  describe('what is refused leaves nothing and says what to do', () => {
    const text = encode('this is a text file, whatever its name says\n');
    const cut = (bytes: Uint8Array, keep: number) => bytes.slice(0, keep);

    test.each<[string, () => ReturnType<typeof form>, ErrorCode]>([
      ['no file', () => form([{ name: 'tier', value: 'cpu' }]), 'no_file'],
      ['a file under another name', () => form([{ name: 'upload', value: phototest, filename: 'a.tif' }]), 'no_file'],
      ['an empty file', () => upload(new Uint8Array()), 'empty_file'],
      ['two files', () => form([1, 2].map(() => ({ name: 'file', value: phototest, filename: 'a.tif' }))), 'bad_field'],
      ['a text file named .png', () => upload(text, {}, 'picture.png'), 'unsupported_type'],
      ['a truncated PNG', () => upload(cut(stripes, stripes.length / 2), {}, 'cut.png'), 'unreadable'],
      ['an unknown tier', () => upload(phototest, { tier: 'gpu' }), 'unknown_tier'],
      ['an unknown tool', () => upload(phototest, { tool: 'make-coffee' }), 'unknown_tool'],
      ['an odd retention', () => upload(phototest, { retention: 'forever' }), 'bad_field'],
      ['JSON instead of a form', () => ({ headers: { 'Content-Type': 'application/json' }, body: encode('{}') }), 'bad_multipart'],
      ['a wrong boundary', () => ({ ...upload(phototest), headers: { 'Content-Type': 'multipart/form-data; boundary=other' } }), 'bad_multipart'],
      ['a form that is cut off', () => { const f = upload(phototest); return { ...f, body: cut(f.body, 2_000) }; }, 'bad_multipart'],
    ])('%s', async (_, request, code) => {
      const before = await jobsListed();
      expectError(await get().call('POST', 'ocr/', withToken(request())), code);
      expect(await jobsListed()).toEqual(before);
    });

    test('a bad token, everywhere; a missing one where the account is needed', async () => {
      for (const path of ['', 'ocr/', `ocr/${'0'.repeat(32)}/`, 'languages/']) {
        for (const headers of [{ Authorization: 'Bearer wrong' }, { Authorization: 'Basic x' }]) {
          expectError(await get().call('GET', path, { headers }), 'invalid_token');
        }
        expectError(await get().call('GET', `${path}?api_token=wrong`), 'invalid_token');
      }
    });

    test('unknown jobs, unknown paths, wrong methods', async () => {
      for (const path of [`ocr/${'0'.repeat(32)}/`, 'ocr/nonsense/', 'nothing/', '/api/', '/api/v2/ocr/', '/api/v1x/']) {
        expectError(await get().call('GET', path, { headers: bearer() }), 'not_found');
      }
      const wrong = await get().call('PATCH', 'ocr/', { headers: bearer() });
      expectError(wrong, 'method_not_allowed');
      expect(wrong.headers.allow).toBe('POST, GET, HEAD, OPTIONS');
      expect((await get().call('OPTIONS', 'ocr/')).status).toBe(204);
    });
  });

  test('the languages with what this deployment carries', async () => {
    const { languages } = jsonOf(await get().call('GET', 'languages/'));
    expect(languages.length).toBeGreaterThanOrEqual(100);
    const persian = languages.find((language: { code: string }) => language.code === 'fas');
    expect(persian).toMatchObject({ name: 'Persian', direction: 'rtl', installed: true });
    expect(persian.bytes).toBeGreaterThan(100_000);
  });

  function withToken({ headers, body }: ReturnType<typeof form>) {
    return { body, headers: { ...headers, ...bearer() } };
  }
}

/** A job from its upload to its end. */
import { describe, expect, test } from 'vitest';
import { type Client, ok, refused } from './client.ts';
import { blank, jsonBody, jsonOf, phototest, textOf, upload } from './requests.ts';

export function jobTests(client: Client): void {
  const { create, own, anonymous, post, target } = client;

  describe('a job', () => {
    test('is answered inline with its result', async () => {
      const job = await create();
      expect(job).toMatchObject({
        status: 'done',
        tier: 'cpu',
        requested_tier: 'cpu',
        language: 'auto',
        page_count: 1,
        credits: 1,
        filename: 'page.tif',
        progress: { done: 1, total: 1 },
        warnings: [],
        tool: null,
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
      const job = await create(blank);
      expect(ok(await own('GET', `ocr/${job.uuid}/`))).toEqual(job);
      expect(ok(await own('GET', `ocr/${job.uuid}`))).toEqual(job);
      expect(ok(await anonymous('GET', `ocr/${job.uuid}/?api_token=${target().token}`))).toEqual(job);
    });

    test('is there with the pages alone that are asked for', async () => {
      const job = await create();
      expect(ok(await own('GET', `ocr/${job.uuid}/?pages=1`))).toEqual(job);
      for (const pages of ['2', '0', 'x']) {
        expect(refused(await own('GET', `ocr/${job.uuid}/?pages=${pages}`), 'bad_field').field).toBe('pages');
      }
    });

    test('keeps the language as sent and takes it in every form', async () => {
      expect((await create(blank, { language: 'en+deu' })).language).toBe('en+deu');
      const body = refused(await post(upload(blank, { language: 'enn' })), 'unknown_language');
      expect(body.error).toContain('"enn"');
    });

    test('downloads as txt, md and json with type, name and length', async () => {
      const job = ok(await post(upload(phototest, {}, 'رسید ۱.tif')));
      for (const [format, type] of [
        ['txt', 'text/plain; charset=utf-8'],
        ['md', 'text/markdown; charset=utf-8'],
        ['json', 'application/json'],
      ]) {
        const answer = await own('GET', `ocr/${job.uuid}/download/?format=${format}`);
        expect(answer.status).toBe(200);
        expect(answer.headers['content-type']).toBe(type);
        expect(answer.headers['content-length']).toBe(String(answer.bytes.length));
        const disposition = answer.headers['content-disposition'] ?? '';
        expect(disposition).toMatch(/^attachment; filename="[ -~]*"; filename\*=UTF-8''/);
        expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(`رسید ۱.${format}`);
        expect(textOf(answer)).toContain('quick brown dog');
      }
      expect(refused(await own('GET', `ocr/${job.uuid}/download/?format=exe`), 'unknown_format').accepted).toContain(
        'md',
      );
      for (const pages of ['2', '0', '1-2', '2-1', 'x', '1,', '-', '9'.repeat(30)]) {
        const answer = await own('GET', `ocr/${job.uuid}/download/?format=md&pages=${pages}`);
        expect(refused(answer, 'bad_field').field).toBe('pages');
      }
      expect(textOf(await own('GET', `ocr/${job.uuid}/download/?pages=1`))).toContain('quick brown dog');
    });

    test('shows its page as a picture', async () => {
      const job = await create(blank);
      const answer = await own('GET', `ocr/${job.uuid}/pages/0/image/`);
      expect(answer.headers['content-type']).toMatch(/^image\//);
      expect(answer.bytes.length).toBeGreaterThan(50);
      for (const index of ['1', '-1', 'x', '0.0', '0x0', '1e0', '%30%30']) {
        refused(await own('GET', `ocr/${job.uuid}/pages/${index}/image/`), 'not_found');
      }
      for (const width of ['0', '-1', '10001', 'x', '1.5']) {
        const query = `width=${width}`;
        expect(refused(await own('GET', `ocr/${job.uuid}/pages/0/image/?${query}`), 'bad_field').field).toBe('width');
      }
      expect((await own('GET', `ocr/${job.uuid}/pages/0/image/?width=32`)).status).toBe(200);
    });

    test('is gone after DELETE', async () => {
      const { uuid } = await create(blank);
      expect((await own('DELETE', `ocr/${uuid}/`)).status).toBe(204);
      refused(await own('GET', `ocr/${uuid}/`), 'not_found');
      refused(await own('DELETE', `ocr/${uuid}/`), 'not_found');
      expect((await client.listed()).map((job) => job.uuid)).not.toContain(uuid);
    });

    test('takes another file name and tags, each for itself', async () => {
      const { uuid } = await create(blank);
      const change = (patch: object) => own('PATCH', `ocr/${uuid}/`, jsonBody(patch));
      expect(ok(await change({ filename: ' قرارداد.tif ' }))).toMatchObject({ filename: 'قرارداد.tif', tags: [] });
      expect(ok(await change({ tags: ['tax', 'مالیات', 'tax'] }))).toMatchObject({
        filename: 'قرارداد.tif',
        tags: ['tax', 'مالیات'],
      });
      expect(ok(await change({ unknown: true })).tags).toEqual(['tax', 'مالیات']);
      for (const [patch, field] of [
        [{ filename: '' }, 'filename'],
        [{ filename: 'a'.repeat(256) }, 'filename'],
        [{ filename: 5 }, 'filename'],
        [{ tags: 'tax' }, 'tags'],
        [{ tags: [' '] }, 'tags.0'],
        [{ tags: ['a', null] }, 'tags.1'],
        [{ tags: { length: 1 } }, 'tags'],
        [{ tags: Array.from({ length: 21 }, String) }, 'tags'],
      ] as const) {
        expect(refused(await change(patch), 'bad_field').field).toBe(field);
      }
      for (const body of ['', '{', '[]', 'null', '"text"', '\uFEFF']) {
        refused(await own('PATCH', `ocr/${uuid}/`, { body: Buffer.from(body) }), 'bad_json');
      }
      const deep = Buffer.from(`{"tags": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`);
      refused(await own('PATCH', `ocr/${uuid}/`, { body: deep }), 'bad_field');
      expect(await client.job(uuid)).toMatchObject({ filename: 'قرارداد.tif', tags: ['tax', 'مالیات'] });
    });

    test('downloads whatever its name has become', async () => {
      const { uuid } = await create(blank);
      for (const filename of ['half an emoji \ud83d.tif', '../../a\r\nX-Evil: 1.tif', '%00', '.', 'نام.tar.gz']) {
        ok(await own('PATCH', `ocr/${uuid}/`, jsonBody({ filename })));
        const { status, headers } = await own('GET', `ocr/${uuid}/download/`);
        expect([filename, status, headers['x-evil']]).toEqual([filename, 200, undefined]);
      }
    });

    test('falls back to the cpu tier and says so, or is refused', async () => {
      const job = await create(blank, { tier: 'vlm' });
      expect(job).toMatchObject({ tier: 'cpu', requested_tier: 'vlm', status: 'done', credits: 1 });
      expect(job.warnings.map((warning) => warning.code)).toContain('vlm_unavailable');
      refused(await post(upload(blank, { tier: 'vlm', fallback: 'none' })), 'engine_unavailable');
    });

    test('a data tool adds data, no other does; a translation that nobody can make is refused', async () => {
      const { tool, data, text } = await create(undefined, { tool: 'receipt-to-data' });
      expect(tool).toBe('receipt-to-data');
      // What is printed there is no receipt: nothing is made up.
      expect(data).toMatchObject({ checks: [] });
      expect(data).not.toHaveProperty('total');
      expect(text.length).toBeGreaterThan(10);
      expect(await create(undefined, { tool: 'image-to-text' })).not.toHaveProperty('data');
      refused(await post(upload(blank, { tool: 'translate' })), 'bad_field');
      refused(await post(upload(blank, { tool: 'translate', translate_to: 'fa' })), 'engine_unavailable');
    });

    test('cancelled in the middle has no download, and can be read again', async () => {
      const posted = post(upload(target().slow));
      const { uuid } = await unfinished(client);
      refused(await own('GET', `ocr/${uuid}/download/`), 'not_finished');
      refused(await own('POST', `ocr/${uuid}/link/`), 'not_finished');
      const cancelled = ok(await own('POST', `ocr/${uuid}/cancel/`));
      expect(cancelled).toMatchObject({ status: 'failed', error: { code: 'cancelled' }, credits: 0, pages: [] });
      expect(jsonOf(await posted)).toMatchObject({ uuid, status: 'failed', error: { code: 'cancelled' } });
      expect(refused(await own('GET', `ocr/${uuid}/download/`), 'job_failed').error).toContain('cancelled');
      refused(await own('POST', `ocr/${uuid}/link/`), 'job_failed');
      expect(ok(await own('POST', `ocr/${uuid}/cancel/`))).toEqual(cancelled);

      const again = ok(await own('POST', `ocr/${uuid}/retry/`));
      expect(['pending', 'processing']).toContain(again.status);
      expect(again).toMatchObject({ uuid, finished_at: null, progress: { done: 0, total: 1 } });
      expect(again).not.toHaveProperty('error');
      ok(await own('POST', `ocr/${uuid}/cancel/`));
      expect((await own('DELETE', `ocr/${uuid}/`)).status).toBe(204);
      // The engine is free again.
      expect((await create(blank)).status).toBe('done');
    });

    test('that lacks nothing is not read again', async () => {
      const job = await create(blank);
      expect(ok(await own('POST', `ocr/${job.uuid}/retry/`))).toEqual(job);
    });
  });
}

async function unfinished({ listed }: Client): Promise<{ uuid: string }> {
  for (;;) {
    const running = (await listed()).find(({ status }) => status === 'pending' || status === 'processing');
    if (running) return running;
  }
}

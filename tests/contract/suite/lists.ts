/** Own jobs: whose they are, in which order, found by what. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Client, ok, refused } from './client.ts';
import { blank, jsonBody, phototest, upload } from './requests.ts';

export function listTests(client: Client): void {
  const { create, own, anonymous } = client;

  describe('the list of jobs', () => {
    test('goes page by page, newest first, each job once', async () => {
      const made: string[] = [];
      for (let i = 0; i < 7; i++) made.unshift((await create(blank, { tool: 'image-to-text' })).uuid);
      const seen: string[] = [];
      let next: string | null = '';
      while (next !== null && seen.length < made.length) {
        const { jobs, next: following } = ok(await own('GET', `ocr/?limit=3${next && `&before=${next}`}`));
        expect(jobs.length).toBeLessThanOrEqual(3);
        for (const job of jobs) expect(job).not.toHaveProperty('pages');
        seen.push(...jobs.map(({ uuid }: { uuid: string }) => uuid));
        next = following;
      }
      expect(seen.slice(0, 7)).toEqual(made);
      expect(ok(await own('GET', 'ocr/?limit=200')).next).toBeNull();
    });

    test('finds by text, by file name and by tag', async () => {
      const tag = `tag ${Math.random()}`;
      const read = await create(phototest);
      const named = await create(blank);
      ok(await own('PATCH', `ocr/${named.uuid}/`, jsonBody({ filename: 'Straße Ünïque.tif', tags: [tag, 'b'] })));
      const found = async (query: Record<string, string>) =>
        (await client.listed(`?${new URLSearchParams(query)}`)).map(({ uuid }) => uuid);
      expect(await found({ q: 'QUICK Brown' })).toContain(read.uuid);
      expect(await found({ q: 'straße ünï' })).toEqual([named.uuid]);
      expect(await found({ q: 'no page says this' })).toEqual([]);
      expect(await found({ tag })).toEqual([named.uuid]);
      expect(await found({ tag: tag.slice(0, -1) })).toEqual([]);
      expect(await found({ tag, q: 'no page says this' })).toEqual([]);
      expect(await found({ q: '', tag: '' })).toContain(read.uuid);
    });

    test('finds what was read of a file by its SHA-256, and by the tags that came with it', async () => {
      const tag = `batch:${Math.random()}`;
      const read = await create(phototest, { tags: `${tag}\n b \n\n${tag}` });
      expect(read.tags).toEqual([tag, 'b']);
      expect(read.sha256).toBe(createHash('sha256').update(phototest).digest('hex'));
      const found = async (query: Record<string, string>) =>
        (await client.listed(`?${new URLSearchParams(query)}`)).map(({ uuid }) => uuid);
      expect(await found({ tag })).toEqual([read.uuid]);
      const { sha256 = '' } = read;
      expect(await found({ tag, sha256 })).toEqual([read.uuid]);
      expect(await found({ sha256 })).toContain(read.uuid);
      expect(await found({ sha256: '0'.repeat(64) })).toEqual([]);
      expect(refused(await own('GET', 'ocr/?sha256=abc'), 'bad_field').field).toBe('sha256');
      expect(refused(await client.post(upload(phototest, { tags: 'x'.repeat(51) })), 'bad_field').field).toMatch(
        /^tags/,
      );
    });

    test('takes no other numbers than it says', async () => {
      for (const [field, values] of Object.entries({
        limit: ['0', '-1', '201', '1.5', 'x', '1e2', '٣', ' 1', '9'.repeat(20)],
        before: ['0', '-1', 'x', '9'.repeat(16)],
      })) {
        for (const value of values) {
          const answer = await own('GET', `ocr/?${new URLSearchParams({ [field]: value })}`);
          expect(refused(answer, 'bad_field').field).toBe(field);
        }
      }
      expect(ok(await own('GET', 'ocr/?limit=7&limit=1')).jobs).toHaveLength(1);
    });

    test('of calls without a token shows theirs alone; the account sees both, and adopts what it works on', async () => {
      const theirs = await create(blank, {}, {});
      const own_ = await create(blank);
      expect(ok(await anonymous('GET', `ocr/${theirs.uuid}/`))).toEqual(theirs);
      expect(ok(await own('GET', `ocr/${theirs.uuid}/`))).toEqual(theirs);
      for (const [method, path] of [
        ['GET', ''],
        ['DELETE', ''],
        ['POST', 'cancel/'],
        ['POST', 'retry/'],
        ['POST', 'link/'],
        ['GET', 'download/'],
        ['GET', 'pages/0/image/'],
      ] as const) {
        refused(await anonymous(method, `ocr/${own_.uuid}/${path}`), 'not_found');
      }
      refused(await anonymous('PATCH', `ocr/${own_.uuid}/`, jsonBody({ tags: [] })), 'not_found');
      const listed = async () => ok(await anonymous('GET', 'ocr/')).jobs.map(({ uuid }: { uuid: string }) => uuid);
      expect(await listed()).toContain(theirs.uuid);
      expect(await listed()).not.toContain(own_.uuid);
      expect((await client.listed()).map(({ uuid }) => uuid)).toEqual(expect.arrayContaining([theirs.uuid, own_.uuid]));

      ok(await own('PATCH', `ocr/${theirs.uuid}/`, jsonBody({ tags: ['mine'] })));
      refused(await anonymous('GET', `ocr/${theirs.uuid}/`), 'not_found');
      expect(await listed()).not.toContain(theirs.uuid);
    });
  });
}

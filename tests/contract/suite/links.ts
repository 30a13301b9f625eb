/** One-use addresses of downloads. */
import { describe, expect, test } from 'vitest';
import { type Client, ok, refused, withAccount } from './client.ts';
import { blank, phototest, textOf } from './requests.ts';

export function linkTests(client: Client): void {
  const { own, anonymous, create } = client;
  const link = async (uuid: string, query = ''): Promise<string> => {
    const { url, expires_at } = ok(await own('POST', `ocr/${uuid}/link/${query}`));
    expect(Date.parse(expires_at)).toBeGreaterThan(Date.now() - 1_000);
    expect(Date.parse(expires_at)).toBeLessThanOrEqual(Date.now() + 60_000);
    const { pathname, search } = new URL(url);
    return pathname + search;
  };

  describe('a link', () => {
    test('gives the file once, without a token', async () => {
      const { uuid } = await create(phototest);
      const path = await link(uuid);
      const answer = await anonymous('GET', path);
      expect(answer.status).toBe(200);
      expect(textOf(answer)).toContain('quick brown dog');
      expect(answer.headers['content-disposition']).toContain('filename="page.txt"');
      refused(await anonymous('GET', path), 'invalid_token');
      refused(await own('GET', path), 'invalid_token');
    });

    test('is not used up by HEAD, and not good for anything else', async () => {
      const { uuid } = await create(blank);
      const other = await create(blank);
      const path = await link(uuid);
      const { search } = new URL(path, 'https://app.test');
      for (let i = 0; i < 2; i++) {
        const head = await anonymous('HEAD', path);
        expect([head.status, head.bytes.length]).toEqual([200, 0]);
      }
      refused(await anonymous('GET', `ocr/${uuid}/${search}`), 'not_found');
      refused(await anonymous('GET', `ocr/${uuid}/pages/0/image/${search}`), 'not_found');
      refused(await anonymous('GET', `account/${search}`), 'missing_token');
      expect((await anonymous('GET', path)).status).toBe(200);
      expect((await anonymous('HEAD', path)).status).toBe(401);
      const second = new URL(await link(uuid), 'https://app.test').search;
      refused(await anonymous('GET', `ocr/${other.uuid}/download/${second}`), 'invalid_token');
      refused(await anonymous('GET', `ocr/${uuid}/download/?ticket=ticket_${'0'.repeat(64)}`), 'invalid_token');
      refused(await anonymous('GET', `ocr/${uuid}/download/?ticket=`), 'invalid_token');
    });

    test('keeps the format and the pages that it was made for', async () => {
      const { uuid } = await create(phototest);
      const answer = await anonymous('GET', await link(uuid, '?format=json&pages=1'));
      expect(answer.headers['content-type']).toBe('application/json');
      expect(JSON.parse(textOf(answer)).pages).toHaveLength(1);
      const changed = (await link(uuid, '?format=md')).replace('format=md', 'format=json');
      expect((await anonymous('GET', changed)).headers['content-type']).toContain('text/markdown');
      refused(await own('POST', `ocr/${uuid}/link/?format=exe`), 'unknown_format');
      refused(await own('POST', `ocr/${uuid}/link/?pages=x`), 'bad_field');
      refused(await own('POST', `ocr/${uuid}/link/?pages=2`), 'bad_field');
      refused(await own('POST', `ocr/${'0'.repeat(32)}/link/`), 'not_found');
    });

    test('works where every call needs a token', async () => {
      const { uuid } = await create(blank);
      await withAccount(client, { settings: { require_token: true } }, async () => {
        expect((await anonymous('GET', await link(uuid))).status).toBe(200);
        refused(await anonymous('GET', `ocr/${uuid}/download/`), 'missing_token');
      });
    });

    test('goes with its job', async () => {
      const { uuid } = await create(blank);
      const path = await link(uuid);
      await own('DELETE', `ocr/${uuid}/`);
      refused(await anonymous('GET', path), 'not_found');
    });
  });
}

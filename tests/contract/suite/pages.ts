/** Pages of a finished job: corrected, and read again. */
import { describe, expect, test } from 'vitest';
import type { Page } from '../../../src/contract/job.ts';
import { type Client, ok, refused } from './client.ts';
import { blank, jsonBody, textOf } from './requests.ts';

export function pageTests(client: Client): void {
  const { own, create, job } = client;
  const patch = (uuid: string, body: object, page = 0) => own('PATCH', `ocr/${uuid}/pages/${page}/`, jsonBody(body));

  describe('proofreading', () => {
    test('a corrected word is in the page, the job, and every download from then on', async () => {
      const { uuid, pages } = await create();
      const before = textOf(await own('GET', `ocr/${uuid}/download/?format=html`));
      const first = pages[0]?.blocks[0]?.lines[0]?.words[0]?.text ?? '';
      expect(before).toContain(first);
      const page: Page = ok(await patch(uuid, { edits: [{ block: 0, line: 0, word: 0, text: 'Corrected' }] }));
      expect(page.blocks[0]?.lines[0]?.words[0]).toMatchObject({ text: 'Corrected', confidence: 1 });
      const after = await job(uuid);
      expect(after.text.startsWith('Corrected ')).toBe(true);
      expect(after.pages[0]).toEqual(page);
      for (const format of ['txt', 'md', 'html', 'json']) {
        expect(textOf(await own('GET', `ocr/${uuid}/download/?format=${format}`)), format).toContain('Corrected');
      }
    });

    test('a block can be a heading', async () => {
      const { uuid } = await create();
      ok(await patch(uuid, { types: [{ block: 0, type: 'heading', level: 2 }] }));
      expect((await job(uuid)).markdown).toMatch(/^## /);
    });

    test('what is not there, or no correction, is refused and changes nothing', async () => {
      const { uuid } = await create();
      const before = await job(uuid);
      for (const body of [
        {
          edits: [
            { block: 0, line: 0, word: 0, text: 'x' },
            { block: 99, line: 0, word: 0, text: 'y' },
          ],
        },
        { edits: [{ block: -1, line: 0, word: 0, text: 'x' }] },
        { edits: 'all' },
        { types: [{ block: 0, type: 'poem' }] },
        { cells: [{ block: 0, row: 0, cell: 0, text: 'x' }] },
      ]) {
        refused(await patch(uuid, body), 'bad_field');
      }
      refused(await patch(uuid, { edits: [] }, 1), 'not_found');
      expect(await job(uuid)).toEqual(before);
    });
  });

  describe('reading again', () => {
    const again = (uuid: string, body: object, page = 0) =>
      own('POST', `ocr/${uuid}/pages/${page}/recognise/`, jsonBody(body));

    test('gives the page anew, undoes corrections, and costs nothing', async () => {
      const made = await create();
      ok(await patch(made.uuid, { edits: [{ block: 0, line: 0, word: 0, text: 'Corrected' }] }));
      const page: Page = ok(await again(made.uuid, { language: 'en' }));
      expect(page.text).toBe(made.text);
      const after = await job(made.uuid);
      expect([after.text, after.status, after.credits]).toEqual([made.text, 'done', 1]);
    });

    test('of a part leaves the rest as it is', async () => {
      const made = await create();
      const line = made.pages[0]?.blocks[0]?.lines[0];
      ok(await patch(made.uuid, { edits: [{ block: 1, line: 0, word: 0, text: 'Kept' }] }));
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = line?.bbox ?? [];
      const page: Page = ok(await again(made.uuid, { bbox: [x0 - 8, y0 - 6, x1 + 8, y1 + 6] }));
      expect(page.text).toContain('Kept');
    });

    test('is refused for what cannot be', async () => {
      const { uuid } = await create(blank);
      refused(await again(uuid, { language: 'klingon' }), 'unknown_language');
      refused(await again(uuid, { tier: 'gpu' }), 'unknown_tier');
      refused(await again(uuid, { tier: 'vlm' }), 'engine_unavailable');
      refused(await again(uuid, { bbox: [10, 10, 5, 20] }), 'bad_field');
      refused(await again(uuid, { bbox: 'all' }), 'bad_field');
      refused(await again(uuid, {}, 7), 'not_found');
    });
  });
}

/** Several jobs as one ZIP. */
import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import { type Client, refused } from './client.ts';
import { jsonBody, phototest, upload } from './requests.ts';

export function exportTests(client: Client): void {
  const { own, post, create } = client;
  const zip = (body: object) => own('POST', 'exports/', jsonBody(body));
  const named = async (name: string) => {
    const answer = await post(upload(phototest, {}, name));
    return JSON.parse(new TextDecoder().decode(answer.bytes));
  };

  describe('a ZIP of several jobs', () => {
    test('has a folder a document, names apart, and what the downloads say', async () => {
      const jobs = [await named('رسید.tif'), await named('scan.tif'), await named('SCAN.png')];
      const answer = await zip({ jobs: jobs.map(({ uuid }) => uuid), formats: ['txt', 'json', 'txt'] });
      expect(answer.status).toBe(200);
      const read = await JSZip.loadAsync(answer.bytes);
      const files = Object.values(read.files)
        .filter((file) => !file.dir)
        .map((file) => file.name)
        .sort();
      expect(files).toEqual(
        [
          'SCAN (2)/SCAN (2).json',
          'SCAN (2)/SCAN (2).txt',
          'scan/scan.json',
          'scan/scan.txt',
          'رسید/رسید.json',
          'رسید/رسید.txt',
        ].sort(),
      );
      expect(await read.file('رسید/رسید.txt')?.async('string')).toBe(`${jobs[0].text}\n`);
      expect(JSON.parse((await read.file('scan/scan.json')?.async('string')) ?? '')).toEqual(jobs[1]);
    });

    test('has a folder a document also in one format', async () => {
      const jobs = [await named('a.tif'), await named('b.tif')];
      const read = await JSZip.loadAsync((await zip({ jobs: jobs.map(({ uuid }) => uuid), formats: ['md'] })).bytes);
      expect(Object.values(read.files).flatMap(({ dir, name }) => (dir ? [] : [name]))).toEqual(['a/a.md', 'b/b.md']);
    });

    test('has no folders where there is one file', async () => {
      const { uuid } = await create();
      const read = await JSZip.loadAsync((await zip({ jobs: [uuid], formats: ['md'] })).bytes);
      expect(Object.keys(read.files)).toEqual(['page.md']);
    });

    test('takes the options of the single downloads, each for the formats that know it', async () => {
      const { uuid } = await create();
      const options = { layout: '1', tables: 'separate', bom: '1' };
      const query = 'layout=1&tables=separate&bom=1';
      const answer = await zip({ jobs: [uuid], formats: ['txt', 'csv', 'json', 'md'], ...options });
      expect(answer.status).toBe(200);
      const read = await JSZip.loadAsync(answer.bytes);
      const names = Object.values(read.files).flatMap(({ dir, name }) => (dir ? [] : [name]));
      expect(names.sort()).toEqual(['page/page.json', 'page/page.md', 'page/page.txt', 'page/page.zip']);
      for (const format of ['txt', 'csv', 'json', 'md']) {
        const single = await own('GET', `ocr/${uuid}/download/?format=${format}&${query}`);
        expect(single.status).toBe(200);
        const zipped = await read.file(`page/page.${format === 'csv' ? 'zip' : format}`)?.async('uint8array');
        if (format === 'csv') await JSZip.loadAsync(zipped ?? []);
        else expect(zipped).toEqual(new Uint8Array(single.bytes));
      }
      refused(await zip({ jobs: [uuid], formats: ['txt'], layout: 'yes' }), 'bad_field');
    });

    test('is refused where a job is not there, or nothing is asked', async () => {
      const { uuid } = await create();
      refused(await zip({ jobs: [uuid, '0'.repeat(32)], formats: ['txt'] }), 'not_found');
      refused(await zip({ jobs: [], formats: ['txt'] }), 'bad_field');
      refused(await zip({ jobs: [uuid], formats: [] }), 'bad_field');
      refused(await zip({ jobs: [uuid], formats: ['exe'] }), 'bad_field');
      refused(await zip({}), 'bad_field');
    });
  });
}

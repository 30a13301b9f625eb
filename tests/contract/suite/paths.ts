/** Every path and method, known and unknown. */
import { describe, expect, test } from 'vitest';
import type { OpenApi } from './checker.ts';
import { type Client, ok, refused } from './client.ts';
import { blank, jsonOf } from './requests.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const UNKNOWN = [
  '/api',
  '/api/',
  '/api/v1x/',
  '/api/v2/ocr/',
  '/api/V1/',
  '/api//v1/',
  '/api/v1//ocr/',
  '/api/v1/nothing/',
  '/api/v1/ocr//',
  '/api/v1/ocr/x/y/',
  '/api/v1/ocr/x/pages//image/',
  '/api/v1/%6f%63%72/',
  '/api/v1/ocr%2F',
  '/api/v1/ocr/../nothing/',
  '/api/v1/ocr/%2e%2e/%2e%2e/',
  '/api/v1/openapi.json/x',
  '/api/v1/\u202e/',
  '/api/%',
];
/** Fit the path of a job; there is none of that name. */
const NO_JOB = ['nonsense', '0'.repeat(32), 'F'.repeat(32), '..%2f..%2f', '%00', '%ff', '%', '__proto__', 'ن'];

export function pathTests(client: Client): void {
  const { own, anonymous } = client;

  describe('paths and methods', () => {
    test('what is unknown is 404, whatever the method', async () => {
      for (const path of UNKNOWN) {
        for (const method of [...METHODS, 'OPTIONS']) refused(await own(method, path), 'not_found');
        const head = await own('HEAD', path);
        expect([path, head.status, head.bytes.length]).toEqual([path, 404, 0]);
        refused(await anonymous('GET', path), 'not_found');
      }
      for (const name of NO_JOB) {
        refused(await own('GET', `ocr/${name}/`), 'not_found');
        refused(await own('DELETE', `ocr/${name}/`), 'not_found');
        refused(await own('POST', `ocr/${name}/cancel/`), 'not_found');
        refused(await own('GET', `ocr/${name}/download/`), 'not_found');
      }
    });

    test('an invalid token is 401 everywhere, whatever else is wrong', async () => {
      const headers = { Authorization: 'Bearer wrong' };
      for (const path of ['', 'ocr/', 'nothing/', '/api/v2/', `ocr/${'0'.repeat(32)}/`, 'openapi.json']) {
        for (const method of [...METHODS, 'OPTIONS']) {
          refused(await anonymous(method, path, { headers }), 'invalid_token');
        }
      }
    });

    test('OPTIONS tells the methods of every path, any other is 405 and tells them too', async () => {
      const { paths }: OpenApi = ok(await own('GET', 'openapi.json'));
      for (const [template, operations] of Object.entries(paths)) {
        const path = template.slice(1).replace('{uuid}', '0'.repeat(32)).replace('{index}', '0');
        const known = Object.keys(operations).map((method) => method.toUpperCase());
        const allowed = [...known, ...(known.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].sort();
        const options = await anonymous('OPTIONS', path);
        expect([path, options.headers.allow?.split(', ').sort()]).toEqual([path, allowed]);
        for (const method of METHODS.filter((other) => !known.includes(other))) {
          const answer = await own(method, path);
          refused(answer, 'method_not_allowed');
          expect(answer.headers.allow).toBe(options.headers.allow);
        }
        if (!known.includes('GET')) expect((await own('HEAD', path)).status).toBe(405);
      }
    });

    test('HEAD answers like GET, without the body', async () => {
      const { uuid } = await client.create(blank);
      for (const path of [
        '',
        'ocr/',
        `ocr/${uuid}/`,
        `ocr/${uuid}/download/`,
        `ocr/${uuid}/pages/0/image/`,
        'account/',
        'account/ledger/',
        'languages/',
        'tools/',
        'openapi.json',
        `ocr/${'0'.repeat(32)}/`,
      ]) {
        const [got, head] = [await own('GET', path), await own('HEAD', path)];
        expect(head.bytes).toHaveLength(0);
        expect([path, head.status, head.headers]).toEqual([path, got.status, got.headers]);
      }
    });

    test('the document names a server below which its paths are', async () => {
      const { servers, paths } = ok(await own('GET', 'openapi.json'));
      const base = new URL(servers[0].url, 'https://app.test/api/v1/openapi.json').href;
      for (const path of Object.keys(paths)) {
        // A path is appended to the server's address (OpenAPI 3.1, 4.8.8), not resolved against it.
        const { pathname } = new URL(base + path);
        expect([path, (await anonymous('OPTIONS', pathname)).status]).toEqual([path, 204]);
      }
    });

    test('name, version and engines; languages; tools', async () => {
      const { name, version, engines } = ok(await anonymous('GET', ''));
      expect([name, typeof version, engines.cpu.ready, engines.vlm.ready]).toEqual(['Barg', 'string', true, false]);
      expect(engines.vlm.reason.length).toBeGreaterThan(10);
      const { languages } = jsonOf(await anonymous('GET', 'languages/'));
      expect(languages.length).toBeGreaterThanOrEqual(100);
      const persian = languages.find((language: { code: string }) => language.code === 'fas');
      expect(persian).toMatchObject({ name: 'Persian', direction: 'rtl', installed: true });
      expect(persian.bytes).toBeGreaterThan(100_000);
      const { tools } = jsonOf(await anonymous('GET', 'tools/'));
      expect(tools.map((tool: { slug: string }) => tool.slug)).toEqual(
        expect.arrayContaining(['extract-tables', 'handwriting-to-text', 'translate']),
      );
    });
  });
}

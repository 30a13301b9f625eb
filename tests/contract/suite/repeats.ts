/** One request, one job. */
import { describe, expect, test } from 'vitest';
import { type Client, ok } from './client.ts';
import { blank, phototest } from './requests.ts';

export function repeatTests(client: Client): void {
  const { create, own, bearer } = client;
  const key = () => ({ 'Idempotency-Key': `key-${crypto.randomUUID()}` });

  describe('an Idempotency-Key', () => {
    test('makes one job, also of two requests at once, and of another file', async () => {
      const headers = { ...bearer(), ...key() };
      const { used } = await client.account();
      const [first, second] = await Promise.all([create(blank, {}, headers), create(blank, {}, headers)]);
      expect(second.uuid).toBe(first.uuid);
      expect((await create(phototest, {}, headers)).uuid).toBe(first.uuid);
      expect((await client.account()).used).toBe(used + 1);
    });

    test("is each owner's own", async () => {
      const same = key();
      expect((await create(blank, {}, same)).uuid).not.toBe((await create(blank, {}, { ...same, ...bearer() })).uuid);
    });

    test('is free again when its job was deleted', async () => {
      const headers = { ...bearer(), ...key() };
      const first = await create(blank, {}, headers);
      await own('DELETE', `ocr/${first.uuid}/`);
      expect((await create(blank, {}, headers)).uuid).not.toBe(first.uuid);
    });

    test('that is empty is none', async () => {
      const headers = { ...bearer(), 'Idempotency-Key': '' };
      expect((await create(blank, {}, headers)).uuid).not.toBe((await create(blank, {}, headers)).uuid);
    });

    test('or none: two uploads of one file are two jobs, also at once', async () => {
      const [first, second] = await Promise.all([create(blank), create(blank)]);
      expect(first.uuid).not.toBe(second.uuid);
      expect(ok(await own('GET', `ocr/${first.uuid}/`)).status).toBe('done');
    });
  });
}

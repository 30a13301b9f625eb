/** The device's account: plans, settings, token, ledger. */
import { describe, expect, test } from 'vitest';
import type { LedgerRow } from '../../../src/contract/responses.ts';
import { type Client, ok, refused, unchanged, withAccount } from './client.ts';
import { blank, jsonBody, jsonOf, textOf, upload } from './requests.ts';

export function accountTests(client: Client): void {
  const { own, anonymous, create, post, account, changeAccount, target } = client;

  describe('the account', () => {
    test('is on the local plan without a cap, and asks no token of others', async () => {
      expect(await account()).toMatchObject({
        plan: 'local',
        cap: null,
        balance: null,
        resets_at: null,
        settings: { require_token: false, retention: 'keep' },
      });
      const { used } = await account();
      await create(blank);
      expect((await account()).used).toBe(used + 1);
    });

    test("is nobody's without its token", async () => {
      for (const [method, path] of [
        ['GET', 'account/'],
        ['PATCH', 'account/'],
        ['POST', 'account/token/'],
        ['GET', 'account/ledger/'],
      ] as const) {
        refused(await anonymous(method, path), 'missing_token');
        for (const Authorization of ['Bearer wrong', `Basic ${target().token}`, target().token, 'Bearer', '']) {
          refused(await anonymous(method, path, { headers: { Authorization } }), 'invalid_token');
        }
        refused(await anonymous(method, `${path}?api_token=wrong`), 'invalid_token');
      }
    });

    test('an invalid token is 401 wherever there is something', async () => {
      for (const path of ['', 'ocr/', `ocr/${'0'.repeat(32)}/`, 'languages/', 'tools/', 'openapi.json']) {
        refused(await anonymous('GET', path, { headers: { Authorization: 'Bearer wrong' } }), 'invalid_token');
        refused(await anonymous('GET', `${path}?api_token=wrong`), 'invalid_token');
        expect((await anonymous('HEAD', path, { headers: { Authorization: 'Bearer wrong' } })).status).toBe(401);
      }
      await unchanged(client, async () => {
        refused(await anonymous('POST', 'ocr/?api_token=wrong', upload(blank)), 'invalid_token');
      });
      const scheme = { Authorization: `bearer  ${target().token} ` };
      expect((await anonymous('GET', 'account/', { headers: scheme })).status).toBe(200);
    });

    test('changes plan and settings, each for itself, and nothing where one value is wrong', async () => {
      await withAccount(client, { plan: 'free' }, async () => {
        const free = await account();
        expect(free).toMatchObject({ plan: 'free', cap: 500, balance: null });
        expect(Date.parse(free.resets_at ?? '')).toBeGreaterThan(Date.now());
        expect(await changeAccount({ settings: { retention: 'text' } })).toMatchObject({
          plan: 'free',
          settings: { require_token: false, retention: 'text' },
        });
        expect((await changeAccount({ settings: { retention: 0.5 } })).settings.retention).toBe(0.5);
        expect((await changeAccount({})).settings.retention).toBe(0.5);
        await unchanged(client, async () => {
          for (const [patch, field] of [
            [{ plan: 'gold' }, 'plan'],
            [{ plan: 'anonymous' }, 'plan'],
            [{ plan: null }, 'plan'],
            [{ plan: 'local', top_up: -1 }, 'top_up'],
            [{ top_up: 0.5 }, 'top_up'],
            [{ top_up: '5' }, 'top_up'],
            [{ top_up: 1e9 }, 'top_up'],
            [{ top_up: 5, settings: 5 }, 'settings'],
            [{ top_up: 5, settings: { require_token: 'yes' } }, 'settings.require_token'],
            [{ settings: { retention: 'forever' } }, 'settings.retention'],
            [{ settings: { retention: 0 } }, 'settings.retention'],
          ] as const) {
            expect(refused(await own('PATCH', 'account/', jsonBody(patch)), 'bad_field').field).toBe(field);
          }
          refused(await own('PATCH', 'account/'), 'bad_json');
        });
      });
    });

    test('its retention is that of uploads that name none', async () => {
      await withAccount(client, { settings: { retention: 'text' } }, async () => {
        const { uuid, expires_at } = await create(blank);
        expect(expires_at).toBeNull();
        refused(await own('GET', `ocr/${uuid}/pages/0/image/`), 'not_found');
        const kept = await create(blank, { retention: 'keep' });
        expect((await own('GET', `ocr/${kept.uuid}/pages/0/image/`)).status).toBe(200);
        const { finished_at, expires_at: over } = await create(blank, { retention: '2' });
        expect(Date.parse(over ?? '') - Date.parse(finished_at ?? '')).toBe(2 * 86_400_000);
      });
    });

    test('may ask for a token on every call', async () => {
      const theirs = await create(blank, {}, {});
      await withAccount(client, { settings: { require_token: true } }, async () => {
        for (const path of ['', 'ocr/', `ocr/${theirs.uuid}/`, 'languages/', 'tools/', 'openapi.json']) {
          refused(await anonymous('GET', path), 'missing_token');
          expect((await anonymous('HEAD', path)).status).toBe(401);
        }
        await unchanged(client, async () => refused(await anonymous('POST', 'ocr/', upload(blank)), 'missing_token'));
        expect((await own('GET', 'languages/')).status).toBe(200);
      });
      expect((await anonymous('GET', `ocr/${theirs.uuid}/`)).status).toBe(200);
    });

    test('on the credits plan reads as far as its balance goes', async () => {
      await withAccount(client, { plan: 'credits' }, async () => {
        const before = await account();
        expect(before).toMatchObject({ plan: 'credits', cap: null, balance: 0, resets_at: null });
        await unchanged(client, async () => {
          const refusal = refused(await post(upload(blank)), 'no_credits');
          expect(refusal).toMatchObject({ cap: 0, plan: 'credits', resets_at: null });
          expect(typeof refusal.used).toBe('number');
        });
        expect((await changeAccount({ top_up: 2 })).balance).toBe(2);
        await create(blank);
        expect(await account()).toMatchObject({ balance: 1, used: before.used + 1 });
        await create(blank);
        refused(await post(upload(blank)), 'no_credits');
        // What nobody could read costs nothing.
        await changeAccount({ top_up: 1 });
        refused(await post(upload(blank, { tier: 'vlm', fallback: 'none' })), 'engine_unavailable');
        expect((await account()).balance).toBe(1);
        await create(blank);
      });
    });

    test('gets a new token, and the old one is worth nothing', async () => {
      const old = target().token;
      const { uuid } = await create(blank);
      const { token } = ok(await own('POST', 'account/token/'));
      expect(token).toMatch(/^barg_[0-9a-f]{64}$/);
      expect(token).not.toBe(old);
      for (const path of ['', 'ocr/', `ocr/${uuid}/`, `ocr/${uuid}/download/`, 'account/', 'languages/']) {
        refused(await anonymous('GET', path, { headers: { Authorization: `Bearer ${old}` } }), 'invalid_token');
        refused(await anonymous('GET', `${path}?api_token=${old}`), 'invalid_token');
      }
      target().token = token;
      expect((await client.job(uuid)).uuid).toBe(uuid);
      expect((await account()).plan).toBe('local');
    });
  });

  describe('the ledger', () => {
    test('says what was reserved and charged, as JSON and as CSV', async () => {
      const names = ['=cmd().tif', '+1.tif', '-1.tif', '@sum.tif', 'a %22b%22, c; رسید.tif'];
      const shown = ["'=cmd().tif", "'+1.tif", "'-1.tif", "'@sum.tif", 'a "b", c; رسید.tif'];
      const uuids: string[] = [];
      for (const name of names) uuids.push(ok(await post(upload(blank, {}, name))).uuid);
      await changeAccount({ top_up: 3 });
      const rows: LedgerRow[] = await client.ledger();
      expect(rows.at(-1)).toMatchObject({ kind: 'top-up', credits: 3, uuid: null, filename: null, plan: 'credits' });
      for (const [i, uuid] of uuids.entries()) {
        const own = rows.filter((row) => row.uuid === uuid);
        expect(own).toMatchObject([
          { kind: 'reserve', pages: 1, credits: 1, page: null, tier: 'cpu', owner: 'account', plan: 'local' },
          { kind: 'page', pages: 1, credits: 1, page: 1, tier: 'cpu', filename: names[i]?.replaceAll('%22', '"') },
        ]);
      }
      const answer = await own('GET', 'account/ledger/?format=csv');
      expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[\w-]+\.csv"/);
      expect(answer.headers['content-length']).toBe(String(answer.bytes.length));
      const [head = [], ...lines] = parseCsv(textOf(answer));
      expect(head).toEqual(['date', 'kind', 'owner', 'plan', 'uuid', 'filename', 'page', 'tier', 'pages', 'credits']);
      expect(lines).toHaveLength(rows.length);
      for (const [i, cells] of lines.entries()) {
        const cell = (name: string) => cells[head.indexOf(name)];
        const { kind, uuid, credits, page, filename } = rows[i]!;
        const index = uuid === null ? -1 : uuids.indexOf(uuid);
        expect([cell('kind'), cell('uuid'), cell('credits'), cell('page')]).toEqual([
          kind,
          uuid ?? '',
          String(credits),
          page === null ? '' : String(page),
        ]);
        expect(cell('filename')).toBe(index < 0 ? escaped(filename) : shown[index]);
      }
      refused(await own('GET', 'account/ledger/?format=xlsx'), 'unknown_format');
    });

    test('holds a reservation for every page charged, given back or still open', async () => {
      const rows = await client.ledger();
      const open = (await client.listed('?limit=200')).filter(
        ({ status }) => status === 'pending' || status === 'processing',
      );
      expect(open).toEqual([]);
      for (const uuid of new Set(rows.map((row) => row.uuid))) {
        if (uuid === null) continue;
        const sum = (kind: string) =>
          rows.filter((row) => row.uuid === uuid && row.kind === kind).reduce((total, row) => total + row.credits, 0);
        expect([uuid, sum('reserve')]).toEqual([uuid, sum('page') + sum('release')]);
      }
    });
  });

  test('HEAD says the length of the ledger and sends nothing of it', async () => {
    const whole = await own('GET', 'account/ledger/?format=csv');
    const head = await own('HEAD', 'account/ledger/?format=csv');
    expect([head.status, head.bytes.length]).toEqual([200, 0]);
    expect(head.headers['content-length']).toBe(whole.headers['content-length']);
    expect(jsonOf(await own('GET', 'account/ledger/?format=json')).rows.length).toBeGreaterThan(0);
  });
}

const escaped = (name: string | null): string => (name && /^[=+\-@]/.test(name) ? `'${name}` : (name ?? ''));

/** RFC 4180: lines end with CR LF, a quoted cell may hold anything, a quote in it is doubled. */
function parseCsv(text: string): string[][] {
  expect(text.endsWith('\r\n')).toBe(true);
  const rows: string[][] = [[]];
  const cells = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = cells.exec(text); match; match = cells.exec(text)) {
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') rows.push([]);
    if (cells.lastIndex === text.length) return rows.slice(0, -1);
  }
  throw new Error('not RFC 4180');
}

/** The library as one file, and back. */
import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import type { Job } from '../../../src/contract/job.ts';
import { type Client, ok, refused, unchanged } from './client.ts';
import { blank, encode, form, jsonBody, phototest, textOf, upload } from './requests.ts';

type Zip = Uint8Array;

export function backupTests(client: Client): void {
  const { own, anonymous, create, post, job, listed } = client;
  const save = async (): Promise<Zip> => {
    const answer = await own('GET', 'backup/');
    expect(answer.status).toBe(200);
    return answer.bytes;
  };
  const restore = (body: Zip) => own('POST', 'backup/', { headers: { 'Content-Type': 'application/zip' }, body });
  const history = async (uuid: string, query = '') => ok(await own('GET', `chat/${uuid}/history/${query}`));
  const order = async () => (await listed('?limit=200')).map(({ uuid }) => uuid);
  const drop = async (uuid: string) => expect((await own('DELETE', `ocr/${uuid}/`)).status).toBe(204);
  /** The backup with a file of it changed, or left out. */
  const changed = async (zip: Zip, name: string, change: (text: string) => string | null): Promise<Zip> => {
    const files = await JSZip.loadAsync(zip);
    const text = await files.file(name)!.async('string');
    const next = change(text);
    if (next === null) files.remove(name);
    else files.file(name, next);
    return files.generateAsync({ type: 'uint8array', compression: 'STORE' });
  };
  /** Changed JSON. */
  const edited = (zip: Zip, name: string, edit: (value: ReturnType<typeof JSON.parse>) => unknown): Promise<Zip> =>
    changed(zip, name, (text) => {
      const value = JSON.parse(text);
      edit(value);
      return JSON.stringify(value);
    });
  /** All that the API says of a job. */
  const everything = async (uuid: string) => {
    const picture = await own('GET', `ocr/${uuid}/pages/0/image/`);
    return {
      job: await job(uuid),
      chat: await history(uuid),
      markdown: textOf(await own('GET', `ocr/${uuid}/download/?format=md`)),
      picture: [picture.status, picture.headers['content-type'], Buffer.from(picture.bytes).toString('base64')],
    };
  };

  describe('the backup', () => {
    test('brings back what was deleted: jobs, pages, pictures, chats, and their places in the list', async () => {
      const first = await create();
      const conversation = ok(await own('POST', `chat/${first.uuid}/`, jsonBody({ message: 'What did the dog do?' })));
      ok(await own('POST', `chat/${first.uuid}/`, jsonBody({ message: 'Which fox?', conversation: 'new' })));
      ok(await own('PATCH', `ocr/${first.uuid}/`, jsonBody({ filename: 'نامه.tif', tags: ['a', 'ب'] })));
      const edits = [{ block: 0, line: 0, word: 0, text: 'Corrected' }];
      ok(await own('PATCH', `ocr/${first.uuid}/pages/0/`, jsonBody({ edits })));
      const stays = await create(blank);
      const nobodys = await create(blank, { retention: '30' }, {});
      const textOnly = await create(phototest, { retention: 'text' });
      const gone = [textOnly, first, nobodys].map(({ uuid }) => uuid);
      const before = { all: await Promise.all(gone.map(everything)), order: await order() };
      const early = await history(first.uuid, `?conversation=${conversation.conversation}`);
      expect(early.messages).toHaveLength(2);
      expect([before.all[0]?.picture[0], before.all[2]?.picture[0]]).toEqual([404, 200]);

      const zip = await save();
      for (const uuid of gone) await drop(uuid);
      const { restored, skipped } = ok(await restore(zip));
      expect([restored, skipped > 0]).toEqual([3, true]);

      expect({ all: await Promise.all(gone.map(everything)), order: await order() }).toEqual(before);
      expect(await history(first.uuid, `?conversation=${conversation.conversation}`)).toEqual(early);
      expect((await anonymous('GET', `ocr/${nobodys.uuid}/`)).status).toBe(200);
      refused(await anonymous('GET', `ocr/${first.uuid}/`), 'not_found');
      expect(await job(stays.uuid)).toEqual(stays);
      // It can be worked with as before.
      ok(await own('POST', `chat/${first.uuid}/`, jsonBody({ message: 'Which dog?' })));
      ok(await own('POST', `ocr/${first.uuid}/pages/0/recognise/`, jsonBody({})));
    });

    test('restored twice adds nothing, and leaves as it is what was changed since', async () => {
      const { uuid } = await create();
      const zip = await save();
      await drop(uuid);
      ok(await restore(zip));
      ok(await own('PATCH', `ocr/${uuid}/`, jsonBody({ tags: ['since'] })));
      await unchanged(client, async () => {
        expect(ok(await restore(zip))).toMatchObject({ restored: 0 });
      });
      expect((await job(uuid)).tags).toEqual(['since']);
    });

    test('is a ZIP named after the day, with no secret and no job in work in it', async () => {
      const key = 'the-key-of-a-request';
      const { uuid } = await create(
        undefined,
        { password: 'the-password' },
        { ...client.bearer(), 'Idempotency-Key': key },
      );
      const running = post(upload(client.target().slow));
      let slow: string | undefined;
      while (!slow) slow = (await listed('?limit=1')).find(({ status }) => /pending|processing/.test(status))?.uuid;
      const answer = await own('GET', 'backup/');
      await own('POST', `ocr/${slow}/cancel/`);
      await running;
      expect(answer.headers['content-type']).toBe('application/zip');
      expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="barg-backup-\d{4}-\d\d-\d\d\.zip"/);
      const files = await JSZip.loadAsync(answer.bytes, { checkCRC32: true });
      const about = JSON.parse(await files.file('barg.json')!.async('string'));
      expect(about).toMatchObject({ format: 'barg-backup', version: 1 });
      expect(about.in_work).toBeGreaterThan(0);
      expect(Object.keys(files.files)).toContain(`jobs/${uuid}/original`);
      expect(Object.keys(files.files).filter((name) => name.includes(slow))).toEqual([]);
      const json = Object.values(files.files).filter(({ name }) => name.endsWith('.json'));
      const text = (await Promise.all(json.map((file) => file.async('string')))).join('\n');
      for (const secret of [client.target().token, key, 'the-password']) expect(text).not.toContain(secret);
    });

    test('comes as a form too', async () => {
      const { uuid } = await create();
      const zip = await save();
      const seen = await everything(uuid);
      await drop(uuid);
      const sent = form([{ name: 'file', value: zip, filename: 'barg-backup.zip', type: 'application/zip' }]);
      expect(ok(await own('POST', 'backup/', sent))).toMatchObject({ restored: 1 });
      expect(await everything(uuid)).toEqual(seen);
    });

    test('needs the account', async () => {
      refused(await anonymous('GET', 'backup/'), 'missing_token');
      refused(await anonymous('POST', 'backup/', { body: encode('x') }), 'missing_token');
    });

    test('what is no backup, or a newer one, is refused and changes nothing', async () => {
      const { uuid } = await create();
      const zip = await save();
      await drop(uuid);
      const foreign = new JSZip().file('readme.txt', 'hello');
      const packed = (await JSZip.loadAsync(zip)).generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
      await unchanged(client, async () => {
        for (const body of [encode('not a ZIP'), phototest, await foreign.generateAsync({ type: 'uint8array' })])
          refused(await restore(body), 'unsupported_type');
        refused(await restore(await packed), 'unsupported_type');
        for (const manifest of [
          'null',
          '[]',
          '"barg-backup"',
          '{"format":"other","version":1}',
          '{"format":"barg-backup"}',
        ])
          refused(await restore(await changed(zip, 'barg.json', () => manifest)), 'unsupported_type');
        refused(await restore(await changed(zip, 'barg.json', () => null)), 'unsupported_type');
        const newer = await restore(await edited(zip, 'barg.json', (about) => Object.assign(about, { version: 2 })));
        expect(refused(newer, 'unsupported_type').error).toMatch(/version 2.*Update/);
        refused(await own('POST', 'backup/'), 'empty_file');
        refused(await own('POST', 'backup/', form([{ name: 'other', value: 'x' }])), 'no_file');
      });
    });

    test('a damaged one is refused whole, though other jobs in it are sound', async () => {
      const [bad, sound] = [await create(), await create()] as [Job, Job];
      const zip = await save();
      await drop(bad.uuid);
      await drop(sound.uuid);
      const folder = `jobs/${bad.uuid}`;
      const at = Buffer.from(zip).indexOf(`${folder}/original`) + `${folder}/original`.length;
      const flipped = zip.slice();
      flipped[at + 1_000]! ^= 1;
      const pages = (edit: (page: Job['pages'][number]) => unknown) =>
        edited(zip, `${folder}/pages.json`, ([first]) => edit(first.page));
      const record = (edit: (value: ReturnType<typeof JSON.parse>) => unknown) =>
        edited(zip, `${folder}/job.json`, edit);
      await unchanged(client, async () => {
        for (const body of [
          ...[flipped, zip.slice(0, -1), zip.slice(0, zip.length / 2), zip.slice(0, 40)],
          ...[Buffer.concat([zip, encode('more')]), Buffer.concat([zip.slice(0, at), encode('more'), zip.slice(at)])],
          await changed(zip, `${folder}/original`, () => null),
          await changed(zip, `${folder}/original`, () => '<script>alert(1)</script>'),
          await changed(zip, `${folder}/pages.json`, () => null),
          await changed(zip, `${folder}/messages.json`, () => '{'),
          await changed(zip, `${folder}/messages.json`, () => '[{"conversation":"a"}]'),
          await changed(zip, `${folder}/pages.json`, (text) => text.replace(/"bbox":\[\d+/, '"bbox":[1e999')),
          await changed(zip, `${folder}/job.json`, () => `${'['.repeat(100_000)}${']'.repeat(100_000)}`),
          await pages((page) => Object.assign(page, { index: 1 })),
          await pages((page) => Object.assign(page, { text: 7 })),
          await pages((page) => Object.assign(page.blocks[0]!, { type: 'script' })),
          await record((value) => Object.assign(value.summary, { uuid: sound.uuid })),
          await record((value) => Object.assign(value.summary, { status: 'processing' })),
          await record((value) => Object.assign(value.summary, { page_count: 1e9 })),
          await record((value) => Object.assign(value.files[0], { type: 'text/html' })),
          await record((value) => Object.assign(value.files[0], { name: '../original' })),
          await record((value) => Object.assign(value, { packs: ['../../eng'] })),
          await record((value) => Object.assign(value, { owner: 'somebody' })),
        ]) {
          const { error } = refused(await restore(body), 'unreadable');
          expect(error).toMatch(/damaged.*Nothing was restored/);
        }
      });
      expect(ok(await restore(zip))).toMatchObject({ restored: 2 });
    });
  });
}

/** Pages that a vision model reads, and translations, over the API: what is asked, charged, warned of and handed out. */
import { describe, expect, test } from 'vitest';
import type { ModelList } from '../../src/contract/models.ts';
import { readAccount } from '../../src/store/account.ts';
import { commitModel, noteLack, removeModel, wantModel } from '../../src/store/models.ts';
import { call, FILES, type Realm } from './node-target.ts';
import { ok, refused } from './suite/client.ts';
import { type Init, jsonBody, jsonOf, phototest, textOf, upload } from './suite/requests.ts';
import { freshWorld } from './world.ts';

const { host, ledger } = freshWorld();

const file = { url: 'models/a.gguf', bytes: 700, role: 'weights' } as const;
const vision = { side: 1000, image_tokens: 500 };
const LIST: ModelList = {
  models: [
    { id: 'talker', name: 'Talker', use: 'chat', engine: 'wllama', files: [file] },
    { id: 'first', name: 'First', use: 'vision', engine: 'wllama', vision, files: [file] },
    { id: 'second', name: 'Second', use: 'vision', engine: 'wllama', vision, files: [file] },
  ],
};
const realm: Realm = {
  file: async (path) => Response.json(path === 'models.json' ? LIST : (FILES[path] ?? FILES['openapi.json'] ?? {})),
};

async function ask(method: string, path: string, init: Init = {}) {
  const { token } = await readAccount();
  return call(method, path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }, realm);
}
const send = (method: string, path: string, body: unknown) => ask(method, path, jsonBody(body));
const post = (fields: Record<string, string>) => ask('POST', 'ocr/', upload(phototest, fields));
const choose = (id: string | null) => send('PATCH', 'account/', { settings: { vision_model: id } });

/** As if it had been fetched. */
async function install(id: string): Promise<void> {
  await noteLack(id, null);
  await wantModel(id, []);
  await commitModel(id, [file]);
}

describe('the vlm tier', () => {
  test('reads with the first model that is ready, at its price', async () => {
    await host({ pages: () => 2 });
    await install('second');
    const job = ok(await post({ tier: 'vlm' }));
    expect(job).toMatchObject({ status: 'done', tier: 'vlm', requested_tier: 'vlm', credits: 10, warnings: [] });
    expect(job.pages).toMatchObject([
      { source: 'vlm', model: 'second' },
      { source: 'vlm', model: 'second' },
    ]);
    const rows = await ledger();
    expect(rows.map(({ kind, tier, credits }) => [kind, tier, credits])).toEqual([
      ['reserve', 'vlm', 10],
      ['page', 'vlm', 5],
      ['page', 'vlm', 5],
    ]);
  });

  test('the account’s choice goes before the list, and ends with the model', async () => {
    await host();
    await install('first');
    await install('second');
    expect(ok(await choose('second')).settings.vision_model).toBe('second');
    expect(ok(await post({ tier: 'vlm' })).pages[0].model).toBe('second');
    const chosen = ok(await ask('GET', 'models/')).models.filter((model: { chosen: boolean }) => model.chosen);
    expect(chosen).toMatchObject([{ id: 'second' }]);
    await removeModel('second');
    expect(ok(await ask('GET', 'account/')).settings.vision_model).toBeNull();
    expect(ok(await post({ tier: 'vlm', tags: 'again' })).pages[0].model).toBe('first');
  });

  test('only a model that reads pages can be chosen, and one that cannot run says why', async () => {
    await host();
    refused(await choose('talker'), 'bad_field');
    refused(await choose('nobody'), 'bad_field');
    await noteLack('first', { code: 'no_gpu', message: 'There is no GPU.' });
    ok(await choose('first'));
    const job = ok(await post({ tier: 'vlm' }));
    expect(job).toMatchObject({ tier: 'cpu', credits: 1 });
    expect(job.warnings[0]).toMatchObject({
      code: 'vlm_unavailable',
      message: expect.stringContaining('There is no GPU.'),
    });
    expect(refused(await post({ tier: 'vlm', fallback: 'none' }), 'engine_unavailable').error).toContain(
      'There is no GPU.',
    );
  });

  test('a page that it cannot read is charged as what it was read by, the rest is given back', async () => {
    await host({ pages: () => 3, sees: (index) => index === 1 });
    await install('first');
    const job = ok(await post({ tier: 'vlm' }));
    expect(job).toMatchObject({ status: 'done', tier: 'vlm', credits: 7 });
    expect(job.warnings.map(({ code, page }: { code: string; page: number }) => [code, page])).toEqual([
      ['vlm_unavailable', 1],
      ['vlm_unavailable', 3],
    ]);
    const rows = await ledger();
    expect(rows.filter(({ kind }) => kind === 'release').map(({ credits }) => credits)).toEqual([8]);
  });

  test('without a fallback such a page is not read and not charged', async () => {
    await host({ pages: () => 2, sees: (index) => index === 1 });
    await install('first');
    const job = ok(await post({ tier: 'vlm', fallback: 'none' }));
    expect(job).toMatchObject({ status: 'done', tier: 'vlm', credits: 5 });
    expect(job.pages[0]).toMatchObject({ text: '', warnings: [{ code: 'engine_unavailable' }] });
  });

  test('where no page can be read the job fails, and nothing is charged', async () => {
    await host({ sees: () => false });
    await install('first');
    const job = ok(await post({ tier: 'vlm', fallback: 'none' }));
    expect(job).toMatchObject({ status: 'failed', credits: 0, error: { code: 'engine_unavailable' } });
  });

  test('a page is read again with it, and stays as it is where that fails', async () => {
    let sees = true;
    await host({ sees: () => sees });
    const { uuid, pages } = ok(await post({}));
    expect(pages[0].source).not.toBe('vlm');
    const again = () => send('POST', `ocr/${uuid}/pages/0/recognise/`, { tier: 'vlm' });
    refused(await again(), 'engine_unavailable');
    await install('first');
    expect(ok(await again())).toMatchObject({ source: 'vlm', model: 'first' });
    sees = false;
    expect(ok(await again())).toMatchObject({ source: 'vlm', warnings: [{ code: 'engine_unavailable' }] });
  });

  test('the API says whether it is there', async () => {
    await host();
    const state = async () => jsonOf(await ask('GET', '')).engines.vlm;
    expect(await state()).toMatchObject({ ready: false, reason: expect.stringContaining('models page') });
    await install('first');
    expect(await state()).toEqual({ ready: true, reason: null });
  });
});

describe('translation', () => {
  const translate = (text: string) => text.replaceAll('quick', 'rapide').replaceAll('fox', 'renard');

  test('is refused where nothing translates, and leaves nothing', async () => {
    await host();
    refused(await post({ tool: 'translate', translate_to: 'fr' }), 'engine_unavailable');
    refused(await post({ tool: 'translate' }), 'bad_field');
    refused(await post({ tool: 'translate', translate_to: 'fr+de' }), 'bad_field');
    expect(jsonOf(await ask('GET', 'ocr/')).jobs).toEqual([]);
    expect(await ledger()).toEqual([]);
  });

  test('the job’s texts are the translation, the original stands beside, and so in every file', async () => {
    await host({ translate });
    const job = ok(await post({ tier: 'cpu', translate_to: 'fr' }));
    expect(job).toMatchObject({ status: 'done', translate_to: 'fr' });
    expect(job.text).toContain('rapide');
    expect(job.text).not.toContain('quick');
    expect(job.source_text).toContain('quick');
    expect(job.markdown).toContain('rapide');
    expect(job.source_markdown).toContain('quick');
    expect(job.pages[0].text).toContain('quick');
    const file = async (query: string) => textOf(await ask('GET', `ocr/${job.uuid}/download/?${query}`));
    for (const format of ['txt', 'md', 'html']) {
      expect(await file(`format=${format}`)).toContain('renard');
      expect(await file(`format=${format}&source=1`)).toContain('fox');
      expect(await file(`format=${format}&source=1`)).not.toContain('renard');
    }
    const json = JSON.parse(await file('format=json'));
    expect([json.text.includes('renard'), json.source_text.includes('fox')]).toEqual([true, true]);
  });

  test('questions are answered from both', async () => {
    await host({ translate });
    const { uuid } = ok(await post({ tier: 'cpu', translate_to: 'fr' }));
    const about = async (message: string) => ok(await send('POST', `chat/${uuid}/`, { message })).message;
    expect((await about('What did the quick dog jump over?')).citations.length).toBeGreaterThan(0);
    expect((await about('Where is the lazy renard?')).citations.length).toBeGreaterThan(0);
  });
});

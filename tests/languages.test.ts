/** The script that fills languages/, run as a user runs it, in a folder of its own and without the network. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../scripts/languages.mjs', import.meta.url));
const GERMAN = new URL('../node_modules/@tesseract.js-data/deu/4.0.0_best_int/deu.traineddata.gz', import.meta.url);
const german = gunzipSync(await readFile(GERMAN));

let root: string;
let source: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'languages-test-'));
  source = join(root, 'tessdata');
  await mkdir(source);
});
afterEach(() => rm(root, { recursive: true }));

test('gains what the folder has, names what it lacks and what is damaged', { timeout: 30_000 }, async () => {
  await writeFile(join(source, 'deu.traineddata'), german);
  await writeFile(join(source, 'fra.traineddata'), 'not what its name says');
  await writeFile(join(source, 'ita.traineddata.gz'), gzipSync(german).subarray(0, 100_000));
  await writeFile(join(source, 'ell.traineddata'), withoutModel(german));

  const { status, stdout, stderr } = await languages('de,French,it,el,ru', '--from', source);
  expect(status).toBe(0);
  expect(await readdir(join(root, 'languages'))).toEqual(['deu.traineddata.gz']);
  const landed = await readFile(join(root, 'languages', 'deu.traineddata.gz'));
  expect(gunzipSync(landed).equals(german)).toBe(true);
  expect(stdout).toMatch(/^deu +German +1\.\d\d MB +\S+deu\.traineddata$/m);
  expect(stdout).toContain('1 language,');
  expect(stderr).toContain('fra: fra.traineddata is not a traineddata file');
  expect(stderr).toContain('ita: ita.traineddata.gz is a damaged gzip file');
  expect(stderr).toContain('ell: ell.traineddata has no LSTM model');
  expect(stderr).toContain(`not in ${source}: rus — Debian has tesseract-ocr-rus`);
});

test('keeps a gzipped file as it is, under the code of the pack', { timeout: 30_000 }, async () => {
  const zipped = gzipSync(german, { level: 1 });
  await writeFile(join(source, 'deu_latf.traineddata.gz'), zipped);
  expect(await languages('all', '--from', source)).toMatchObject({ status: 0 });
  expect(await readdir(join(root, 'languages'))).toEqual(['frk.traineddata.gz']);
  expect((await readFile(join(root, 'languages', 'frk.traineddata.gz'))).equals(zipped)).toBe(true);
});

test('takes a dependency from node_modules, lists it, removes it', { timeout: 30_000 }, async () => {
  expect((await languages('deu')).stdout).toMatch(/^deu .* node_modules$/m);
  const file = join(root, 'languages', 'deu.traineddata.gz');
  expect((await readFile(file)).equals(await readFile(GERMAN))).toBe(true);
  expect((await languages('--list')).stdout).toMatch(/^deu .* languages\/$/m);
  expect(await languages('--remove', 'german,fra')).toMatchObject({
    status: 0,
    stdout: 'Removed: deu\n',
    stderr: 'Not in languages/: fra\n',
  });
  expect(await readdir(join(root, 'languages'))).toEqual([]);
  expect((await languages('--list')).stdout).toMatch(/^deu .* dependency$/m);
});

test('fails where nothing was gained, saying why', { timeout: 30_000 }, async () => {
  await writeFile(join(source, 'fra.traineddata'), Buffer.alloc(4096));
  expect(await languages('fra', '--from', source)).toMatchObject({
    status: 1,
    stdout: '',
    stderr: 'fra: fra.traineddata is not a traineddata file\n',
  });
  const misspelt = await languages('Persain', '--from', source);
  expect(misspelt.status).toBe(1);
  expect(misspelt.stderr).toBe('Unknown language "Persain". Did you mean "fa" (Persian)?\n');
  expect((await languages()).stderr).toMatch(/^Usage: /);
});

test('lists what the app may fetch from other hosts, with size and hash', { timeout: 30_000 }, async () => {
  await writeFile(join(source, 'rus.traineddata'), german);
  await writeFile(join(source, 'no-language.traineddata'), german);
  expect(await languages('--remotes', '--from', source)).toMatchObject({ status: 0 });
  const { remotes } = JSON.parse(await readFile(join(root, 'public/languages.json'), 'utf8'));
  expect(remotes).toHaveLength(2);
  expect(Object.keys(remotes[0].packs)).toContain('deu');
  const sha256 = createHash('sha256').update(german).digest('hex');
  expect(remotes[1].packs).toEqual({ rus: [german.length, sha256] });
  for (const { url } of remotes) expect(url).toMatch(/^https:.*\{code\}/);
});

/** The same file with its 18th entry, the LSTM model, marked absent: what Tesseract 3 wrote. */
function withoutModel(traineddata: Buffer): Buffer {
  const copy = Buffer.from(traineddata);
  copy.writeBigInt64LE(-1n, 4 + 8 * 17);
  return copy;
}

function languages(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  // An unreachable registry, so that no test can pass by downloading.
  const registry = { npm_config_registry: 'http://127.0.0.1:9', npm_config_fetch_retries: '0' };
  const env = { ...process.env, ...registry, INIT_CWD: root };
  return new Promise((done) => {
    execFile(process.execPath, [SCRIPT, ...args], { cwd: root, env }, (error, stdout, stderr) => {
      done({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
  });
}

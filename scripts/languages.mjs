/**
 * npm run languages -- all | fas,rus,… [--from DIR]     puts packs into languages/, which the build copies
 * npm run languages -- --list                           shows what a build would carry
 * npm run languages -- --remove fas,rus,…               takes packs out again
 * npm run languages -- --remotes [--from DIR]           writes public/languages.json: where the app may fetch packs that
 *                                                       the deployment does not carry, with their sizes and SHA-256
 *
 * Sources: the npm packages @tesseract.js-data/<code> (the integer "best" models; those among the app's dependencies
 * are taken from node_modules), or a folder of .traineddata files, plain or gzipped, such as the one where Debian's
 * tesseract-ocr-<code> packages put theirs: /usr/share/tesseract-ocr/5/tessdata. A pack that the source lacks is named
 * and the others go on; the exit code is 0 where any was gained. The build writes dist/vendor/tessdata/manifest.json,
 * with size and SHA-256 of each.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { runnerImport } from 'vite';

const USAGE = `Usage: npm run languages -- all | CODE,CODE… [--from DIR]
       npm run languages -- --list
       npm run languages -- --remove CODE,CODE…
       npm run languages -- --remotes [--from DIR]`;

// npm runs this in the repository's root, but the user's paths are relative to where npm was called.
const FOLDER = resolve('languages');
const CALLED_IN = process.env.INIT_CWD ?? process.cwd();
const NODE_MODULES = fileURLToPath(new URL('../node_modules/', import.meta.url));
const VARIANT = '4.0.0_best_int';
const EXTENSION = '.traineddata.gz';
const REMOTES = resolve('public/languages.json');
/**
 * One host that allows every origin (CORS). It serves files of a repository up to 20 MB; the largest pack has 15. Debian's
 * tesseract-ocr packages carry release 4.1.0 of tessdata_fast.
 */
const NPM_URL = `https://cdn.jsdelivr.net/npm/@tesseract.js-data/{code}@1.0.0/${VARIANT}/{code}${EXTENSION}`;
const FAST_URL = 'https://cdn.jsdelivr.net/gh/tesseract-ocr/tessdata_fast@4.1.0/{code}.traineddata';

// Node 20 does not read TypeScript; the table and its resolver exist once, in src/.
const { module: contract } = await runnerImport(
  fileURLToPath(new URL('../src/contract/languages.ts', import.meta.url)),
  { configFile: false, logLevel: 'error' },
);

process.exitCode = await main(process.argv.slice(2));

async function main(argv) {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        list: { type: 'boolean' },
        remove: { type: 'string' },
        remotes: { type: 'boolean' },
      },
    });
    if (values.list) return await list();
    if (values.remove !== undefined) return await remove(packsOf(values.remove));
    if (values.remotes) return await writeRemotes(values.from && resolve(CALLED_IN, values.from));
    if (positionals.length === 0) throw refusal(USAGE);
    const packs = packsOf(positionals.join(','));
    return await add(packs, values.from === undefined ? npmSource() : folderSource(resolve(CALLED_IN, values.from)));
  } catch (error) {
    // What the user can mend is told in one line; anything else is a bug and keeps its stack.
    if (!['Refusal', 'ApiError'].includes(error.name) && !error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
    console.error(error.message);
    return 1;
  }
}

function refusal(message) {
  return Object.assign(new Error(message), { name: 'Refusal' });
}

/** "all", or codes in any form that the API takes, separated by commas. */
function packsOf(text) {
  if (text.trim().toLowerCase() === 'all') return contract.LANGUAGES.map((language) => language.code);
  const packs = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .flatMap((code) => contract.resolveLanguages(code).packs);
  if (packs.length === 0) throw refusal(USAGE);
  return [...new Set(packs)];
}

/** Exit code 0 if any pack was gained; one that the source lacks or that is damaged does not stop the others. */
async function add(packs, source) {
  await mkdir(FOLDER, { recursive: true });
  const rows = [];
  const missing = [];
  try {
    for (const pack of packs) {
      const { bytes, origin, problem } = await source.read(pack);
      if (problem !== undefined) console.error(`${pack}: ${problem}`);
      else if (bytes === undefined) missing.push(pack);
      else rows.push([pack, nameOf(pack), await write(pack, bytes), origin]);
    }
  } finally {
    await source.close();
  }
  printTable(rows);
  if (missing.length > 0) console.error(source.lacks(missing));
  return rows.length > 0 ? 0 : 1;
}

async function list() {
  const own = existsSync(FOLDER) ? (await readdir(FOLDER)).filter((file) => file.endsWith(EXTENSION)) : [];
  const rows = new Map();
  for (const { code } of contract.LANGUAGES) {
    const inFolder = own.includes(code + EXTENSION);
    const file = inFolder ? join(FOLDER, code + EXTENSION) : dependencyFile(code);
    if (!existsSync(file)) continue;
    rows.set(code, [code, nameOf(code), (await stat(file)).size, inFolder ? 'languages/' : 'dependency']);
  }
  printTable([...rows.values()]);
  return 0;
}

async function remove(packs) {
  const there = packs.filter((pack) => existsSync(join(FOLDER, pack + EXTENSION)));
  await Promise.all(there.map((pack) => rm(join(FOLDER, pack + EXTENSION))));
  if (there.length > 0) console.log(`Removed: ${there.join(', ')}`);
  const absent = packs.filter((pack) => !there.includes(pack));
  if (absent.length > 0) console.error(`Not in languages/: ${absent.join(', ')}`);
  return there.length > 0 ? 0 : 1;
}

/** The packs of node_modules, as npm has them, and those of a folder that holds tessdata_fast's files. */
async function writeRemotes(folder) {
  if (folder !== undefined && !existsSync(folder)) throw refusal(`There is no folder ${folder}`);
  const listed = async (fileOf) => {
    const packs = {};
    for (const { code } of contract.LANGUAGES) {
      const file = fileOf(code);
      if (!existsSync(file)) continue;
      const bytes = await readFile(file);
      packs[code] = [bytes.length, createHash('sha256').update(bytes).digest('hex')];
    }
    return packs;
  };
  const remotes = [{ url: NPM_URL, packs: await listed(dependencyFile) }];
  if (folder !== undefined) {
    remotes.push({ url: FAST_URL, packs: await listed((code) => join(folder, `${code}.traineddata`)) });
  }
  // A pack a line: what changed can be seen.
  const text = JSON.stringify({ remotes }, null, 1).replace(/\[\s*(\d+),\s*("\w+")\s*\]/g, '[$1, $2]');
  await mkdir(resolve('public'), { recursive: true });
  await writeFile(REMOTES, `${text}\n`);
  for (const { url, packs } of remotes) console.log(`${new URL(url).host}: ${Object.keys(packs).length} packs`);
  return 0;
}

/** A folder of .traineddata files, under a pack's code or one of its aliases (deu_latf is Debian's frk). */
function folderSource(folder) {
  if (!existsSync(folder)) throw refusal(`There is no folder ${folder}`);
  return {
    async read(pack) {
      const { code, aliases } = contract.languageByCode(pack);
      const files = [code, ...aliases].flatMap((name) => [`${name}.traineddata`, `${name}${EXTENSION}`]);
      const file = files.map((name) => join(folder, name)).find((path) => existsSync(path));
      if (file === undefined) return {};
      const checked = await toPack(await readFile(file));
      return { ...checked, ...(checked.problem && { problem: `${basename(file)} ${checked.problem}` }), origin: file };
    },
    lacks: (packs) => `not in ${folder}: ${packs.join(', ')} — Debian has ${debianPackages(packs)}`,
    close: async () => {},
  };
}

/** The npm packages, through the user's own npm and its registry. */
function npmSource() {
  let scratch;
  let unreachable;
  return {
    async read(pack) {
      const installed = dependencyFile(pack);
      if (existsSync(installed)) return { ...(await toPack(await readFile(installed))), origin: 'node_modules' };
      if (unreachable !== undefined) return { problem: 'not tried, npm failed before' };
      const name = `@tesseract.js-data/${pack}`;
      scratch ??= await mkdtemp(join(tmpdir(), 'barg-languages-'));
      const packed = await npmPack(name, scratch);
      if (packed.error === 'E404') return {};
      if (packed.error !== undefined) {
        unreachable = packed.error;
        return { problem: `npm could not get ${name}: ${packed.error}` };
      }
      const inner = `package/${VARIANT}/${pack}${EXTENSION}`;
      const unpacked = await run('tar', ['-xzf', packed.file, '-C', scratch, inner]);
      await rm(packed.file, { force: true });
      if (unpacked.status !== 0) return { problem: `${name} holds no ${VARIANT} model` };
      const bytes = await readFile(join(scratch, inner));
      await rm(join(scratch, inner));
      return { ...(await toPack(bytes)), origin: packed.id };
    },
    lacks: (packs) => `not in npm: ${packs.join(', ')} — use --from with Debian's ${debianPackages(packs)}`,
    close: async () => {
      if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
    },
  };
}

async function npmPack(name, folder) {
  // Under npm run, npm tells its own script's path: that works where `npm` is a batch file, too.
  const npm = process.env.npm_execpath;
  const args = ['pack', name, '--json', '--pack-destination', folder];
  const { status, stdout, stderr } = await (npm ? run(process.execPath, [npm, ...args]) : run('npm', args));
  const answer = parseJson(stdout);
  if (status !== 0) return { error: answer?.error?.code ?? (stderr.trim().split('\n')[0] || `exit code ${status}`) };
  return { file: join(folder, basename(answer[0].filename)), id: answer[0].id };
}

/** Gzipped bytes of a pack, or what is wrong with the file. */
async function toPack(bytes) {
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  let plain = bytes;
  try {
    if (zipped) plain = await promisify(gunzip)(bytes);
  } catch {
    return { problem: 'is a damaged gzip file' };
  }
  const problem = problemOf(plain);
  return problem === undefined ? { bytes: zipped ? bytes : await promisify(gzip)(plain, { level: 9 }) } : { problem };
}

/**
 * Traineddata begins with a little-endian int32 count of entries and that many int64 offsets from the file's start,
 * ascending, -1 for an absent one (tesseract, ccutil/tessdatamanager.cpp). Entry 17 is the LSTM model, the only kind
 * that the app's Tesseract core reads.
 */
function problemOf(plain) {
  const LSTM = 17;
  const foreign = 'is not a traineddata file';
  if (plain.length < 4) return foreign;
  const count = plain.readInt32LE(0);
  if (count < 1 || count > 50 || plain.length < 4 + 8 * count) return foreign;
  const offsets = Array.from({ length: count }, (_, index) => Number(plain.readBigInt64LE(4 + 8 * index)));
  let end = 4 + 8 * count;
  for (const offset of offsets.filter((offset) => offset !== -1)) {
    if (offset < end || offset > plain.length) return foreign;
    end = offset;
  }
  return (offsets[LSTM] ?? -1) === -1 ? 'has no LSTM model: it was made for Tesseract 3' : undefined;
}

/** The size in bytes. Renamed into place, so that a build never sees half a pack. */
async function write(pack, bytes) {
  const file = join(FOLDER, pack + EXTENSION);
  await writeFile(`${file}.part`, bytes);
  await rename(`${file}.part`, file);
  return bytes.length;
}

function dependencyFile(pack) {
  return join(NODE_MODULES, '@tesseract.js-data', pack, VARIANT, pack + EXTENSION);
}

function debianPackages(packs) {
  return packs.map((pack) => `tesseract-ocr-${pack.replaceAll('_', '-')}`).join(', ');
}

function nameOf(pack) {
  return contract.languageByCode(pack).name;
}

function printTable(rows) {
  if (rows.length === 0) return;
  const cells = rows.map(([pack, name, size, source]) => [pack, name, `${(size / 1e6).toFixed(2)} MB`, source]);
  const total = rows.reduce((sum, row) => sum + row[2], 0);
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column].length)));
  for (const [pack, name, size, source] of cells) {
    console.log(`${pack.padEnd(widths[0])}  ${name.padEnd(widths[1])}  ${size.padStart(widths[2])}  ${source}`);
  }
  console.log(`${rows.length} ${rows.length === 1 ? 'language' : 'languages'}, ${(total / 1e6).toFixed(1)} MB`);
}

function run(command, args) {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.on('error', (error) => done({ status: -1, stdout, stderr: error.message }));
    child.on('close', (status) => done({ status, stdout, stderr }));
  });
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

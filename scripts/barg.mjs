#!/usr/bin/env node
/** `npx barg scan.pdf -f md,pdf -o out/`: documents to files, by a Barg that runs, or one that is started for this. */
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from './bridge/client.mjs';

const HELP = `barg FILE|FOLDER … [-f md,pdf] [-o FOLDER]

  -f, --format     txt, md, docx, pdf (searchable), csv, json, html, hocr, alto; several with commas [md]
  -o, --out        where the files go [beside what was read: .]
      --tier       cpu, or vlm for handwriting, formulas and hard layouts
      --language   auto, or codes such as en, fa, de+fr
      --tool       extract-tables, receipt-to-data, invoice-to-data …
      --json       a line of JSON for each document on stdout, instead of words
      --address    of a Barg that runs [http://localhost:4173]
      --token      of its account page [BARG_TOKEN]; without one a Barg is started for this and ended after it
      --profile    the folder where that one keeps its documents

Exit codes: 0 all were read, 1 some were not, 2 the command is wrong, 3 no Barg answers.`;
const READ = new Set(['.pdf', '.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp', '.tif', '.tiff']);
const EXTENSIONS = { hocr: 'hocr', alto: 'xml' };

const { values, positionals } = options();
if (values.help || positionals.length === 0) {
  console.error(HELP);
  process.exit(values.help ? 0 : 2);
}
const formats = values.format.split(',').map((one) => one.trim());
const files = await filesOf(positionals).catch((error) => end(2, error.message));
if (files.length === 0) end(2, 'There is no document in there: PDF, PNG, JPEG, WebP, GIF, BMP or TIFF.');
const barg = await reach();
const client = createClient(barg);
let failed = 0;
for (const [n, file] of files.entries()) {
  const said = await read(file, n).catch((error) => ({ file: file.path, error: error.message, code: error.code }));
  if (said.error) failed++;
  report(said);
  // Nobody will answer the next one either.
  if (said.code === 'no_host' || said.code === 'unreachable') {
    await barg.close?.();
    process.exit(3);
  }
}
await barg.close?.();
process.exit(failed > 0 ? 1 : 0);

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        format: { type: 'string', short: 'f', default: 'md' },
        out: { type: 'string', short: 'o', default: '.' },
        tier: { type: 'string' },
        language: { type: 'string' },
        tool: { type: 'string' },
        json: { type: 'boolean', default: false },
        address: { type: 'string', default: 'http://localhost:4173' },
        token: { type: 'string', default: process.env.BARG_TOKEN },
        profile: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    return end(2, `${error.message}\n\n${HELP}`);
  }
}

function end(code, message) {
  console.error(message);
  process.exit(code);
}

/** Files as they are named, folders with all that is in them; `name`: below the output's folder. */
async function filesOf(paths) {
  const found = [];
  for (const path of paths) {
    const stats = await stat(path).catch(() => {
      throw new Error(`There is no ${path}.`);
    });
    if (stats.isFile()) found.push({ path, name: basename(path) });
    if (!stats.isDirectory()) continue;
    for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !READ.has(extname(entry.name).toLowerCase())) continue;
      const full = join(entry.parentPath ?? entry.path, entry.name);
      found.push({ path: full, name: relative(path, full) });
    }
  }
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

/** The Barg that is named, or one for this command alone. */
async function reach() {
  if (values.token) return { address: values.address, token: values.token };
  const { DIST, ensureBuild, ensurePackages } = await import('./setup.mjs');
  ensurePackages();
  ensureBuild();
  const { serve } = await import('./serve.mjs');
  const { startHeadless } = await import('./bridge/headless.mjs');
  try {
    const server = await serve({ root: DIST, bridge: true });
    const address = `http://localhost:${server.port}`;
    const isConnected = () => server.bridge?.isConnected() ?? false;
    const browser = await startHeadless({ address, profile: values.profile, isConnected });
    const close = async () => {
      await browser.close();
      await server.close();
    };
    return { address, token: browser.token, close };
  } catch (error) {
    return end(3, error.message);
  }
}

async function read({ path, name }, n) {
  const { tier, language, tool } = values;
  const job = await client.read(path, { tier, language, tool }, ({ progress }) => bar(n, name, progress));
  const written = [];
  for (const format of formats) {
    const bytes = await client.download(job.uuid, format);
    const target = join(
      values.out,
      `${name.slice(0, name.length - extname(name).length)}.${EXTENSIONS[format] ?? format}`,
    );
    await mkdir(join(target, '..'), { recursive: true });
    await writeFile(target, bytes);
    written.push(target);
  }
  const { uuid, page_count, mean_confidence, warnings } = job;
  return {
    file: path,
    uuid,
    tier: job.tier,
    page_count,
    mean_confidence,
    warnings: warnings.map(({ message }) => message),
    written,
  };
}

/** On a terminal, which it overwrites. */
function bar(n, name, { done, total }) {
  if (!process.stderr.isTTY || values.json) return;
  const width = 24;
  const full = total > 0 ? Math.round((done / total) * width) : 0;
  const line = `[${n + 1}/${files.length}] ${'█'.repeat(full)}${'░'.repeat(width - full)} ${done}/${total} ${name}`;
  process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
}

function report(said) {
  if (process.stderr.isTTY && !values.json) process.stderr.write('\r\x1b[K');
  if (values.json) return console.log(JSON.stringify(said));
  if (said.error) return console.error(`✗ ${said.file}: ${said.error}`);
  const sure = said.mean_confidence === null ? '' : `, ${Math.round(said.mean_confidence * 100)} % sure`;
  console.log(
    `✓ ${said.file} (${said.page_count} page${said.page_count === 1 ? '' : 's'}${sure}) → ${said.written.join(', ')}`,
  );
  for (const warning of said.warnings) console.error(`  ! ${warning}`);
}

/**
 * What `npm start` and `npm test` need before anything else: a fit Node, the packages of the lockfile and a build that
 * matches the sources. Node's own modules only, since it runs in a fresh clone.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
export const DIST = join(ROOT, 'dist');

/** What the build reads; changes elsewhere (tests, docs) need no new build. */
const SOURCES = [
  'index.html',
  'package.json',
  'package-lock.json',
  'public',
  'scripts',
  'src',
  'tsconfig.base.json',
  'tsconfig.json',
  'vite.config.ts',
  'workers',
];

const QUIETLY = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Ends the process with a message that says what to do. */
export function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

/** Runs a command with its output on this terminal; true when it ended well. */
export const run = (command, args) => spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' }).status === 0;

export function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Barg needs Node 20.19 or newer; this is ${process.versions.node}. Get it from https://nodejs.org/.`);
}

export function ensurePackages() {
  if (packagesMatch()) return;
  console.error('Installing packages …');
  const clean = spawnSync('npm', ['ci', ...QUIETLY], {
    cwd: ROOT,
    stdio: ['inherit', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  if (clean.status === 0) return;
  // npm 11.19 refuses a lockfile without the builds for other systems, which npm leaves out where a registry does not
  // carry them. npm install takes the same versions from it.
  const refused = clean.stderr.includes('EUSAGE');
  if (!refused) console.error(clean.stderr);
  if (!refused || !run('npm', ['install', '--no-save', ...QUIETLY]) || !packagesMatch()) {
    fail('The packages could not be installed: see the messages of npm above.');
  }
}

export function ensureBuild() {
  const stamp = join(DIST, '.inputs');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputsHash()) return;
  console.error('Building …');
  // Whatever the shell is set to, this is the production build. What it prints must not get into a protocol's output.
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (status !== 0) fail('The build failed: see its message above.');
}

/** A hash over names and contents of all that the build reads; language packs count by size and time. */
export function inputsHash() {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const path of filesUnder(source))
      hash
        .update(path)
        .update('\0')
        .update(readFileSync(join(ROOT, path)))
        .update('\0');
  }
  for (const path of filesUnder('languages')) {
    const { size, mtimeMs } = statSync(join(ROOT, path));
    hash.update(`${path} ${size} ${mtimeMs}\0`);
  }
  return hash.digest('hex');
}

/**
 * Whether node_modules holds what the lockfile names. npm keeps a copy of the lock of what it installed; times would
 * not do, because a checkout touches the lockfile without changing it.
 */
function packagesMatch() {
  const installed = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(installed)) return false;
  const packages = (path) => JSON.parse(readFileSync(path, 'utf8')).packages;
  const have = packages(installed);
  return Object.entries(packages(join(ROOT, 'package-lock.json'))).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  );
}

function filesUnder(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => (name.endsWith('.test.ts') ? [] : filesUnder(`${path}/${name}`)));
}

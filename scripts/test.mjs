/**
 * `npm test`: installs what is missing and runs every check; the last line is `N passed, N failed`.
 * `--quick` leaves out what needs a browser, `--long` adds tests/long.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNode, ensurePackages, fail, ROOT, run } from './setup.mjs';

const quick = process.argv.includes('--quick');
const long = process.argv.includes('--long');

/** Debian's packages of the fonts that tests render pages with. */
const FONTS = ['fonts-dejavu-core', 'fonts-noto-core'];
/** Of the programs that tests check files with: what asks for one that is missing is skipped, and says so. */
const READERS = ['exactimage', 'libreoffice-writer', 'libxml2-utils', 'poppler-utils', 'qpdf'];

ensureNode();
ensurePackages();
if (!quick) {
  ensureBrowser();
  ensureReaders();
}

const total = { passed: 0, failed: 0, skipped: 0 };
check('types');
check('lint');
const built = check('build');
tests('unit', 'contract');
if (!quick) {
  tests('exports');
  // Each has its own run: the browser tests want both cores.
  for (const project of long ? ['e2e', 'long'] : ['e2e']) {
    if (built) tests(project);
    else skipForBuild(project);
  }
}
const { passed, failed, skipped } = total;
console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** One npm script as one check. */
function check(script) {
  title(script);
  const ok = run('npm', ['run', '--silent', script]);
  total[ok ? 'passed' : 'failed'] += 1;
  console.log(ok ? `✓ ${script}` : `✗ ${script}`);
  return ok;
}

function tests(...projects) {
  title(projects.join(', '));
  const report = join(ROOT, '.cache/tests', `${projects.join('-')}.json`);
  mkdirSync(join(ROOT, '.cache/tests'), { recursive: true });
  rmSync(report, { force: true });
  const ok = run('npx', [
    'vitest',
    'run',
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...projects.map((name) => `--project=${name}`),
  ]);
  const counts = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  // An error outside every test fails the run without failing a test.
  if (!ok && counts.failed === 0) counts.failed = 1;
  for (const key of Object.keys(total)) total[key] += counts[key];
}

function count({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  // A file that cannot even be loaded has no tests to fail.
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + (numTodoTests ?? 0),
  };
}

function skipForBuild(project) {
  title(project);
  console.log('Not run: there is no build to test.');
  total.failed += 1;
}

function title(text) {
  console.log(`\n── ${text} ──`);
}

/** Through apt where something is missing; on other systems Chromium has to be there. */
function ensureBrowser() {
  const browser = [process.env.CHROMIUM, '/usr/bin/chromium'].some((path) => path && existsSync(path));
  const debian = existsSync('/usr/bin/apt-get');
  const missing = debian ? FONTS.filter((name) => !isInstalled(name)) : [];
  if (!browser) missing.push('chromium');
  if (missing.length === 0) return;
  const needed =
    `The browser tests need ${missing.join(', ')}: install that${browser ? '' : ', or set CHROMIUM to a Chromium'}. ` +
    'npm run test:quick does without.';
  if (!debian || !install(missing)) fail(needed);
}

function ensureReaders() {
  const missing = READERS.filter((name) => !isInstalled(name));
  if (missing.length === 0 || (existsSync('/usr/bin/apt-get') && install(missing))) return;
  console.warn(`Tests that check files with other programs may be skipped: ${missing.join(', ')} not installed.`);
}

function install(packages) {
  console.log(`Installing ${packages.join(', ')} …`);
  return apt('update') && apt('install', '-y', '--no-install-recommends', ...packages);
}

function isInstalled(name) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query fills it in
  const { status, stdout } = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return status === 0 && stdout === 'installed';
}

function apt(...args) {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
  const [command, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
  return run(command, rest);
}

/**
 * `npm test`: installs what is missing and runs every check; the last line is `N passed, N failed`.
 * `--quick` leaves out what needs a browser, `--long` adds tests/long.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNode, ensurePackages, fail, ROOT, run } from './setup.mjs';

const quick = process.argv.includes('--quick');
const long = process.argv.includes('--long');

/** A browser, and the fonts that the tests render pages with: Latin, and Arabic script for Persian. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-dejavu-core', 'fonts-noto-core'];

ensureNode();
ensurePackages();
if (!quick) ensureBrowser();

const total = { passed: 0, failed: 0, skipped: 0 };
check('types');
check('lint');
const built = check('build');
tests('unit', 'contract');
if (!quick) {
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
    'vitest', 'run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`,
    ...projects.map((name) => `--project=${name}`),
  ]);
  const counts = existsSync(report) ? count(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 };
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

function ensureBrowser() {
  const places = [process.env.CHROMIUM, '/usr/bin/chromium'];
  if (places.some((path) => path && existsSync(path))) return;
  const needed = `The browser tests need Chromium: apt-get install ${DEBIAN_PACKAGES.join(' ')}, or set CHROMIUM to one. ` +
    'npm run test:quick does without.';
  if (!existsSync('/usr/bin/apt-get')) fail(needed);
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo'];
  const apt = (...args) => {
    const [command, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    return run(command, rest);
  };
  console.log('Installing Chromium …');
  if (!apt('update') || !apt('install', '-y', '--no-install-recommends', ...DEBIAN_PACKAGES)) fail(needed);
}

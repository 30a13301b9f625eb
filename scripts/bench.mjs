/** `npm run bench -- NAME`: runs tests/bench/NAME, which prints figures; nothing passes or fails here. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild, ensureNode, ensurePackages, fail, ROOT } from './setup.mjs';

const folder = join(ROOT, 'tests/bench');
const [name, ...args] = process.argv.slice(2);
const names = (existsSync(folder) ? readdirSync(folder) : [])
  .filter((file) => file.endsWith('.mjs'))
  .map((file) => file.slice(0, -4));

if (!name || !names.includes(name)) {
  fail(`Usage: npm run bench -- NAME, where NAME is one of: ${names.join(', ') || '(there are none yet)'}.`);
}
ensureNode();
ensurePackages();
ensureBuild();
process.exitCode =
  spawnSync(process.execPath, [join(folder, `${name}.mjs`), ...args], { stdio: 'inherit' }).status ?? 1;

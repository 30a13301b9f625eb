/** Starts vision/run.ts, whose imports are TypeScript, through vite. */
import { join } from 'node:path';
import { runnerImport } from 'vite';

const entry = join(import.meta.dirname, 'vision/run.ts');
const { module } = await runnerImport(entry, { configFile: false, logLevel: 'error' });
await module.run(process.argv.slice(2));

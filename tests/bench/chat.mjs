/** Starts chat.ts, whose imports are TypeScript, through vite. */
import { join } from 'node:path';
import { runnerImport } from 'vite';

const { module } = await runnerImport(join(import.meta.dirname, 'chat.ts'), { configFile: false, logLevel: 'error' });
await module.run(process.argv.slice(2));

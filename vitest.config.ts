import { defineConfig } from 'vitest/config';
import { collectVendor, defineConstants } from './scripts/assets.ts';

const minutes = (n: number) => n * 60_000;

export default defineConfig({
  define: defineConstants(collectVendor()),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    projects: [
      {
        extends: true as const,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.ts', 'tests/bench/**/*.test.ts'],
          environment: 'node',
          testTimeout: minutes(0.5),
        },
      },
      {
        extends: true as const,
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          environment: 'node',
          setupFiles: ['fake-indexeddb/auto'],
          testTimeout: minutes(0.5),
        },
      },
      // The exports as other programs read them; what the programs need is started once a file.
      {
        extends: true as const,
        test: {
          name: 'exports',
          include: ['tests/exports/**/*.test.ts'],
          environment: 'node' as const,
          testTimeout: minutes(1),
          hookTimeout: minutes(2),
        },
      },
      // A real browser and OCR need both cores: one file at a time, and nothing is tried twice.
      browser('e2e', ['tests/e2e/**/*.e2e.ts'], minutes(2)),
      browser('long', ['tests/long/**/*.{e2e,test}.ts'], minutes(20)),
    ],
  },
});

function browser(name: string, include: string[], timeout: number) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      environment: 'node' as const,
      fileParallelism: false,
      testTimeout: timeout,
      hookTimeout: timeout,
      teardownTimeout: minutes(0.5),
    },
  };
}

import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { assetName, collectVendor, defineConstants, scriptName, vendorAssets } from './scripts/assets.ts';
import { contractFiles } from './scripts/contract-files.ts';

const vendor = collectVendor();

const output = { entryFileNames: scriptName, chunkFileNames: scriptName, assetFileNames: assetName };

export default defineConfig({
  // Relative addresses: dist/ works on any host and under any path.
  base: './',
  define: defineConstants(vendor),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    // The policy allows no data: fonts, and inlined files would count against the first load.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { output },
  },
  worker: {
    format: 'es',
    rolldownOptions: { output },
  },
  plugins: [
    vendorAssets(vendor),
    contractFiles(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        // A classic script: Firefox took module service workers only lately.
        rollupFormat: 'iife',
        target: 'es2022',
        globPatterns: [
          'index.html',
          'manifest.webmanifest',
          'offline-core.json',
          'openapi.json',
          'job.schema.json',
          'tools.json',
          'language-table.json',
          'refused-types.json',
          'languages.json',
          'models.json',
          'vendor/tessdata/manifest.json',
          'assets/*.{js,css,woff2,svg,png}',
          'icons/**/*.{png,svg}',
        ],
        // Hashed names need no revision of their own.
        dontCacheBustURLsMatching: /^assets\//,
      },
    }),
  ],
});

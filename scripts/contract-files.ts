/** What the API says of itself, made from the contract when the app is built: `openapi.json` and `tools.json`. */
import type { Plugin } from 'vite';
import { openApiDocument } from '../src/contract/openapi.ts';
import { toolList } from '../src/contract/tool-names.ts';
import { packageVersion } from './assets.ts';
import { ROOT } from './setup.mjs';

const FILES = {
  'openapi.json': () => openApiDocument(packageVersion(ROOT)),
  'tools.json': toolList,
};

export function contractFiles(): Plugin {
  return {
    name: 'contract-files',
    generateBundle() {
      for (const [fileName, make] of Object.entries(FILES)) {
        this.emitFile({ type: 'asset', fileName, source: JSON.stringify(make()) });
      }
    },
    configureServer(server) {
      for (const [fileName, make] of Object.entries(FILES)) {
        server.middlewares.use(`/${fileName}`, (_request, response) => {
          response.setHeader('Content-Type', 'application/json');
          response.end(JSON.stringify(make()));
        });
      }
    },
  };
}

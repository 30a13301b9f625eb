/** Parts of the contract that the API reads when it is asked for them, so that the service worker stays small. */
import type { Plugin } from 'vite';
import { LANGUAGES } from '../src/contract/languages.ts';
import { refusals } from '../src/contract/media-types.ts';
import { jobSchema, openApiDocument } from '../src/contract/openapi.ts';
import { toolList } from '../src/contract/tool-names.ts';
import { packageVersion } from './assets.ts';
import { ROOT } from './setup.mjs';

const FILES = {
  'openapi.json': () => openApiDocument(packageVersion(ROOT)),
  'job.schema.json': jobSchema,
  'tools.json': toolList,
  'refused-types.json': refusals,
  'language-table.json': () => ({ languages: LANGUAGES }),
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

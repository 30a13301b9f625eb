/** `openapi.json`: the API's description, made from the contract when the app is built. */
import type { Plugin } from 'vite';
import { openApiDocument } from '../src/contract/openapi.ts';
import { packageVersion } from './assets.ts';
import { ROOT } from './setup.mjs';

const FILE = 'openapi.json';

export function openApiFile(): Plugin {
  const source = () => JSON.stringify(openApiDocument(packageVersion(ROOT)));
  return {
    name: 'openapi',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: FILE, source: source() });
    },
    configureServer(server) {
      server.middlewares.use(`/${FILE}`, (_request, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(source());
      });
    },
  };
}

/**
 * `npm run vlm:check`: a page that measures a vision model on this machine, for a person with a GPU. It serves the
 * production build with the page beside it; what it measures can stand in the README.
 */
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from './serve.mjs';
import { DIST, ensureBuild, ensureNode, ensurePackages, fail, ROOT } from './setup.mjs';

const PORT = 4174;
const PAGE = 'vlm-check.html';

/** The build with the page in it, in a folder of its own: nothing of it is part of the app. */
export async function withCheckPage(dist) {
  const folder = await mkdtemp(join(tmpdir(), 'barg-vlm-check-'));
  await cp(dist, folder, { recursive: true });
  await cp(join(ROOT, 'scripts/vlm-check'), folder, { recursive: true });
  return { folder, page: PAGE };
}

if (import.meta.filename === process.argv[1]) {
  ensureNode();
  ensurePackages();
  ensureBuild();
  const { folder, page } = await withCheckPage(DIST);
  try {
    const server = await serve({ root: folder, port: PORT });
    console.log(`\n  Open  http://localhost:${server.port}/${page}  in the browser that is to be measured.\n`);
  } catch (error) {
    fail(error.message);
  }
}

/** `npm start`: installs what is missing, builds what is stale, serves the production build. */
import { serve } from './serve.mjs';
import { DIST, ensureBuild, ensureNode, ensurePackages, fail } from './setup.mjs';

ensureNode();
const port = portFromEnvironment();
ensurePackages();
ensureBuild();
try {
  const server = await serve({ root: DIST, port });
  console.log(`\n  Barg is at  http://localhost:${server.port}\n\n  Ctrl+C ends it.\n`);
} catch (error) {
  fail(error.message);
}

function portFromEnvironment() {
  const text = process.env.PORT ?? '4173';
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65535)
    fail(`PORT is "${text}"; it takes a number up to 65535.`);
  return number;
}

/**
 * `npm start`: installs what is missing, builds what is stale, serves the production build, and hands requests of programs
 * on this computer to the app. `--headless` runs the app itself in an installed Chromium, `--mcp` gives it to assistants.
 */
import { parseArgs } from 'node:util';
import { DIST, ensureBuild, ensureNode, ensurePackages, fail } from './setup.mjs';

const HELP = `npm start -- [--port N] [--headless [--profile FOLDER]] [--mcp]

  --port N          4173 where it is left out (or PORT)
  --headless        the app in an installed Chromium without a window: prints "token TOKEN" and, when it can be
                    asked, "ready http://localhost:PORT"
  --profile FOLDER  where that browser keeps its documents
  --mcp             an MCP server on stdin and stdout, with the app in a browser without a window`;

ensureNode();
const { values } = options();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const headless = values.headless || values.mcp;
const port = portOf(values.port ?? process.env.PORT ?? '4173');
// The protocol's own, while there is one.
const say = values.mcp ? console.error : console.log;
if (values.mcp) silenceStdout();
ensurePackages();
ensureBuild();
try {
  const { serve } = await import('./serve.mjs');
  const server = await serve({ root: DIST, port, bridge: true });
  const address = `http://localhost:${server.port}`;
  if (!headless) say(`\n  Barg is at  ${address}\n\n  Ctrl+C ends it.\n`);
  if (headless) {
    const { startHeadless } = await import('./bridge/headless.mjs');
    const isConnected = () => server.bridge?.isConnected() ?? false;
    const browser = await startHeadless({ address, profile: values.profile, isConnected });
    endWith(browser, server);
    if (values.mcp) await (await import('./bridge/mcp.mjs')).serveMcp({ address, token: browser.token });
    else say(`token ${browser.token}\nready ${address}`);
  }
} catch (error) {
  fail(error.message);
}

function options() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string' },
        headless: { type: 'boolean' },
        profile: { type: 'string' },
        mcp: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    fail(`${error.message}\n\n${HELP}`);
  }
}

function portOf(text) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65535)
    fail(`The port is "${text}"; it is a number up to 65535.`);
  return number;
}

/** The browser ends with this program, so that its documents are whole. */
function endWith(browser, server) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, async () => {
      await Promise.allSettled([browser.close(), server.close()]);
      process.exit(0);
    });
  }
}

/** What npm and the build print would be taken for messages of the protocol. */
function silenceStdout() {
  console.log = console.error;
  console.info = console.error;
}

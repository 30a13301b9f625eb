/** What a browser under test did: every request that left it, every policy violation and error in every realm. */
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, CDPSession } from 'playwright-core';

export interface Recorder {
  port: number;
  /** Absolute addresses, in the order they left the browser; of an https one, the origin only. */
  requests: string[];
  close(): Promise<void>;
}

/**
 * A proxy that the whole browser goes through: no target can pass by it, whatever the debugging protocol reports.
 * It forwards to `origin` alone and breaks every other connection.
 */
export async function startRecorder(origin: string): Promise<Recorder> {
  const requests: string[] = [];
  const own = new URL(origin);
  const server = createServer((incoming, response) => {
    const url = incoming.url ?? '';
    requests.push(url);
    if (!url.startsWith(`${own.origin}/`)) return void incoming.socket.destroy();
    const options = { host: '127.0.0.1', port: own.port, path: url.slice(own.origin.length) };
    const outgoing = httpRequest({ ...options, method: incoming.method, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    // A stopped server must look like one: a broken connection, not a proxy's page about it.
    outgoing.on('error', () => incoming.socket.destroy());
    incoming.pipe(outgoing);
  });
  server.on('connect', (incoming: IncomingMessage, socket) => {
    requests.push(`https://${incoming.url}`);
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { port: (server.address() as AddressInfo).port, requests, close: () => closeServer(server) };
}

export interface Observed {
  /** Violations of the content security policy, in pages, workers and service workers. */
  violations: string[];
  /** Uncaught exceptions, console errors and failed loads, each with the target it came from. */
  errors: string[];
}

/**
 * Watches all targets from the browser's own session. Playwright reports no violation of a service worker, and none
 * by `eval` in a worker. A target hands over what it logged before the watch began.
 */
export async function observe(browser: Browser): Promise<Observed> {
  const observed: Observed = { violations: [], errors: [] };
  const session = await browser.newBrowserCDPSession();
  const sources = new Map<string, string>();
  session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    note(observed, sources.get(sessionId) ?? '', JSON.parse(message));
  });
  session.on('Target.targetCreated', ({ targetInfo }) => {
    if (!WATCHED.has(targetInfo.type)) return;
    // A target may be gone before it is attached to.
    watch(session, targetInfo.targetId, (id) => sources.set(id, targetInfo.type)).catch(() => {});
  });
  await session.send('Target.setDiscoverTargets', { discover: true });
  return observed;
}

const WATCHED = new Set(['page', 'iframe', 'worker', 'shared_worker', 'service_worker']);

async function watch(session: CDPSession, targetId: string, began: (sessionId: string) => void): Promise<void> {
  // Only the older, nested form of sessions can be spoken to through Playwright.
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false });
  began(sessionId);
  for (const [id, method] of ['Log.enable', 'Audits.enable', 'Runtime.enable'].entries()) {
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
  }
}

/** The protocol's events that matter here, as far as they are read. */
interface TargetMessage {
  method?: string;
  params?: {
    entry?: { level: string; text: string; url?: string };
    issue?: { code: string; details: { contentSecurityPolicyIssueDetails?: unknown } };
    exceptionDetails?: { text: string; exception?: { description?: string }; url?: string };
    type?: string;
    args?: { value?: unknown; description?: string }[];
  };
}

function note(observed: Observed, source: string, { method, params = {} }: TargetMessage): void {
  const { entry, issue, exceptionDetails, type, args = [] } = params;
  const add = (list: string[], text: string) => {
    // A worker's entry comes from the page's session as well.
    if (!list.some((known) => known.startsWith(text))) list.push(`${text} [${source}]`);
  };
  if (method === 'Audits.issueAdded' && issue?.code === 'ContentSecurityPolicyIssue') {
    add(observed.violations, JSON.stringify(issue.details.contentSecurityPolicyIssueDetails));
  }
  if (method === 'Log.entryAdded' && entry?.level === 'error') {
    const violation = /Content Security Policy/.test(entry.text);
    add(violation ? observed.violations : observed.errors, `${entry.text} ${entry.url ?? ''}`);
  }
  if (method === 'Runtime.exceptionThrown' && exceptionDetails) {
    add(observed.errors, `${exceptionDetails.text} ${exceptionDetails.exception?.description ?? ''}`);
  }
  if (method === 'Runtime.consoleAPICalled' && type === 'error') {
    add(observed.errors, args.map((arg) => arg.value ?? arg.description).join(' '));
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });
}

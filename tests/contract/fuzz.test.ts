/**
 * Thousands of generated requests. Every answer is one that the OpenAPI document has, an error is JSON, and what was
 * refused has left nothing in any store.
 */
import fc from 'fast-check';
import { type IDBPDatabase, openDB } from 'idb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENDPOINTS } from '../../src/contract/endpoints.ts';
import { openApiDocument } from '../../src/contract/openapi.ts';
import { changeAccount, readAccount } from '../../src/store/account.ts';
import { scriptedEngine, send, startHost } from './node-target.ts';
import { answerCheck, type OpenApi } from './suite/checker.ts';
import { blank, encode, form, jsonOf, type Part } from './suite/requests.ts';

const RUNS = 4_000;
const check = answerCheck(openApiDocument('0') as unknown as OpenApi);
const NO_JOB = '0'.repeat(32);
let stop: () => Promise<void>;
let db: IDBPDatabase;
/** Jobs that accepted uploads have made. */
const uuids: string[] = [];

beforeAll(async () => {
  stop = await startHost(scriptedEngine());
  db = await openDB('barg');
});
afterAll(async () => {
  db.close();
  await stop();
});

/** Half of them what a client might mean, half of them not. */
const value = (...sensible: string[]) =>
  fc.oneof(fc.constantFrom(...sensible), fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('', '0', '-1'));

const method = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE') },
  { weight: 3, arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'PUT', 'get', 'patch', 'PROPFIND', 'A1', "!#$%&'*") },
);
const segment = fc.oneof(
  fc.constantFrom(
    'api',
    'v1',
    'ocr',
    'UUID',
    'download',
    'link',
    'pages',
    '0',
    'image',
    'account',
    'chat',
    '..',
    '.',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const path = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ENDPOINTS.map((endpoint) => `/api/v1/${endpoint.path}`)) },
  { weight: 1, arbitrary: fc.array(segment, { maxLength: 5 }).map((parts) => `/api/v1/${parts.join('/')}`) },
  { weight: 1, arbitrary: fc.array(segment, { maxLength: 3 }).map((parts) => `/api/${parts.join('/')}`) },
);
const query = fc.dictionary(
  fc.oneof(
    fc.constantFrom(
      'format',
      'pages',
      'limit',
      'before',
      'q',
      'tag',
      'sha256',
      'width',
      'ticket',
      'layout',
      'api_token',
    ),
    fc.string({ maxLength: 4 }),
  ),
  value('json', 'md', 'csv', '1', '1-1', '7', 'TOKEN'),
  { maxKeys: 3, noNullPrototype: true },
);

const part: fc.Arbitrary<Part> = fc.record(
  {
    name: fc.oneof(
      fc.constantFrom('tier', 'language', 'tool', 'retention', 'fallback', 'password', 'file'),
      fc.constant(null),
    ),
    value: fc.oneof(
      value('cpu', 'vlm', 'fas', 'en+fa', 'none', 'text', '2', 'image-to-text'),
      fc.uint8Array({ maxLength: 40 }),
    ),
    filename: value('a.png', 'نامه.tif', '%22'),
    type: value('text/plain', 'application/octet-stream'),
  },
  { requiredKeys: ['name', 'value'] },
);
const file: fc.Arbitrary<Part> = fc.record({
  name: fc.constant('file'),
  value: fc.constantFrom(blank, blank, blank, blank.slice(0, 40), encode('text'), new Uint8Array()),
  filename: value('a.png', 'نامه.tif'),
});
const multipart = fc
  .record({
    parts: fc
      .tuple(fc.oneof(file, file, file, part), fc.array(part, { maxLength: 3 }))
      .map(([first, rest]) => [first, ...rest]),
    order: fc.boolean(),
    keep: fc.oneof(
      { weight: 5, arbitrary: fc.constant(1) },
      { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
    ),
    boundary: fc.constantFrom('b', 'b', 'b', 'b', 'other'),
  })
  .map(({ parts, order, keep, boundary }) => {
    const { body } = form(order ? parts : [...parts].reverse(), 'b');
    return { type: `multipart/form-data; boundary=${boundary}`, body: body.slice(0, Math.ceil(body.length * keep)) };
  });
const known = fc.record(
  {
    filename: fc.oneof(fc.string({ unit: 'binary' }), fc.anything()),
    tags: fc.oneof(fc.array(fc.string()), fc.anything()),
    plan: fc.oneof(fc.constantFrom('free', 'local', 'credits'), fc.anything()),
    top_up: fc.oneof(fc.integer(), fc.anything()),
    settings: fc.oneof(
      fc.record(
        { require_token: fc.boolean(), retention: fc.constantFrom('keep', 'text', 3, 'x') },
        { requiredKeys: [] },
      ),
      fc.anything(),
    ),
    message: fc.oneof(fc.string(), fc.anything()),
    conversation: fc.oneof(fc.constantFrom('new'), fc.anything()),
  },
  { requiredKeys: [] },
);
const json = fc
  .oneof({ weight: 3, arbitrary: known.map((object) => toJson(object)) }, { weight: 1, arbitrary: fc.json() })
  .map((text) => ({ type: 'application/json', body: encode(text) }));
const bytes = fc.record({
  type: value('text/plain', 'multipart/form-data', 'multipart/form-data; boundary=b'),
  body: fc.uint8Array(),
});
const nothing = fc.constant({ type: '', body: new Uint8Array() });
const token = fc.oneof(
  { weight: 5, arbitrary: fc.constant('Bearer TOKEN') },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: value('Bearer', 'Bearer wrong', 'Basic TOKEN') },
);
const payload = fc.oneof(multipart, json, bytes, nothing);
const asked = {
  query,
  token,
  key: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value('one', 'two') }),
  /** Which of the jobs that exist; none of them where it is even. */
  job: fc.nat({ max: 40 }),
};
const upload = { ...asked, method: fc.constant('POST'), path: fc.constant('/api/v1/ocr/'), query: fc.constant({}) };
/** A change of plan that goes through: what follows of it (`daily_limit`, `no_credits`) is not left to chance alone. */
const plan = fc.constantFrom('free', 'local', 'credits').map((name) => ({
  type: 'application/json',
  body: encode(toJson({ plan: name })),
}));
const planned = {
  ...asked,
  method: fc.constant('PATCH'),
  path: fc.constant('/api/v1/account/'),
  query: fc.constant({}),
  token: fc.constant('Bearer TOKEN'),
};
const request = fc.oneof(
  { weight: 3, arbitrary: fc.record({ ...asked, method, path, payload }) },
  ...ENDPOINTS.map((endpoint) => {
    const [method, path] = [fc.constant<string>(endpoint.method), fc.constant(`/api/v1/${endpoint.path}`)];
    const own = 'body' in endpoint && endpoint.body.type === 'application/json' ? json : payload;
    return { weight: 1, arbitrary: fc.record({ ...asked, method, path, payload: own }) };
  }),
  { weight: 14, arbitrary: fc.record({ ...upload, payload: multipart }) },
  { weight: 1, arbitrary: fc.record({ ...planned, payload: plan }) },
);

test(`${RUNS} requests are answered as documented, and what is refused leaves nothing`, async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(request, async (generated) => {
      const account = await changeAccount((changed) => {
        changed.settings.require_token = false;
      });
      const sent = build(generated, account.token);
      const before = await state();
      const answer = await send(sent.clone());
      check(sent.method, sent.url.slice(new URL(sent.url).origin.length), answer);
      if (answer.status >= 400) expect(await state()).toEqual(before);
      const body =
        answer.bytes.length > 0 && answer.headers['content-type'] === 'application/json' ? jsonOf(answer) : {};
      if (sent.method === 'POST' && answer.status === 200 && body.uuid) uuids.push(body.uuid);
      seen.add(body.code ?? String(answer.status));
    }),
    { seed: 3, numRuns: RUNS },
  );
  // The requests were not all of one kind.
  expect([...seen]).toEqual(
    expect.arrayContaining([
      ...['200', '204', 'no_file', 'empty_file', 'bad_multipart', 'bad_json', 'unsupported_type', 'unreadable'],
      ...['unknown_tier', 'unknown_language', 'unknown_tool', 'unknown_format', 'bad_field', 'missing_token'],
      ...['invalid_token', 'not_found', 'method_not_allowed', 'daily_limit', 'no_credits'],
    ]),
  );
}, 120_000);

type Generated = typeof request extends fc.Arbitrary<infer T> ? T : never;

function build({ method, path, query, token, key, payload, job }: Generated, valid: string): Request {
  const uuid = (job % 2 ? uuids.at(-1 - (job % Math.max(1, uuids.length))) : undefined) ?? NO_JOB;
  const named = path
    .replace('{uuid}', uuid)
    .replace('UUID', uuid)
    .replace('{index}', String(job % 3));
  const url = new URL(`https://app.test${named}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value.replace('TOKEN', valid));
  const headers = new Headers();
  setHeader(headers, 'Authorization', token?.replace('TOKEN', valid));
  setHeader(headers, 'Idempotency-Key', key);
  setHeader(headers, 'Content-Type', payload.type);
  const bodiless = /^(get|head)$/i.test(method) || payload.body.length === 0;
  return new Request(url, { method, headers, ...(!bodiless && { body: payload.body as BodyInit }) });
}

/** As a client's `fetch` would refuse it, a value that no header can carry is left out. */
function setHeader(headers: Headers, name: string, value: string | null | undefined): void {
  if (value && /^[\x21-\x7e\xa0-\xff]([\x20-\x7e\xa0-\xff]*[\x21-\x7e\xa0-\xff])?$/.test(value))
    headers.set(name, value);
}

function toJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '{}';
  } catch {
    return '{"tags": 1n}';
  }
}

/** How many records every store has, and the account. */
async function state() {
  const names = [...db.objectStoreNames];
  const tx = db.transaction(names);
  const counts = await Promise.all(names.map((name) => tx.objectStore(name).count()));
  return { stores: Object.fromEntries(names.map((name, i) => [name, counts[i]])), account: await readAccount() };
}

import { describe, expect, it } from 'vitest';
import { constantsOf, EXAMPLES, type ExampleName, LANGUAGES, needsDocument, type Place, programOf } from './program.ts';

const place: Place = {
  base: 'https://example.org/tools/barg',
  token: 'barg_1234',
  uuid: '0123456789abcdef0123456789abcdef',
  sample: 'https://example.org/tools/barg/assets/sample.png',
};
const names = Object.keys(EXAMPLES) as ExampleName[];

const JOB = { uuid: place.uuid, status: 'done', progress: { done: 1, total: 1 }, markdown: '# Read' };
const ANSWER = {
  ...JOB,
  plan: 'local',
  used: 3,
  error: 'No.',
  code: 'unknown_format',
  tools: [{ slug: 'a', tier: 'cpu' }],
};
const CHAT = { message: { content: 'Yes.', citations: [] } };

/** Stands in for the browser: notes what is asked and printed. */
function witness() {
  const seen: unknown[] = [];
  const describe = (body: unknown) =>
    body instanceof FormData ? [...body].map(([name, value]) => [name, kind(value)]) : body;
  const kind = (value: FormDataEntryValue) => (typeof value === 'string' ? value : value.name);
  return {
    seen,
    fetch: async (url: string, init: RequestInit = {}) => {
      seen.push([url, init.method, init.headers, describe(init.body)]);
      return new Response(JSON.stringify({ ...ANSWER, ...CHAT }));
    },
    console: { log: (...values: unknown[]) => seen.push(values) },
  };
}

type Program = (fetch: unknown, console: unknown) => Promise<void>;
const AsyncFunction = (async () => {}).constructor as new (...source: string[]) => Program;

describe.each(names)('%s', (name) => {
  it('is shown as it runs', async () => {
    const run = witness();
    await EXAMPLES[name]({ ...constantsOf(place), fetch: run.fetch as typeof fetch, console: run.console });
    const shown = witness();
    await new AsyncFunction('fetch', 'console', programOf(name, 'javascript', place))(shown.fetch, shown.console);
    expect(shown.seen).toEqual(run.seen);
    expect(shown.seen.length).toBeGreaterThan(1);
  });

  it.each(LANGUAGES)('has the address, the token and the document filled in: %s', (language) => {
    const text = programOf(name, language, place);
    expect(text).toContain(`${place.base}/api/v1/`);
    expect(text).toContain(`Bearer ${place.token}`);
    expect(text).not.toMatch(/BASE_URL|YOUR_API_TOKEN|\bUUID\/|undefined/);
    if (needsDocument(name)) expect(text).toContain(place.uuid);
  });

  it('keeps to placeholders where nothing is filled in', () => {
    const bare = { ...place, token: 'YOUR_API_TOKEN', uuid: null };
    for (const language of LANGUAGES) {
      expect(programOf(name, language, bare)).toContain('Bearer YOUR_API_TOKEN');
      if (needsDocument(name)) expect(programOf(name, language, bare)).toContain('UUID');
    }
  });
});

it('the programs ask for the same: fields, format and message', () => {
  for (const language of LANGUAGES) {
    expect(programOf('submit', language, place)).toMatch(/tier['"]?(=|[:,] ['"])vlm/);
    expect(programOf('submit', language, place)).toContain('sample.png');
    expect(programOf('download', language, place)).toMatch(/format['"]?(=|: ")md/);
    expect(programOf('chat', language, place)).toContain('What is this page about?');
  }
});

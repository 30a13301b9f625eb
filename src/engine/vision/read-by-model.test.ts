import { describe, expect, test } from 'vitest';
import type { ApiError } from '../../contract/errors.ts';
import type { Bbox, Block, Line, Page } from '../../document/model.ts';
import type { Token } from '../../vision/written.ts';
import { type ModelReading, readByModel, type Transcribe } from './read-by-model.ts';

const TEXTS = [
  'The harbour office opens at seven in the morning',
  'and closes when the last boat has come in',
  'Fees are paid in cash before a boat leaves',
  'Lost ropes are kept for one year in the shed',
];

function cpuPage(texts: readonly string[] = TEXTS): Page {
  const lines = texts.map((text, n): Line => {
    let at = 50;
    const top = 100 + n * 100;
    const words = text.split(' ').map((word) => {
      const bbox: Bbox = [at, top, at + word.length * 10, top + 20];
      at = bbox[2] + 10;
      return { text: word, bbox, confidence: 0.95 };
    });
    return { text, words, confidence: 0.95, bbox: [50, top, at, top + 20] };
  });
  const blocks = lines.map(
    (line): Block => ({ type: 'paragraph', text: line.text, bbox: line.bbox, confidence: 0.95, lines: [line] }),
  );
  return {
    index: 2,
    text: texts.join('\n\n'),
    blocks,
    width: 1000,
    height: 800,
    dpi: null,
    rotation: 0,
    source: 'ocr',
    mean_confidence: 0.95,
    detected_language: 'eng',
    warnings: [],
  };
}

const tokensOf = (text: string): Token[] =>
  (text.match(/\s*\S+\s*/g) ?? []).map((piece) => ({ text: piece, logprob: Math.log(0.9) }));

interface Asked {
  part: Bbox;
  temperature: number;
}

/** A model that says what `say` tells it for each request; it stops as engines do, between two tokens. */
function reading(say: (asked: Asked, n: number) => string | { cut: string }, page = cpuPage()) {
  const asked: Asked[] = [];
  const ratios: number[] = [];
  let part: Bbox = [0, 0, 1, 1];
  const transcribe: Transcribe = async ({ temperature }, signal, onTokens) => {
    asked.push({ part, temperature });
    const said = say({ part, temperature }, asked.length - 1);
    const tokens = tokensOf(typeof said === 'string' ? said : said.cut);
    for (const token of tokens) {
      signal.throwIfAborted();
      onTokens([token]);
    }
    signal.throwIfAborted();
    return { tokens, isWhole: typeof said === 'string' };
  };
  const request: ModelReading = {
    page,
    region: undefined,
    tool: null,
    model: { id: 'seer', vision: { side: 1000, image_tokens: 500 }, context: 4096 },
    transcribe,
    cut: async (cut) => {
      part = cut;
      return new ArrayBuffer(8);
    },
    signal: new AbortController().signal,
    onProgress: (ratio) => ratios.push(ratio),
  };
  return { request, asked, ratios };
}

const PAGE = `# ${TEXTS[0]}\n\n${TEXTS[1]}\n\n- ${TEXTS[2]}\n- ${TEXTS[3]}`;
const LOOP = 'and the boats and the ropes '.repeat(400);

test('what the model writes becomes the page, with the boxes that were read', async () => {
  const { request, asked, ratios } = reading(() => PAGE);
  const page = await readByModel(request);
  expect(page).toMatchObject({ source: 'vlm', model: 'seer', index: 2, warnings: [] });
  expect(page.blocks.map(({ type }) => type)).toEqual(['heading', 'paragraph', 'list-item', 'list-item']);
  expect(page.blocks[3]?.lines[0]?.words.map(({ bbox }) => bbox)).toEqual(
    cpuPage().blocks[3]?.lines[0]?.words.map(({ bbox }) => bbox),
  );
  expect(asked).toEqual([{ part: [0, 0, 1, 1], temperature: 0 }]);
  expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
  expect(ratios.at(-1)).toBe(1);
});

test('a circle is left early, and the page asked for again, hotter', async () => {
  const { request, asked, ratios } = reading((_, n) => (n === 0 ? LOOP : PAGE));
  const page = await readByModel(request);
  expect(page.source).toBe('vlm');
  expect(asked.map(({ temperature }) => temperature)).toEqual([0, 0.4]);
  expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
});

test('then in bands, which are joined', async () => {
  const { request, asked } = reading(({ part: [, top, , bottom] }) => {
    if (top === 0 && bottom === 1) return LOOP;
    return top === 0 ? TEXTS.slice(0, 3).join('\n\n') : TEXTS.slice(2).join('\n\n');
  });
  const page = await readByModel(request);
  expect(asked).toHaveLength(4);
  expect(page.text.replace(/\s+/g, ' ')).toBe(TEXTS.join(' '));
});

describe('no reading can be taken', () => {
  test.each([
    ['a circle', LOOP, /circle/],
    ['a refusal', "I'm sorry, but I can't help with that.", /refused/],
    ['nothing', '  ', /nothing/],
    [
      'other words',
      'Once upon a time a fox met a stork and asked her to dinner in the wood. '.repeat(3),
      /does not stand/,
    ],
    ['a part of it', `# ${TEXTS[0]}`, /left out/],
  ])('%s', async (_, text, message) => {
    const { request, asked } = reading(() => text);
    const error = (await readByModel(request).catch((thrown) => thrown)) as ApiError;
    expect(error).toMatchObject({ code: 'engine_unavailable', details: { failure: 'reading' } });
    expect(error.message).toMatch(message);
    expect(asked.length).toBeGreaterThanOrEqual(3);
  });
});

test('what is cut off is asked for in bands at once', async () => {
  const { request, asked } = reading(({ part: [, top, , bottom] }) => (bottom - top === 1 ? { cut: PAGE } : PAGE));
  await readByModel(request);
  expect(asked.map(({ part: [, top, , bottom] }) => bottom - top === 1)).toEqual([true, false, false]);
});

test('a dense page is asked for in bands from the start', async () => {
  const dense = Array.from({ length: 7 }, (_, n) => Array.from({ length: 250 }, (_, i) => `w${n}x${i * 7}`).join(' '));
  const page = cpuPage(dense);
  const { request, asked } = reading(
    ({ part: [, top, , bottom] }) =>
      page.blocks
        .filter(({ bbox }) => bbox[1] >= top * 800 - 1 && bbox[3] <= bottom * 800 + 1)
        .map(({ text }) => text)
        .join('\n\n'),
    page,
  );
  await readByModel(request);
  expect(asked.every(({ part: [, top, , bottom] }) => bottom - top < 1)).toBe(true);
});

test('a few invented words are marked, a line that was left out is put in', async () => {
  const more = 'Dogs wear a collar with the name of their owner';
  const { request } = reading(
    () => [...TEXTS.slice(0, 3), more].join('\n\n'),
    cpuPage([...TEXTS, ...Array.from({ length: 20 }, (_, n) => `Berth ${n} belongs to the owner of boat ${n * 7}`)]),
  );
  const all = [
    ...TEXTS.slice(0, 3),
    more,
    ...Array.from({ length: 20 }, (_, n) => `Berth ${n} belongs to the owner of boat ${n * 7}`),
  ];
  request.transcribe = async () => ({ tokens: tokensOf(all.join('\n\n')), isWhole: true });
  const page = await readByModel(request);
  expect(page.warnings.map(({ code, page: at }) => [code, at])).toEqual([
    ['vlm_unsupported', 3],
    ['vlm_left_out', 3],
  ]);
  const words = page.blocks.flatMap(({ lines }) => lines).flatMap((line) => line.words);
  expect(words.find(({ text }) => text === 'Dogs')).toMatchObject({ estimated: true, other_reading: '' });
  expect(page.text).toContain(TEXTS[3]);
});

test('an abort is the end of it', async () => {
  const { request } = reading(() => PAGE);
  const controller = new AbortController();
  request.signal = controller.signal;
  request.onProgress = () => controller.abort(new DOMException('over', 'AbortError'));
  await expect(readByModel(request)).rejects.toThrow('over');
});

test('a part of a page keeps to its place', async () => {
  const page = cpuPage();
  page.blocks = page.blocks.slice(2);
  const { request, asked } = reading(() => TEXTS.slice(2).join('\n\n'), page);
  request.region = [0, 250, 1000, 450];
  const read = await readByModel(request);
  expect(asked[0]?.part).toEqual([0, 0.3125, 1, 0.5625]);
  expect(read.blocks[0]?.bbox[1]).toBe(300);
});

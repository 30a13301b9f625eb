/** `handle()` under Node: fake-indexeddb, the real queue and host loop, and an engine that reads from a script. */
import { readFileSync } from 'node:fs';
import { handle } from '../../src/api/handle.ts';
import { ApiError } from '../../src/contract/errors.ts';
import type { Page } from '../../src/contract/job.ts';
import { LANGUAGES } from '../../src/contract/languages.ts';
import { refusals } from '../../src/contract/media-types.ts';
import type { ListedModel } from '../../src/contract/models.ts';
import { openApiDocument } from '../../src/contract/openapi.ts';
import { toolList } from '../../src/contract/tool-names.ts';
import { blockText, lineText, pageText } from '../../src/document/text.ts';
import { answer, conclude, draft, prepare, questions } from '../../src/engine/chat/answer.ts';
import { answerByModel } from '../../src/engine/chat/model-chat.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { buildExport } from '../../src/engine/export/build.ts';
import { dataOf, structurePages } from '../../src/engine/layout/structure.ts';
import type { RunModel } from '../../src/engine/models/model-runner.ts';
import { workQueue } from '../../src/engine/work.ts';
import { readAccount } from '../../src/store/account.ts';
import { beginEpoch } from '../../src/store/fence.ts';
import { translateBlocks } from '../../src/translate/translate-blocks.ts';
import { answerCheck, type OpenApi } from './suite/checker.ts';
import type { Answer, Init, Target } from './suite/requests.ts';

const TEXT = readFileSync(new URL('../fixtures/phototest.txt', import.meta.url), 'utf8').trim();
const BASE = '/';
const DOCUMENT = openApiDocument('0');
export const FILES: Record<string, unknown> = {
  'tools.json': toolList(),
  'refused-types.json': refusals(),
  'language-table.json': { languages: LANGUAGES },
  'vendor/tessdata/manifest.json': {
    languages: [{ code: 'fas', url: 'vendor/tessdata/1/fas.traineddata.gz', bytes: 424_507, sha256: 'own' }],
  },
  'languages.json': { remotes: [] },
  'models.json': { models: [listedModel('own')] },
};
const check = answerCheck(DOCUMENT as unknown as OpenApi);

export interface Realm {
  client?: string;
  boot?: string;
  hostHeld?: () => Promise<boolean>;
  file?: (path: string) => Promise<Response>;
}

/** One request and its answer, which is checked against the OpenAPI document. */
export async function call(
  method: string,
  path: string,
  { headers, body }: Init = {},
  realm: Realm = {},
): Promise<Answer> {
  const url = new URL(path.startsWith('/') ? path : `/api/v1/${path}`, 'https://app.test/');
  const init: RequestInit = { method };
  if (headers) init.headers = headers;
  if (body) init.body = body as BodyInit;
  const answer = await send(new Request(url, init), realm);
  check(method, path, answer);
  return answer;
}

export async function send(request: Request, realm: Realm = {}): Promise<Answer> {
  const response = await handle(request, BASE, {
    client: 'tab',
    boot: 'first',
    hostHeld: async () => true,
    file: async (path) => Response.json(FILES[path] ?? DOCUMENT),
    ...realm,
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
}

/** How the scripted engine reads an upload. */
export interface Script {
  pages?: (bytes: number) => number;
  /** Milliseconds a page takes. */
  delay?: (bytes: number) => number;
  /** Throws for a page that cannot be read. */
  check?: (index: number) => void;
  warnings?: (packs: readonly string[]) => Page['warnings'];
  /** Before a file is built. */
  beforeBuilding?: (signal: AbortSignal) => Promise<void>;
  /** What a local model says. */
  model?: RunModel;
  /** What a translator of this device says; without it there is none. */
  translate?: (text: string) => string;
  /** Whether a vision model can read the page; it writes `written`. */
  sees?: (index: number) => boolean;
}

export function scriptedEngine({
  pages = () => 1,
  delay = () => 0,
  check = () => {},
  warnings = () => [],
  beforeBuilding = async () => {},
  model = async () => {
    throw new ApiError('engine_unavailable', 'No model runs in this test.');
  },
  translate,
  sees = () => true,
}: Script = {}): Engine {
  return {
    parallelism: 2,
    async inspect(job, load) {
      const file = await load();
      if (job.summary.translate_to !== null && !translate) {
        return { ok: false, code: 'engine_unavailable', message: 'There is no translator.', details: {} };
      }
      // A PNG ends with its IEND chunk; one that does not was cut off.
      const tail = Buffer.from(file.bytes.slice(-12)).toString('latin1');
      if (file.type === 'image/png' && !tail.includes('IEND')) {
        return { ok: false, code: 'unreadable', message: 'The PNG is cut off.', details: {} };
      }
      return { ok: true, pages: pages(file.bytes.byteLength), warnings: [] };
    },
    structurePages: (epoch, task, from, to) => structurePages(epoch, task, from, to, []),
    dataOf,
    drawPage: async () => {
      throw new ApiError('not_found', 'There is no such picture.');
    },
    answer,
    answerByModel: (asked, drafting) =>
      answerByModel({ answer, prepare, draft, conclude }, model, async (id) => listedModel(id), asked, drafting),
    questions,
    async buildExport(uuid, spec, signal) {
      await beforeBuilding(signal);
      return buildExport(uuid, spec);
    },
    async readPage({ job, load, index, packs, vision, fallback, signal, onProgress }) {
      const file = await load();
      onProgress('recognise', 0.5);
      await new Promise((resolve, reject) => {
        setTimeout(resolve, delay(file.bytes.byteLength));
        signal.addEventListener('abort', () => reject(signal.reason));
      });
      check(index);
      const page: Page = { ...scriptedPage(index), warnings: warnings(packs) };
      if (vision !== undefined) {
        if (sees(index)) Object.assign(page, { source: 'vlm', model: vision });
        else if (fallback === 'none') throw new ApiError('engine_unavailable', 'The model cannot read it.');
        else page.warnings.push({ code: 'vlm_unavailable', message: 'The model cannot read it.', page: index + 1 });
      }
      if (job.summary.translate_to === null || !translate) return { page, picture: null };
      const translator = { name: 'script', translate: async (texts: readonly string[]) => texts.map(translate) };
      const { blocks } = await translateBlocks(page.blocks, translator, signal);
      return { page: { ...page, blocks }, picture: null };
    },
  };
}

function listedModel(id: string): ListedModel {
  return { id, name: id, use: 'chat', engine: 'wllama', files: [] };
}

function scriptedPage(index: number): Page {
  const blocks: Page['blocks'] = TEXT.split('\n\n').map((paragraph, p) => {
    const lines = paragraph.split('\n').map((text, l) => {
      const y = 20 + p * 150 + l * 24;
      const words = text.split(' ').map((word, w) => ({
        text: word,
        bbox: [20 + w * 50, y, 65 + w * 50, y + 18] as [number, number, number, number],
        confidence: 0.9,
      }));
      return {
        text: lineText(words),
        bbox: [20, y, 635, y + 18] as [number, number, number, number],
        confidence: 0.9,
        words,
      };
    });
    return { type: 'paragraph', text: blockText(lines), bbox: [20, 20, 635, 460], confidence: 0.9, lines };
  });
  return {
    index,
    text: pageText(blocks),
    blocks,
    width: 640,
    height: 480,
    dpi: null,
    rotation: 0,
    source: 'ocr',
    mean_confidence: 0.9,
    detected_language: 'eng',
    warnings: [],
  };
}

/** Starts a host; the returned function ends it. */
export async function startHost(engine: Engine): Promise<() => Promise<void>> {
  const over = new AbortController();
  const work = workQueue(engine, await beginEpoch(), over.signal);
  return () => {
    over.abort();
    return work;
  };
}

export async function nodeTarget(): Promise<Target> {
  return {
    call,
    token: (await readAccount()).token,
    slow: new Uint8Array(readFileSync(new URL('../fixtures/phototest.tif', import.meta.url))),
  };
}

export const unreadable = (message: string) => new ApiError('unreadable', message);

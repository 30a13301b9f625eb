/**
 * A page by a vision model: asked, judged against what the standard reader read, asked again in other ways where it is
 * doubtful, and left to the standard reader where it stays so. No page is lost, and none is silently another's words.
 */
import { ApiError } from '../../contract/errors.ts';
import type { VisionSpec } from '../../contract/models.ts';
import type { Bbox, Line, Page } from '../../document/model.ts';
import { bandsOf, joinBands } from '../../vision/bands.ts';
import { type Fault, faultOf, isLooping, withoutChatter } from '../../vision/judge.ts';
import { promptOf } from '../../vision/prompts.ts';
import { asWritten, type Reconciled, reconcile } from '../../vision/reconcile.ts';
import { tokensOf, type Verdict, verdictOf } from '../../vision/verdict.ts';
import { type Token, textOf } from '../../vision/written.ts';
import type { TranscribeRequest, Transcript } from '../models/types.ts';
import type { CutPicture } from './page-picture.ts';

/** A model that is loaded by whoever asks it first. Rejects as `VisionModel` does. */
export type Transcribe = (
  request: TranscribeRequest,
  signal: AbortSignal,
  onTokens: (tokens: readonly Token[]) => void,
) => Promise<Transcript>;

export interface ModelReading {
  /** As the standard reader has it. */
  page: Page;
  /** Pixels of the page; absent: all of it. */
  region: Bbox | undefined;
  tool: string | null;
  model: { id: string; vision: VisionSpec; context: number };
  transcribe: Transcribe;
  cut: CutPicture;
  signal: AbortSignal;
  /** 0…1. */
  onProgress: (ratio: number) => void;
}

/** Tokens of the prompt and what chat templates put around it. */
const PROMPT_TOKENS = 300;
/** A page of a book has 600 to 900. */
const MOST_TOKENS = 4_096;
const FEWEST_TOKENS = 256;
/** What a page takes may be more than what was read of it tells. */
const ROOM = 1.5;
/** Tokens between two looks at whether it goes round in a circle. */
const LOOK_EVERY = 32;
/** Hotter, a model leaves a circle. */
const HOTTER = 0.4;

interface Way {
  bands: number;
  temperature: number;
}

/** Rejects with `engine_unavailable` where no reading can be taken, or the signal's reason. */
export async function readByModel(reading: ModelReading): Promise<Page> {
  const { page, region, model, signal } = reading;
  const lines = page.blocks.flatMap((block) => block.lines);
  const [x0, y0, x1, y1] = region ?? [0, 0, page.width, page.height];
  const budget = Math.max(FEWEST_TOKENS, model.context - model.vision.image_tokens - PROMPT_TOKENS);
  const needed = Math.ceil((tokensOf(lines) * ROOM) / Math.min(MOST_TOKENS, budget)) || 1;
  const { temperature = 0 } = model.vision;
  const ways: Way[] = [
    { bands: needed, temperature },
    { bands: needed, temperature: temperature + HOTTER },
    { bands: needed + 1, temperature },
  ];
  let best: { reconciled: Reconciled; verdict: Verdict } | null = null;
  let cause = '';
  const tried = progressOver(ways.length, reading.onProgress);
  for (let n = 0; n < ways.length; n++) {
    signal.throwIfAborted();
    const way = ways[n] as Way;
    const bands = bandsOf({ width: x1 - x0, height: y1 - y0 }, way.bands, shifted(lines, y0)).map(
      ([, top, , bottom]): Bbox => [x0, y0 + top, x1, y0 + bottom],
    );
    const said = await askInBands(reading, bands, way, budget, tried(n));
    if (said.fault) {
      cause = CAUSES[said.fault];
      // Cut off, it will be so again.
      if (said.fault === 'truncated') n = Math.max(n, ways.length - 2);
      continue;
    }
    const reconciled = reconcile(said.tokens, lines, page);
    const verdict = verdictOf(reconciled.fusion);
    if (verdict.isUsable && verdict.score > (best?.verdict.score ?? -1)) best = { reconciled, verdict };
    if (!verdict.doubt) break;
    cause = CAUSES[verdict.doubt];
  }
  reading.onProgress(1);
  if (!best) throw new ApiError('engine_unavailable', cause, { failure: 'reading' });
  return asWritten(page, best.reconciled, model.id);
}

const CAUSES: Record<Fault | 'truncated' | 'invented' | 'left-out', string> = {
  loop: 'The vision model went round in a circle.',
  refusal: 'The vision model refused to read the page.',
  empty: 'The vision model wrote nothing.',
  truncated: 'The vision model did not come to the end of the page.',
  invented: 'The vision model wrote what does not stand on the page.',
  'left-out': 'The vision model left out too much of the page.',
};

/** Lines as they lie from `top` on. */
const shifted = (lines: readonly Line[], top: number): Line[] =>
  top === 0
    ? [...lines]
    : lines.map((line) => ({ ...line, bbox: [line.bbox[0], line.bbox[1] - top, line.bbox[2], line.bbox[3] - top] }));

type Said = { tokens: Token[]; fault: null } | { fault: Fault | 'truncated' };

async function askInBands(
  { page, tool, model, transcribe, cut, signal }: ModelReading,
  bands: readonly Bbox[],
  { temperature }: Way,
  budget: number,
  onProgress: (ratio: number) => void,
): Promise<Said> {
  const parts: Token[][] = [];
  for (const [n, [x0, y0, x1, y1]] of bands.entries()) {
    const part: Bbox = [x0 / page.width, y0 / page.height, x1 / page.width, y1 / page.height];
    const request = {
      picture: await cut(part, model.vision.side),
      prompt: promptOf(model.vision, tool, bands.length > 1),
      maxTokens: Math.min(MOST_TOKENS, budget),
      temperature,
    };
    const said = await ask(transcribe, request, signal, (ratio) => onProgress((n + ratio) / bands.length));
    if (said.fault) {
      // A band may be blank.
      if (said.fault === 'empty' && bands.length > 1) continue;
      return said;
    }
    parts.push(said.tokens);
  }
  return parts.length > 0 ? { tokens: joinBands(parts), fault: null } : { fault: 'empty' };
}

/** One picture. A circle is left as soon as it is seen. */
async function ask(
  transcribe: Transcribe,
  request: TranscribeRequest,
  signal: AbortSignal,
  onProgress: (ratio: number) => void,
): Promise<Said> {
  const circle = new AbortController();
  const tokens: Token[] = [];
  let looked = 0;
  const onTokens = (added: readonly Token[]): void => {
    tokens.push(...added);
    onProgress(1 - Math.exp((-2 * tokens.length) / USUAL));
    if (tokens.length - looked < LOOK_EVERY) return;
    looked = tokens.length;
    if (isLooping(textOf(tokens))) circle.abort(new DOMException('It repeats itself.', 'AbortError'));
  };
  try {
    const { tokens: all, isWhole } = await transcribe(request, AbortSignal.any([signal, circle.signal]), onTokens);
    const said = withoutChatter(all);
    const fault = faultOf(textOf(said)) ?? (isWhole ? null : 'truncated');
    return fault ? { fault } : { tokens: said, fault: null };
  } catch (error) {
    if (circle.signal.aborted && !signal.aborted) return { fault: 'loop' };
    throw error;
  }
}

/** Tokens of a usual page, for its progress. */
const USUAL = 900;

/** Each attempt goes on where the one before it stood: what comes may be the last. */
function progressOver(attempts: number, onProgress: (ratio: number) => void): (n: number) => (ratio: number) => void {
  let most = 0;
  return (n) => {
    const from = most;
    const room = (1 - from) * (n === attempts - 1 ? 0.95 : 0.7);
    return (ratio) => {
      most = Math.max(most, from + room * ratio);
      onProgress(most);
    };
  };
}

/** The vision tier of a tab: which model, whether it can read, and what happens to a page where it cannot. */
import { ApiError } from '../../contract/errors.ts';
import type { ListedModel } from '../../contract/models.ts';
import type { Page } from '../../document/model.ts';
import { noteLack, noteTested, readModel } from '../../store/models.ts';
import type { BlobRecord } from '../../store/schema.ts';
import type { PageRequest } from '../engine.ts';
import { failureOf } from '../models/failures.ts';
import type { RunModel } from '../models/model-runner.ts';
import { openPicture } from './page-picture.ts';
import { readByModel, type Transcribe } from './read-by-model.ts';
import { selfTest } from './self-test.ts';

/** Tokens, where models.json does not say it. */
const CONTEXT = 4_096;
/** What keeps a model from loading keeps it from the next page too. Milliseconds. */
const NOT_AGAIN_WITHIN = 60_000;
/** After these a fresh start may do it. */
const WORTH_A_RETRY = ['device_lost', 'stopped'];

export interface VisionOptions {
  run: RunModel;
  describe: (id: string) => Promise<ListedModel | undefined>;
}

export type ReadByVision = (
  page: Page,
  /** The page's picture, upright; `longest` pixels where it is drawn for this. */
  picture: (longest: number) => Promise<BlobRecord>,
  request: Pick<PageRequest, 'job' | 'vision' | 'bbox' | 'fallback' | 'signal' | 'onProgress'>,
) => Promise<Page>;

export function createVision({ run, describe }: VisionOptions): ReadByVision {
  const unfit = new Map<string, { until: number; error: ApiError }>();

  async function read(
    ...[page, picture, { job, vision: id = '', bbox, signal, onProgress }]: Parameters<ReadByVision>
  ) {
    const known = unfit.get(id);
    if (known && known.until > Date.now()) throw known.error;
    const model = await describe(id);
    const spec = model?.vision;
    if (!model || !spec) throw new ApiError('engine_unavailable', 'The vision model is no longer offered here.');
    const share = bbox ? Math.max((bbox[2] - bbox[0]) / page.width, (bbox[3] - bbox[1]) / page.height) : 1;
    const { cut, close } = await openPicture(await picture(Math.min(LONGEST, spec.side / share)), page);
    const report = (ratio: number): void => onProgress('recognise', ratio);
    const transcribe: Transcribe = (request, ended, onTokens) =>
      run(
        model,
        ended,
        () => {},
        async (loaded) => {
          await tested(model, () => selfTest(loaded, spec, ended));
          return loaded.transcribe(request, ended, onTokens);
        },
      );
    try {
      return await readByModel({
        page,
        region: bbox,
        tool: job.summary.tool,
        model: { id, vision: spec, context: model.context ?? CONTEXT },
        transcribe: (...args) => onceMore(() => transcribe(...args), args[1]),
        cut,
        signal,
        onProgress: report,
      });
    } catch (error) {
      const isReading = error instanceof ApiError && error.details.failure === 'reading';
      if (!signal.aborted && error instanceof ApiError && !isReading) {
        unfit.set(id, { until: Date.now() + NOT_AGAIN_WITHIN, error });
      }
      throw error;
    } finally {
      close();
    }
  }

  return async (page, picture, request) => {
    try {
      return await read(page, picture, request);
    } catch (error) {
      if (request.signal.aborted) throw error;
      if (!(error instanceof ApiError)) console.error(error);
      const cause = error instanceof ApiError ? error.message : 'The vision model failed on this page.';
      if (request.fallback === 'none') throw new ApiError('engine_unavailable', cause);
      const warning = {
        code: 'vlm_unavailable',
        message: `${cause} The page was read with the cpu tier.`,
        page: page.index + 1,
      };
      return { ...page, warnings: [...page.warnings, warning] };
    }
  };
}

/** Of a page drawn for a part of it, pixels. */
const LONGEST = 6_000;

/** The app's own picture, once after the model came. One that fails it cannot be used until it is fetched again. */
async function tested({ id }: ListedModel, test: () => Promise<void>): Promise<void> {
  if ((await readModel(id))?.tested) return;
  try {
    await test();
  } catch (error) {
    if (error instanceof ApiError && error.details.failure === 'self_test') {
      await noteLack(id, { code: 'self_test', message: error.message });
    }
    throw error;
  }
  await noteTested(id);
}

async function onceMore<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted || !(error instanceof ApiError)) throw error;
    const failure = String(error.details.failure ?? failureOf(error));
    if (!WORTH_A_RETRY.includes(failure)) throw error;
    return work();
  }
}

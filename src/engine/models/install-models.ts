/** The host's work on local models: which can run here, which are whole, fetching those that are wanted. */
import { ApiError } from '../../contract/errors.ts';
import type { Change } from '../../contract/job.ts';
import { type ListedModel, type ModelEngine, type ModelList, remotesOf } from '../../contract/models.ts';
import { announce, onChange } from '../../store/changes.ts';
import { isQuota } from '../../store/db.ts';
import {
  commitModel,
  endModelWish,
  forgetRemoved,
  listModels,
  loseModel,
  noteLack,
  readModel,
} from '../../store/models.ts';
import type { ModelRecord } from '../../store/schema.ts';
import { workOffWishes } from '../work-off-wishes.ts';
import { fetchModel } from './fetch-model.ts';
import { checkFiles, deleteFiles, partialBytes } from './files.ts';
import { whyNot } from './readiness.ts';
import type { ModelDescription } from './types.ts';

/** Works until `signal` aborts; what is in work then goes on with the next host. */
export async function installModels(signal: AbortSignal): Promise<void> {
  const listed = await readList();
  await lookAtAll(listed);
  const isWish = (change: Change): boolean => change.type === 'model' && change.done === undefined;
  await workOffWishes(isWish, signal, async () => {
    const records = await listModels();
    const removed = records.find((record) => record.removed);
    const wanted = records.find((record) => record.wanted);
    if (removed) await remove(removed, listed);
    else if (wanted) await install(wanted, listed, signal);
    return removed !== undefined || wanted !== undefined;
  });
}

/** The model as it is installed, with its name; undefined where it is not listed any more. */
export async function readDescription(id: string): Promise<ListedModel | undefined> {
  const [listed, record] = await Promise.all([readList(), readModel(id)]);
  const model = listed.find((one) => one.id === id);
  return model && { ...model, files: record?.installed?.files ?? model.files };
}

/** As models.json has them. */
export async function readList(): Promise<ListedModel[]> {
  const response = await fetch(new URL('models.json', document.baseURI)).catch(() => null);
  const list: Partial<ModelList> = response?.ok ? await response.json().catch(() => ({})) : {};
  return list.models ?? [];
}

/** What this device can run, and whether what was installed is still there: browsers clear files, GPUs come and go. */
async function lookAtAll(listed: readonly ListedModel[]): Promise<void> {
  const before = new Map((await listModels()).map((record) => [record.id, record]));
  for (const model of listed) {
    const { lack, installed } = before.get(model.id) ?? {};
    const now = await whyNot(model);
    if (lack === undefined || now?.message !== lack?.message) await noteLack(model.id, now);
    if (installed && !(await isWhole({ ...model, files: installed.files }))) {
      await loseModel(model.id, {
        code: 'engine_unavailable',
        message: 'Files of the model are gone: the browser cleared them. Get it again.',
      });
    } else if (installed) await fetchEngine(model.engine);
    announce({ type: 'model', id: model.id });
  }
}

const isWhole = async (model: ModelDescription): Promise<boolean> =>
  (await checkFiles(model, document.baseURI)).every(({ here }) => here);

async function remove({ id, removed = [] }: ModelRecord, listed: readonly ListedModel[]): Promise<void> {
  const model = listed.find((one) => one.id === id);
  const files = [...removed, ...(model?.files ?? [])];
  await deleteFiles({ id, engine: model?.engine ?? 'wllama', files }, document.baseURI);
  await forgetRemoved(id);
  announce({ type: 'model', id });
}

async function install({ id }: ModelRecord, listed: readonly ListedModel[], signal: AbortSignal): Promise<void> {
  const model = listed.find((one) => one.id === id);
  const paused = new AbortController();
  const stop = onChange(async (change) => {
    if (change.type !== 'model' || change.id !== id || change.done !== undefined) return;
    if (!(await readModel(id))?.wanted) paused.abort();
  });
  try {
    if (!model) throw new ApiError('engine_unavailable', 'This model is no longer offered here.');
    const lack = await whyNot(model);
    if (lack) throw new ApiError('engine_unavailable', lack.message);
    if (remotesOf(model).length > 0 && !navigator.serviceWorker?.controller) {
      // Only the service worker can widen the policy of the worker that fetches.
      throw new ApiError('engine_unavailable', 'Reload this page once, then get the model.');
    }
    await navigator.storage.persist?.().catch(() => false);
    const files = await fetchModel(model, AbortSignal.any([signal, paused.signal]), ({ done, total }) =>
      announce({ type: 'model', id, done, total }),
    );
    await fetchEngine(model.engine);
    await commitModel(id, files);
  } catch (error) {
    if (signal.aborted) return;
    const done = model ? await bytesHere(model) : 0;
    await endModelWish(id, { done, ...(!paused.signal.aborted && { failure: failureOf(error) }) });
  } finally {
    stop();
  }
  announce({ type: 'model', id });
}

async function bytesHere(model: ModelDescription): Promise<number> {
  const states = await checkFiles(model, document.baseURI);
  const whole = states.filter(({ here }) => here).reduce((sum, { file }) => sum + file.bytes, 0);
  return whole + (await partialBytes(model));
}

/** What runs the model, so that it answers offline. The service worker keeps it. */
async function fetchEngine(engine: ModelEngine): Promise<void> {
  const response = await fetch(new URL('offline-core.json', document.baseURI)).catch(() => null);
  if (!response?.ok) return;
  const { groups } = (await response.json()) as OfflineCore;
  for (const { url } of groups.models[engine] ?? []) {
    await fetch(new URL(url, document.baseURI)).then((file) => file.arrayBuffer(), console.warn);
  }
}

function failureOf(error: unknown): NonNullable<ModelRecord['failure']> {
  if (error instanceof ApiError) return { code: error.code, message: error.message };
  if (isQuota(error)) {
    return {
      code: 'storage_full',
      message: "The browser's storage for this site is full. Delete what is no longer needed and go on.",
    };
  }
  console.error(error);
  return { code: 'engine_unavailable', message: 'The model stopped coming. What came is kept: try again.' };
}

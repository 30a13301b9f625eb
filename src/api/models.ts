/** The local language models that the deployment offers, and those on this device. */
import { InstallBody } from '../contract/endpoints.ts';
import { ApiError } from '../contract/errors.ts';
import { bytesOf, type ListedModel, type ModelList, type ModelUse, remotesOf } from '../contract/models.ts';
import type { ModelView } from '../contract/responses.ts';
import { announce } from '../store/changes.ts';
import { endModelWish, listModels, readModel, removeModel, wantModel } from '../store/models.ts';
import { agreedRemotes } from '../store/packs.ts';
import type { ModelRecord } from '../store/schema.ts';
import { elsewhere } from './elsewhere.ts';
import type { Answers, Call, Context } from './handle.ts';
import { json } from './http.ts';
import { checkBody, isEmpty } from './validate.ts';
import { waitForFetch } from './wait.ts';

const EXTRACTIVE = 'extractive';
const UNKNOWN = 'There is no such model. GET models/ lists them.';
const NOT_LOOKED_AT = 'Not checked on this device yet. Open the app in this browser.';

export const modelAnswers: Pick<
  Answers,
  'GET models/' | 'POST models/{id}/' | 'POST models/{id}/pause/' | 'DELETE models/{id}/'
> = {
  'GET models/': async (call) => {
    const [listed, records] = await Promise.all([readList(call.context), listModels()]);
    const known = new Map(records.map((record) => [record.id, record]));
    return json({ models: listed.map((model) => view(model, known.get(model.id), call)) });
  },

  'POST models/{id}/': async (call) => {
    const { request, context } = call;
    const model = await modelOf(call);
    const { remote = false } = (await isEmpty(request)) ? {} : await checkBody(InstallBody, request);
    const { id, name } = model;
    const before = await readModel(id);
    if (before?.lack) throw new ApiError('engine_unavailable', before.lack.message);
    const origins = remotesOf(model);
    // What began to come was agreed to, if it was from these hosts; of another model of theirs that says nothing.
    const agreed = before?.done || before?.installed ? await agreedRemotes() : [];
    if (!remote && !origins.every((origin) => agreed.includes(origin)))
      throw elsewhere(name, hostsOf(origins), bytesOf(model));
    await wantModel(id, origins);
    announce({ type: 'model', id });

    const record = await waitForFetch(
      id,
      context,
      async () => (await readModel(id)) ?? { id },
      ({ wanted }) => wanted,
    );
    if (record.failure) throw new ApiError(record.failure.code, record.failure.message, { model: id });
    return json(view(model, record, call));
  },

  'POST models/{id}/pause/': async (call) => {
    const model = await modelOf(call);
    await endModelWish(model.id);
    announce({ type: 'model', id: model.id });
    return json(view(model, await readModel(model.id), call));
  },

  'DELETE models/{id}/': async (call) => {
    const { id } = await modelOf(call);
    await removeModel(id);
    announce({ type: 'model', id });
    announce({ type: 'account' });
    return new Response(null, { status: 204 });
  },
};

/**
 * The model that answers a question: the one that is named, else the account's; undefined for the document's own words.
 * Throws `bad_field` for one that is not offered, `engine_unavailable` for one that is not here or cannot run.
 */
export async function modelFor(
  named: string | undefined,
  { caller, context }: Pick<Call, 'caller' | 'context'>,
): Promise<string | undefined> {
  const id = named ?? caller.account.settings.chat_model ?? EXTRACTIVE;
  if (id === EXTRACTIVE) return undefined;
  const model = await listedModel(id, 'chat', 'engine', context).catch((error) => {
    if (named !== undefined) throw error;
    throw new ApiError('engine_unavailable', 'The chosen model is no longer offered here. Choose another one.');
  });
  const record = await readModel(id);
  if (record?.lack) throw new ApiError('engine_unavailable', record.lack.message, { model: id });
  if (isHere(model, record)) return id;
  throw new ApiError(
    'engine_unavailable',
    `${model.name} is not on this device. Get it on the models page, or send "engine": "extractive".`,
    { model: id },
  );
}

/**
 * The model that reads pages: the account's, else the first of the list that is ready here; or why there is none, in plain
 * words.
 */
export async function visionModel({
  caller,
  context,
}: Pick<Call, 'caller' | 'context'>): Promise<{ id: string; cause?: never } | { id?: never; cause: string }> {
  const chosen = caller.account.settings.vision_model;
  const [listed, records] = await Promise.all([readList(context), listModels()]);
  const known = new Map(records.map((record) => [record.id, record]));
  const models = listed.filter(({ use, id }) => use === 'vision' && (!chosen || id === chosen));
  const ready = models.find((model) => isHere(model, known.get(model.id)) && known.get(model.id)?.lack === null);
  if (ready) return { id: ready.id };
  const lack = models.map(({ id }) => known.get(id)?.lack).find(Boolean);
  if (chosen && lack) return { cause: lack.message };
  return { cause: 'No vision model is ready on this device. Get one on the models page.' };
}

/** A model for a use, as it is listed. Throws `bad_field` where there is none of the name. */
export async function listedModel(id: string, use: ModelUse, field: string, context: Context): Promise<ListedModel> {
  const model = (await readList(context)).find((one) => one.id === id && one.use === use);
  if (!model) throw new ApiError('bad_field', UNKNOWN, { field });
  return model;
}

async function modelOf({ params, context }: Pick<Call, 'params' | 'context'>): Promise<ListedModel> {
  const model = (await readList(context)).find(({ id }) => id === params.id);
  if (!model) throw new ApiError('not_found', UNKNOWN);
  return model;
}

/** The browser brings its own model: it is there when the browser says so. */
const isHere = ({ engine }: ListedModel, record: ModelRecord | undefined): boolean =>
  engine === 'browser' ? record?.lack === null : record?.installed !== undefined;

/** Of addresses that stand for all below a host the host itself. */
const hostsOf = (origins: readonly string[]): string[] => [
  ...new Set(origins.map((origin) => origin.replace(/^https?:\/\/(\*\.)?/, ''))),
];

function view(model: ListedModel, record: ModelRecord | undefined, { caller }: Pick<Call, 'caller'>): ModelView {
  const { id, name, use, engine, license = null } = model;
  const installed = isHere(model, record);
  return {
    id,
    name,
    use,
    engine,
    license,
    bytes: record?.installed?.bytes ?? bytesOf(model),
    installed,
    installing: record?.wanted === true,
    done: record?.done ?? 0,
    ready: installed && record?.lack === null,
    reason: record?.lack?.message ?? record?.failure?.message ?? (record?.lack === undefined ? NOT_LOOKED_AT : null),
    reason_code: record?.lack?.code ?? null,
    remote: hostsOf(remotesOf(model)),
    chosen: caller.account.settings[use === 'vision' ? 'vision_model' : 'chat_model'] === id,
  };
}

/** A list that cannot be read offers nothing. */
const readList = ({ file }: Context): Promise<ListedModel[]> =>
  file('models.json')
    .then((response) => response.json() as Promise<Partial<ModelList>>)
    .then(({ models }) => models ?? [])
    .catch(() => []);

/** The files of a model of MLC, as its own folder names them. Runs in the worker that may ask other hosts. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ApiError } from '../../contract/errors.ts';
import type { FileRole, ModelFile, WebLlmRecord } from '../../contract/models.ts';
import { intoCache } from './model-cache.ts';
import { placeOf } from './places.ts';

/** What lists the shards and their MD5 (web-llm 0.2.86). */
const SHARDS = 'tensor-cache.json';
const CONFIG = 'mlc-chat-config.json';

/**
 * All files of the model: the small ones are here afterwards, the shards are yet to be fetched. Those that lie in their
 * cache already are taken as they are, so that a model that was paused goes on with the list that it began with.
 * `base`: absolute, of the app. Throws `engine_unavailable`.
 */
export async function listFiles(record: WebLlmRecord, base: string): Promise<ModelFile[]> {
  const folder = new URL(record.model, base).href;
  const inFolder = (name: string): string => new URL(name, folder).href;
  const config = await take(inFolder(CONFIG), 'config', base);
  const tokenizers = readJson<{ tokenizer_files?: string[] }>(config).tokenizer_files ?? [];
  // The one that web-llm looks for first.
  const tokenizer = ['tokenizer.json', 'tokenizer.model'].find((name) => tokenizers.includes(name));
  const list = await take(inFolder(SHARDS), 'weights', base);
  const { records } = readJson<{ records?: { dataPath: string; nbytes: number; md5sum?: string }[] }>(list);
  if (!tokenizer || !records?.length) throw notAModel(folder);
  const small = [
    config,
    list,
    await take(inFolder(tokenizer), 'tokenizer', base),
    await take(new URL(record.model_lib, base).href, 'library', base),
  ];
  const shards = records.map(
    ({ dataPath, nbytes, md5sum }): ModelFile => ({
      url: inFolder(dataPath),
      bytes: nbytes,
      ...(md5sum && { md5: md5sum }),
      role: 'weights',
    }),
  );
  return [...small.map(({ file }) => file), ...shards];
}

interface Taken {
  file: ModelFile;
  bytes: Uint8Array<ArrayBuffer>;
}

async function take(url: string, role: FileRole, base: string): Promise<Taken> {
  const place = placeOf({ engine: 'web-llm' }, { url, bytes: 0, role }, base);
  const here = place.kind === 'cache' ? await (await caches.open(place.cache)).match(url) : undefined;
  const response = here ?? (await ask(url));
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!here && place.kind === 'cache') await intoCache(place.cache, url, new Blob([bytes]));
  return { file: { url, bytes: bytes.length, sha256: bytesToHex(sha256(bytes)), role }, bytes };
}

async function ask(url: string): Promise<Response> {
  const { host } = new URL(url);
  const response = await fetch(url, { cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' }).catch(
    () => null,
  );
  if (response?.ok) return response;
  const why = response ? `status ${response.status}` : 'it could not be reached';
  throw new ApiError('engine_unavailable', `${host} does not give the model's files (${why}). Go on when online.`);
}

function readJson<T>({ file, bytes }: Taken): T {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  } catch {
    throw notAModel(file.url);
  }
}

const notAModel = (url: string): ApiError =>
  new ApiError('engine_unavailable', `What ${new URL(url).host} sent is not this model. Try again later.`);

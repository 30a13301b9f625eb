/**
 * The language models that a deployment offers: models.json beside index.html, which it may change or empty. Every file
 * is told by an address whose content never changes; what runs in the browser fetches none without the person's consent.
 */

export const MODEL_USES = ['chat', 'vision', 'translation'] as const;
export type ModelUse = (typeof MODEL_USES)[number];

/** What runs a model: llama.cpp in WebAssembly, MLC over WebGPU, or the browser itself. */
export const MODEL_ENGINES = ['wllama', 'web-llm', 'browser'] as const;
export type ModelEngine = (typeof MODEL_ENGINES)[number];

/** Why a model cannot run on a device. */
export const MODEL_LACKS = [
  'no_browser_model',
  'no_storage',
  'no_wasm',
  'memory',
  'no_gpu',
  'no_f16',
  'buffer',
  'self_test',
] as const;

/** `message` says it in plain words, and what to do. */
export interface ModelLack {
  code: (typeof MODEL_LACKS)[number];
  message: string;
}

/** `weights` and `projector`: GGUF for wllama, shards for web-llm, which takes the other three besides. */
export type FileRole = 'weights' | 'projector' | 'tokenizer' | 'config' | 'library';

export interface ModelFile {
  /** Absolute, or relative to the app's base. Pinned: an address whose content never changes. */
  url: string;
  bytes: number;
  /** Hexadecimal. */
  sha256?: string;
  /** Hexadecimal; what MLC's own lists of shards tell. */
  md5?: string;
  role: FileRole;
}

export interface ModelNeeds {
  /** WebGPU. */
  gpu?: boolean;
  /** The WebGPU feature `shader-f16`. */
  shader_f16?: boolean;
  /** Bytes that the largest buffer of the weights takes on the GPU. */
  buffer?: number;
  /** Bytes of memory while it works. */
  memory?: number;
}

/** The part of web-llm's `ModelRecord` that a list of models states. */
export interface WebLlmRecord {
  /** Folder of the weights. */
  model: string;
  model_id: string;
  /** The compiled library. */
  model_lib: string;
  overrides?: Record<string, unknown>;
  required_features?: string[];
  model_type?: number;
}

/** What a page is to be read for; each may have a prompt of its own. */
export const READING_TASKS = ['page', 'tables', 'formulas', 'handwriting'] as const;
export type ReadingTask = (typeof READING_TASKS)[number];

/** How a vision model is asked. */
export interface VisionSpec {
  /** The longest side of the pictures that it was made for, pixels. */
  side: number;
  /** Tokens that such a picture takes, at most. */
  image_tokens: number;
  /** At which it reads best; 0 where absent: the most likely words. */
  temperature?: number;
  /** Prompts in place of the app's own; the one of `page` stands for those that are absent. May be empty. */
  prompts?: Partial<Record<ReadingTask, string>>;
}

/** A model as an engine needs it. */
export interface ModelDescription {
  id: string;
  engine: ModelEngine;
  needs?: ModelNeeds;
  /** Empty for the browser's own. Of web-llm's it may be empty too: then they are those that its folder names. */
  files: ModelFile[];
  /** Tokens; without it 4,096. */
  context?: number;
  /** It writes its thoughts down first unless it is told not to (Qwen3). */
  thinks?: boolean;
  /** Of one that reads pictures. */
  vision?: VisionSpec;
  /** web-llm's record of it, addresses absolute or relative to the app's base. */
  record?: WebLlmRecord;
}

/** A model as models.json lists it. */
export interface ListedModel extends ModelDescription {
  name: string;
  use: ModelUse;
  license?: string;
  /** About so many come down, where `files` does not say it. */
  bytes?: number;
  /** Origins beyond those of its addresses that these redirect to; `https://*.example.org` stands for all below it. */
  redirects?: string[];
}

export interface ModelList {
  models: ListedModel[];
}

/** Bytes that come down; null where nothing tells. */
export const bytesOf = ({ files, bytes }: Pick<ListedModel, 'files' | 'bytes'>): number | null =>
  files.length > 0 ? files.reduce((sum, file) => sum + file.bytes, 0) : (bytes ?? null);

/** Origins of other hosts that its files come from; none where the deployment carries them all. */
export function remotesOf({ files, record, redirects = [] }: ListedModel): string[] {
  const addresses = [...files.map(({ url }) => url), ...(record ? [record.model, record.model_lib] : [])];
  const origins = addresses.filter((url) => /^https?:/.test(url)).map((url) => new URL(url).origin);
  return origins.length === 0 ? [] : [...new Set([...origins, ...redirects])];
}

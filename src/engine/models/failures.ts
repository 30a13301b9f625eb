/** What engines throw, most of it plain strings that crossed a worker, as one error that says what to do. */
import { ApiError } from '../../contract/errors.ts';

export type ModelFailure =
  | 'no_gpu'
  | 'no_f16'
  | 'memory'
  | 'device_lost'
  | 'too_long'
  | 'files'
  | 'stopped'
  | 'self_test'
  | 'unknown';

const MESSAGES: Record<ModelFailure, string> = {
  no_gpu: 'This browser gives no access to a GPU (WebGPU). Use a browser with WebGPU, or another model.',
  no_f16: 'This GPU cannot compute with 16-bit numbers (shader-f16). Choose a model that does not need them.',
  memory: 'This device has too little memory free for the model. Close other tabs or choose a smaller model.',
  device_lost: 'The GPU stopped while the model worked. Try again, or choose a smaller model.',
  too_long: 'The question and its passages are longer than the model can take. Ask a shorter question.',
  files: 'Files of the model are missing or damaged. Remove the model and get it again.',
  self_test: 'The model misread a picture whose words are known. Remove it and get it again, or choose another model.',
  stopped: 'The model stopped answering. Try again, or choose another model.',
  unknown: 'The model could not be run here. Try again, or choose another model.',
};

/** Tried in order on the error's text. web-llm 0.2.86 and llama.cpp of wllama 3.8.1. */
const PATTERNS: [ModelFailure, RegExp][] = [
  ['no_f16', /shader-f16|ShaderF16Support/i],
  [
    'no_gpu',
    /WebGPU is not supported|Cannot find WebGPU|WebGPUNotAvailable|requires feature|Cannot initialize runtime/i,
  ],
  ['memory', /out of memory|Cannot enlarge memory|\bOOM\b|allocat|RangeError|memory access out of bounds|cannot grow/i],
  [
    'device_lost',
    /device (?:was |is )?lost|DeviceLost|GPUDevice|mapAsync|has been disposed|object has already been disposed/i,
  ],
  ['too_long', /context window|exceeds? (?:the )?(?:available )?context|kv_cache_full|n_ctx|too large to process/i],
  [
    'files',
    /gguf|failed to load model|invalid magic|Integrity|Failed to fetch|NetworkError|ndarray-cache|tensor-cache|Cannot find model record|tokenizer|not valid JSON|Unexpected token|CompileError|WebAssembly\.instantiate|Cache\.add|'add' on 'Cache'|status/i,
  ],
  ['stopped', /worker (?:stopped|was closed)|WorkerDied|silent/i],
];

export function modelError(failure: ModelFailure, cause?: unknown): ApiError {
  const error = new ApiError('engine_unavailable', MESSAGES[failure], { failure });
  if (cause !== undefined) error.cause = cause;
  return error;
}

/** Of whatever an engine threw; an `ApiError` stays as it is. */
export function toModelError(cause: unknown): ApiError {
  if (cause instanceof ApiError) return cause;
  return modelError(failureOf(cause), cause);
}

export function failureOf(cause: unknown): ModelFailure {
  const text = cause instanceof Error ? `${cause.name}: ${cause.message}` : textOf(cause);
  return PATTERNS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'unknown';
}

const textOf = (cause: unknown): string => (typeof cause === 'string' ? cause : (JSON.stringify(cause) ?? ''));

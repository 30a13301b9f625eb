/** Language models that run on this device, whatever runs them. */
import type { ModelDescription, ModelFile } from '../../contract/models.ts';
import type { Token } from '../../vision/written.ts';
import type { Report } from '../worker-rpc.ts';

export type {
  FileRole,
  ModelDescription,
  ModelEngine,
  ModelFile,
  ModelNeeds,
  WebLlmRecord,
} from '../../contract/models.ts';

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface ChatRequest {
  messages: ChatMessage[];
  /** JSON schema that the answer is held to. */
  schema: object;
  maxTokens: number;
}

export interface LoadProgress {
  /** `compile`: WebAssembly and shaders. */
  phase: 'read' | 'compile';
  /** 0…1; absent where it cannot be known. */
  ratio?: number;
}

/**
 * A model that answers. Rejections are an `ApiError` `engine_unavailable` whose message says what to do, or the signal's
 * reason. After any rejection but the signal's of `generate` the model has to be loaded again.
 */
export interface ChatModel {
  /** Resolves at once where the model is loaded. Aborting frees what was loaded so far. */
  load(signal: AbortSignal, onProgress: (progress: LoadProgress) => void): Promise<void>;
  /** One at a time. `onText` gets all the text so far. Resolves with the whole text, cut off where `maxTokens` were said. */
  generate(request: ChatRequest, signal: AbortSignal, onText: (text: string) => void): Promise<string>;
  /** Frees memory and GPU. */
  unload(): Promise<void>;
}

export interface TranscribeRequest {
  /** PNG or JPEG. */
  picture: ArrayBuffer;
  /** May be empty: document models know what they are for. */
  prompt: string;
  maxTokens: number;
  /** 0: the most likely words. */
  temperature: number;
}

export interface Transcript {
  tokens: Token[];
  /** False where it was cut off after `maxTokens`. */
  isWhole: boolean;
}

/** A model that reads pictures; rejections as of `ChatModel`. */
export interface VisionModel extends Pick<ChatModel, 'load' | 'unload'> {
  /** One at a time. `onTokens` gets what was added. */
  transcribe(
    request: TranscribeRequest,
    signal: AbortSignal,
    onTokens: (tokens: readonly Token[]) => void,
  ): Promise<Transcript>;
}

export type LocalModel = ChatModel & VisionModel;

/** What the worker that fetches files does; `Report` takes the bytes of this file that are here. */
export type FetchFile = (
  model: Pick<ModelDescription, 'id' | 'engine'>,
  file: ModelFile,
  base: string,
  report: Report<{ done: number }>,
) => Promise<void>;

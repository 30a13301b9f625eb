/** The engine that runs a model. Nothing is loaded before `load`. */
import { browserModel } from './browser-model.ts';
import type { ChatModel, ModelDescription } from './types.ts';
import { webLlmModel } from './web-llm.ts';
import { wllamaModel } from './wllama.ts';

export function chatModel(model: ModelDescription): ChatModel {
  switch (model.engine) {
    case 'wllama':
      return wllamaModel(model);
    case 'web-llm':
      return webLlmModel(model);
    case 'browser':
      return browserModel();
  }
}

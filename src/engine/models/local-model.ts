/** The engine that runs a model. Nothing is loaded before `load`. */
import { browserModel } from './browser-model.ts';
import type { LocalModel, ModelDescription } from './types.ts';
import { webLlmModel } from './web-llm.ts';
import { wllamaModel } from './wllama.ts';

export function localModel(model: ModelDescription): LocalModel {
  switch (model.engine) {
    case 'wllama':
      return wllamaModel(model);
    case 'web-llm':
      return webLlmModel(model);
    case 'browser':
      return browserModel(model.vision !== undefined);
  }
}

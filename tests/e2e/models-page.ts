/** What models.e2e.ts drives in the browser: the engines' own modules, built as the app's are. */
import { chatModel } from '../../src/engine/models/chat-model.ts';
import { fetchModel } from '../../src/engine/models/fetch-model.ts';
import { checkFiles, deleteFiles, partialBytes } from '../../src/engine/models/files.ts';
import { whyNot } from '../../src/engine/models/readiness.ts';

const models = { chatModel, fetchModel, checkFiles, deleteFiles, partialBytes, whyNot };
export type ModelsPage = typeof models;
Object.assign(globalThis, { models });

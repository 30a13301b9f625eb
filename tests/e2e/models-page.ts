/** What models.e2e.ts drives in the browser: the engines' own modules, built as the app's are. */
import { fetchModel } from '../../src/engine/models/fetch-model.ts';
import { checkFiles, deleteFiles, partialBytes } from '../../src/engine/models/files.ts';
import { localModel } from '../../src/engine/models/local-model.ts';
import { whyNot } from '../../src/engine/models/readiness.ts';

const models = { localModel, fetchModel, checkFiles, deleteFiles, partialBytes, whyNot };
export type ModelsPage = typeof models;
Object.assign(globalThis, { models });

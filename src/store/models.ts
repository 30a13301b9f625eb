/** Language models that this device keeps, and those that the host shall fetch. Their files lie outside the database. */
import type { ErrorCode } from '../contract/errors.ts';
import type { ModelFile, ModelLack } from '../contract/models.ts';
import { transact } from './db.ts';
import { agreeTo } from './packs.ts';
import type { Account, ModelRecord } from './schema.ts';

/** All of which something is known here. */
export function listModels(): Promise<ModelRecord[]> {
  return transact(['models'], 'readonly', (tx) => tx.objectStore('models').getAll());
}

export function readModel(id: string): Promise<ModelRecord | undefined> {
  return transact(['models'], 'readonly', (tx) => tx.objectStore('models').get(id));
}

/** Has the host fetch a model, or go on with it, and notes the origins that it may come from. */
export function wantModel(id: string, origins: readonly string[]): Promise<void> {
  return transact(['models', 'meta'], 'readwrite', async (tx) => {
    const { failure: _, removed: __, ...known } = (await tx.objectStore('models').get(id)) ?? { id };
    await tx.objectStore('models').put({ ...known, wanted: true });
    await agreeTo(tx, origins);
  });
}

/** Ends a wish; what came is kept. The host notes how much that is, and why it ended. */
export function endModelWish(
  id: string,
  outcome: { done?: number; failure?: { code: ErrorCode; message: string } } = {},
): Promise<void> {
  return change(id, ({ wanted: _, ...rest }) => ({ ...rest, ...outcome }));
}

/** Notes a model whose files are all here and right; nothing where nobody wants it any more. */
export function commitModel(id: string, files: ModelFile[], now = Date.now()): Promise<void> {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return change(id, ({ wanted, done: _, failure: __, tested: ___, ...rest }) =>
    wanted ? { ...rest, installed: { bytes, at: now, files } } : null,
  );
}

/** Notes that files of an installed model are gone. */
export function loseModel(id: string, failure: { code: ErrorCode; message: string }): Promise<void> {
  return change(id, ({ installed: _, ...rest }) => ({ ...rest, failure }));
}

/** Notes why a model cannot run on this device, null where it can. */
export function noteLack(id: string, lack: ModelLack | null): Promise<void> {
  return transact(['models'], 'readwrite', async (tx) => {
    const known = (await tx.objectStore('models').get(id)) ?? { id };
    await tx.objectStore('models').put({ ...known, lack });
  });
}

/** Notes that a model read the app's own picture rightly. */
export function noteTested(id: string): Promise<void> {
  return change(id, (record) => ({ ...record, tested: true }));
}

/** Has the host remove a model's files. Nothing is chosen any more where it was. */
export function removeModel(id: string): Promise<void> {
  return transact(['models', 'meta'], 'readwrite', async (tx) => {
    const { lack, installed } = (await tx.objectStore('models').get(id)) ?? {};
    await tx.objectStore('models').put({ id, ...(lack !== undefined && { lack }), removed: installed?.files ?? [] });
    const account = (await tx.objectStore('meta').get('account')) as Account | undefined;
    const { settings } = account ?? {};
    if (!account || !settings || (settings.chat_model !== id && settings.vision_model !== id)) return;
    if (settings.chat_model === id) settings.chat_model = null;
    if (settings.vision_model === id) settings.vision_model = null;
    await tx.objectStore('meta').put(account, 'account');
  });
}

/** The host removed the files, unless the model is wanted again by now. */
export function forgetRemoved(id: string): Promise<void> {
  return change(id, ({ removed: _, ...rest }) => rest);
}

/** Changes what is known of a model; null leaves it as it is. */
function change(id: string, to: (record: ModelRecord) => ModelRecord | null): Promise<void> {
  return transact(['models'], 'readwrite', async (tx) => {
    const known = await tx.objectStore('models').get(id);
    const changed = known && to(known);
    if (changed) await tx.objectStore('models').put(changed);
  });
}

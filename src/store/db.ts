/** One connection a realm, and transactions that end whole or not at all. */
import { type IDBPDatabase, type IDBPObjectStore, openDB } from 'idb';
import { migrate, type Schema, type StoreName, VERSION } from './schema.ts';

const NAME = 'barg';

let connection: Promise<IDBPDatabase<Schema>> | null = null;

export type Mode = 'readonly' | 'readwrite';

/**
 * A transaction over (at least) the stores `Names`: a function that needs two stores takes any transaction that has
 * them, which idb's own type does not allow.
 */
export interface Transaction<Names extends StoreName, M extends Mode = 'readwrite'> {
  objectStore<Name extends Names>(name: Name): IDBPObjectStore<Schema, StoreName[], Name, M>;
}

/**
 * Runs `body` in one transaction and answers with its result once the transaction is complete. `body` awaits nothing
 * but requests of this transaction; where it throws, the transaction is aborted and nothing of it remains.
 * Over quota the whole transaction fails with a DOMException named `QuotaExceededError`.
 *
 * Durability `strict` waits for the disk (2.3 ms against 1.3): for what money or a promise hangs on.
 */
export async function transact<Name extends StoreName, M extends Mode, Result>(
  stores: Name[],
  mode: M,
  body: (tx: Transaction<Name, M>) => Promise<Result> | Result,
  durability: IDBTransactionDurability = 'default',
): Promise<Result> {
  const tx = await begin(stores, mode, durability);
  // A failed request aborts the transaction; its error is the one to report, and `done` must not go unhandled.
  const done = tx.done.then(
    () => null,
    (error: unknown) => error ?? new DOMException('aborted', 'AbortError'),
  );
  let result: Result;
  try {
    result = await body(tx as unknown as Transaction<Name, M>);
  } catch (error) {
    try {
      tx.abort();
    } catch {
      /* already aborted by the failed request */
    }
    const reason = await done;
    throw isQuota(reason) ? reason : error;
  }
  const failure = await done;
  if (failure !== null) throw failure;
  return result;
}

/** Closes the connection; the next transaction opens another. */
export async function disconnect(): Promise<void> {
  const open = connection;
  connection = null;
  (await open)?.close();
}

export const isQuota = (error: unknown): boolean => error instanceof Error && error.name === 'QuotaExceededError';

async function begin(stores: StoreName[], mode: Mode, durability: IDBTransactionDurability) {
  try {
    return (await connect()).transaction(stores, mode, { durability });
  } catch {
    // iOS drops connections ("Connection to Indexed Database server lost") and a version change closes them: reopen
    // and try once more.
    connection = null;
    return (await connect()).transaction(stores, mode, { durability });
  }
}

function connect(): Promise<IDBPDatabase<Schema>> {
  if (connection) return connection;
  const opening = openDB<Schema>(NAME, VERSION, {
    upgrade: (db, from) => migrate(db, from),
    // A newer version of the app wants to migrate: let go, the next transaction opens anew.
    blocking: () => void disconnect(),
    terminated: () => {
      connection = null;
    },
  });
  connection = opening;
  opening.catch(() => {
    if (connection === opening) connection = null;
  });
  return opening;
}

/** A fresh database for every test, and hosts that end with it. */
import { afterEach, beforeEach, vi } from 'vitest';
import type { Job } from '../../src/contract/job.ts';
import { readAccount } from '../../src/store/account.ts';
import { disconnect, transact } from '../../src/store/db.ts';
import type { LedgerRecord, StoreName } from '../../src/store/schema.ts';
import { call, type Realm, type Script, scriptedEngine, startHost } from './node-target.ts';
import { type Answer, jsonOf, phototest, upload } from './suite/requests.ts';

const STORES = ['jobs', 'pages', 'blobs', 'tasks', 'ledger', 'tickets'] as const satisfies StoreName[];

export interface World {
  host(script?: Script): Promise<() => Promise<void>>;
  /** Without a token. */
  post(realm?: Realm, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  /** The account's token as a header. */
  bearer(): Promise<{ Authorization: string }>;
  /** The job once `check` holds, asked for by the account. */
  until(uuid: string, check: (job: Job) => boolean): Promise<Job>;
  ledger(): Promise<LedgerRecord[]>;
  /** The ledger's keys of charged pages. */
  chargedPages(): Promise<string[]>;
  counts(): Promise<Record<(typeof STORES)[number], number>>;
}

/** Call it once in a test file. */
export function freshWorld(): World {
  let stops: (() => Promise<void>)[] = [];
  beforeEach(() => {
    vi.stubGlobal('indexedDB', new IDBFactory());
  });
  afterEach(async () => {
    await Promise.all(stops.map((stop) => stop()));
    stops = [];
    await disconnect();
  });
  const bearer = async () => ({ Authorization: `Bearer ${(await readAccount()).token}` });
  const ledger = () => transact(['ledger'], 'readonly', (tx) => tx.objectStore('ledger').getAll());
  return {
    async host(script) {
      const stop = await startHost(scriptedEngine(script));
      stops.push(stop);
      return stop;
    },
    post(realm = {}, fields = {}, auth = {}) {
      const { headers, body } = upload(phototest, fields);
      return call('POST', 'ocr/', { body, headers: { ...headers, ...auth } }, realm);
    },
    bearer,
    async until(uuid, check) {
      for (;;) {
        const job: Job = jsonOf(await call('GET', `ocr/${uuid}/`, { headers: await bearer() }));
        if (check(job)) return job;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    ledger,
    chargedPages: async () => (await ledger()).filter((row) => row.kind === 'page').map((row) => row.key),
    async counts() {
      const all = await transact([...STORES], 'readonly', (tx) =>
        Promise.all(STORES.map((name) => tx.objectStore(name).count())),
      );
      return Object.fromEntries(STORES.map((name, i) => [name, all[i]])) as Record<(typeof STORES)[number], number>;
    },
  };
}

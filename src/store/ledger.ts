/**
 * The ledger: credits are reserved when a job appears, charged page by page in the transaction that stores the page,
 * and what is left is released when the job ends. A row's unique key makes a second charge impossible.
 */
import type { Tier } from '../contract/job.ts';
import { CREDITS_PER_PAGE, PLANS, type PlanName } from '../contract/plans.ts';
import { type Mode, type Transaction, transact } from './db.ts';
import type { JobRecord, LedgerRecord, Owner } from './schema.ts';

type WithLedger = Transaction<'ledger' | 'jobs'>;

/** Credits used in the plan's current period, reservations of unfinished jobs counted in. */
export async function usedCredits<M extends Mode>(
  tx: Transaction<'ledger' | 'jobs', M>,
  owner: Owner,
  plan: PlanName,
  now: number,
): Promise<number> {
  const { start } = periodOf(plan, now);
  const rows = await tx.objectStore('ledger').index('at').getAll(IDBKeyRange.lowerBound(start));
  const open = await tx.objectStore('jobs').index('reserved').getAll();
  const charged = rows.filter((row) => row.owner === owner && row.kind === 'page' && row.plan === plan);
  return (
    sum(charged.map((row) => row.credits)) +
    sum(open.filter((job) => job.owner === owner && job.plan === plan).map((job) => job.reserved ?? 0))
  );
}

/** Credits topped up, less what was charged or is reserved under the credits plan. */
export async function balance<M extends Mode>(
  tx: Transaction<'ledger' | 'jobs', M>,
  owner: Owner,
  now: number,
): Promise<number> {
  const rows = await tx.objectStore('ledger').getAll();
  const bought = rows.filter((row) => row.owner === owner && row.kind === 'top-up').map((row) => row.credits);
  return sum(bought) - (await usedCredits(tx, owner, 'credits', now));
}

/** Start and end of the plan's current period in local time, milliseconds; the whole of time where it has none. */
export function periodOf(plan: PlanName, now: number): { start: number; end: number | null } {
  const date = new Date(now);
  const { period } = PLANS[plan];
  if (period === 'day') {
    const start = new Date(date.getFullYear(), date.getMonth(), date.getDate());
    const end = new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1);
    return { start: start.getTime(), end: end.getTime() };
  }
  if (period === 'month') {
    const start = new Date(date.getFullYear(), date.getMonth(), 1);
    const end = new Date(date.getFullYear(), date.getMonth() + 1, 1);
    return { start: start.getTime(), end: end.getTime() };
  }
  return { start: 0, end: null };
}

/** Credits that a page of the job may cost: a page that falls back to the standard reader costs less. */
export const pricePerPage = ({ vision }: Pick<JobRecord, 'vision'>): number =>
  CREDITS_PER_PAGE[vision === undefined ? 'cpu' : 'vlm'];

/** Sets credits aside for so many pages of a job that are about to be queued. */
export async function reserve(tx: WithLedger, job: JobRecord, pages: number, now: number): Promise<void> {
  const credits = pages * pricePerPage(job);
  job.reserved = credits;
  await add(tx, job, {
    kind: 'reserve',
    key: `${job.uuid}/reserve/${crypto.randomUUID()}`,
    at: now,
    credits,
    pages,
  });
}

/** Moves the credits of a page, read by `tier`, from the reservation to the charges. False where that page was charged before. */
export async function charge(tx: WithLedger, job: JobRecord, index: number, tier: Tier, now: number): Promise<boolean> {
  const credits = CREDITS_PER_PAGE[tier];
  const key = `${job.uuid}/${index}`;
  if ((await tx.objectStore('ledger').index('key').getKey(key)) !== undefined) return false;
  job.reserved = Math.max(0, (job.reserved ?? 0) - credits);
  job.summary.credits += credits;
  await add(tx, job, { kind: 'page', key, at: now, credits, pages: 1, index, tier });
  return true;
}

/** Gives back what is still reserved. The caller stores the job. */
export async function release(tx: WithLedger, job: JobRecord, now: number): Promise<void> {
  const left = job.reserved ?? 0;
  delete job.reserved;
  if (left > 0)
    await add(tx, job, {
      kind: 'release',
      key: `${job.uuid}/release/${crypto.randomUUID()}`,
      at: now,
      credits: left,
      pages: 0,
    });
}

export interface Usage {
  /** Credits used in the plan's period; under `local` and `credits` since ever. */
  used: number;
  /** Credits a period; null: no cap. */
  cap: number | null;
  /** Credits left; null where the plan does not draw on a balance. */
  balance: number | null;
  /** Milliseconds; null: never. */
  resets_at: number | null;
}

/** Where an owner stands under a plan. */
export function readUsage(owner: Owner, plan: PlanName, now = Date.now()): Promise<Usage> {
  return transact(['ledger', 'jobs'], 'readonly', async (tx) => ({
    used: await usedCredits(tx, owner, plan, now),
    cap: PLANS[plan].allowance,
    balance: plan === 'credits' ? await balance(tx, owner, now) : null,
    resets_at: periodOf(plan, now).end,
  }));
}

/** All rows, oldest first. */
export const readLedger = (): Promise<LedgerRecord[]> =>
  transact(['ledger'], 'readonly', (tx) => tx.objectStore('ledger').getAll());

/** Adds credits to the account's balance; once for one `request`, however often it is delivered. */
export async function topUp(credits: number, request: string, now = Date.now()): Promise<void> {
  const key = `top-up/${request}`;
  await transact(
    ['ledger'],
    'readwrite',
    async (tx) => {
      const ledger = tx.objectStore('ledger');
      if ((await ledger.index('key').getKey(key)) !== undefined) return;
      const nothing = { uuid: null, filename: null, index: null, tier: null, pages: 0 };
      await ledger.add({ key, at: now, kind: 'top-up', owner: 'account', plan: 'credits', credits, ...nothing });
    },
    'strict',
  );
}

type Row = Pick<LedgerRecord, 'kind' | 'key' | 'at' | 'credits' | 'pages'> & { index?: number; tier?: Tier };

async function add(tx: WithLedger, job: JobRecord, row: Row): Promise<void> {
  await tx.objectStore('ledger').add({
    index: null,
    tier: job.summary.tier,
    ...row,
    owner: job.owner,
    plan: job.plan,
    uuid: job.uuid,
    filename: job.summary.filename,
  });
}

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

/** The device's account: one a device, made on first use. */
import { type Mode, type Transaction, transact } from './db.ts';
import type { Account } from './schema.ts';

/** The account; created with a fresh token where there is none yet. */
export async function readAccount(): Promise<Account> {
  const found = await transact(['meta'], 'readonly', (tx) => accountIn(tx));
  if (found) return found;
  return transact(
    ['meta'],
    'readwrite',
    async (tx) => {
      // Two tabs may come here at once: the one that is second finds the first one's account.
      const existing = await accountIn(tx);
      if (existing) return existing;
      const account: Account = {
        token: newToken(),
        plan: 'local',
        created_at: Date.now(),
        settings: { require_token: false, retention: 'keep' },
      };
      await tx.objectStore('meta').put(account, 'account');
      return account;
    },
    'strict',
  );
}

/** Changes the account in one transaction; the object handed in is the caller's to change. */
export async function changeAccount(change: (account: Account) => void): Promise<Account> {
  await readAccount();
  return transact(
    ['meta'],
    'readwrite',
    async (tx) => {
      const account = (await accountIn(tx)) as Account;
      change(account);
      await tx.objectStore('meta').put(account, 'account');
      return account;
    },
    'strict',
  );
}

/** Gives the account a new token; the old one is invalid from then on. */
export const rotateToken = (): Promise<Account> =>
  changeAccount((account) => {
    account.token = newToken();
  });

async function accountIn<M extends Mode>(tx: Transaction<'meta', M>): Promise<Account | undefined> {
  return (await tx.objectStore('meta').get('account')) as Account | undefined;
}

/** 256 random bits, prefixed so that a leaked token is recognised for what it is. */
export const newToken = (prefix = 'barg'): string => `${prefix}_${hex(crypto.getRandomValues(new Uint8Array(32)))}`;

/** 32 lowercase hex digits. */
export const newUuid = (): string => hex(crypto.getRandomValues(new Uint8Array(16)));

const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

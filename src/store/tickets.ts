/** One-use addresses of downloads, for links that cannot carry a token. */
import { newToken } from './account.ts';
import { transact } from './db.ts';
import type { TicketRecord } from './schema.ts';

const LIFE_MS = 60_000;

/** A ticket for one download; `query` is the download's query string without it. */
export async function issueTicket(
  uuid: string,
  query: string,
  now = Date.now(),
): Promise<{ ticket: string; expires_at: number }> {
  const ticket = newToken('ticket');
  const expires_at = now + LIFE_MS;
  await transact(['tickets'], 'readwrite', async (tx) => {
    await dropExpired(tx.objectStore('tickets'), now);
    await tx.objectStore('tickets').add({ uuid, query, expires_at }, ticket);
  });
  return { ticket, expires_at };
}

/**
 * What a ticket is for; it is used up, unless `use` is false. Undefined for one that was never given out, was used, or
 * is too old.
 */
export function redeemTicket(ticket: string, use: boolean, now = Date.now()): Promise<TicketRecord | undefined> {
  return transact(
    ['tickets'],
    'readwrite',
    async (tx) => {
      const found = await tx.objectStore('tickets').get(ticket);
      if (use) await tx.objectStore('tickets').delete(ticket);
      return found && found.expires_at > now ? found : undefined;
    },
    'strict',
  );
}

interface Tickets {
  getAllKeys(): Promise<string[]>;
  get(key: string): Promise<TicketRecord | undefined>;
  delete(key: string): Promise<void>;
}

async function dropExpired(tickets: Tickets, now: number): Promise<void> {
  for (const key of await tickets.getAllKeys()) {
    const ticket = await tickets.get(key);
    if (ticket && ticket.expires_at <= now) await tickets.delete(key);
  }
}

/** Who is asking: the device's account by its token, or nobody in particular. */
import { ApiError } from '../contract/errors.ts';
import type { PlanName } from '../contract/plans.ts';
import { readAccount } from '../store/account.ts';
import type { Account, Owner } from '../store/schema.ts';
import { redeemTicket } from '../store/tickets.ts';

export interface Caller {
  owner: Owner;
  /** Whose jobs the caller sees: the account sees anonymous ones too, since they were made on its own device. */
  sees: readonly Owner[];
  plan: PlanName;
  account: Account;
}

/** The caller of a request. A token that is not the account's is `invalid_token`, whatever is asked for. */
export async function identify(request: Request, query: URLSearchParams): Promise<Caller> {
  const account = await readAccount();
  const token = sentToken(request, query);
  if (token === null) return { owner: 'anonymous', sees: ['anonymous'], plan: 'anonymous', account };
  if (token !== account.token) {
    throw new ApiError('invalid_token', 'This token is not valid here. Copy the current one from the account page.');
  }
  return accountCaller(account);
}

/** Throws `missing_token` where an account is needed, or where the account's owner asks for a token on every call. */
export function requireToken({ owner, account }: Caller, needsAccount: boolean): void {
  if (owner === 'anonymous' && (needsAccount || account.settings.require_token)) {
    throw new ApiError(
      'missing_token',
      'Send the account\'s token: "Authorization: Bearer TOKEN". It stands on the account page.',
    );
  }
}

/**
 * What a one-use ticket is for. It is used up, but not by HEAD: download managers ask so first. Throws `invalid_token`
 * for one that is used, too old, or another job's.
 */
export async function redeem(
  request: Request,
  ticket: string,
  uuid: string,
): Promise<{ caller: Caller; query: string }> {
  const found = await redeemTicket(ticket, request.method !== 'HEAD');
  if (found?.uuid !== uuid) {
    throw new ApiError('invalid_token', 'This link was used already or is older than a minute. Make another one.');
  }
  return { caller: accountCaller(await readAccount()), query: found.query };
}

const accountCaller = (account: Account): Caller => ({
  owner: 'account',
  sees: ['account', 'anonymous'],
  plan: account.plan,
  account,
});

/** The token sent, '' for one that is malformed, null for none. */
function sentToken(request: Request, query: URLSearchParams): string | null {
  const header = request.headers.get('Authorization');
  if (header !== null) return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? '';
  return query.get('api_token');
}

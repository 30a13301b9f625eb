/** Who is asking: the device's account by its token, or nobody in particular. */
import { ApiError } from '../contract/errors.ts';
import type { PlanName } from '../contract/plans.ts';
import { readAccount } from '../store/account.ts';
import type { Account, Owner } from '../store/schema.ts';

export interface Caller {
  owner: Owner;
  /** Whose jobs the caller sees: the account sees anonymous ones too, since they were made on its own device. */
  sees: readonly Owner[];
  plan: PlanName;
  account: Account;
}

/**
 * The caller of a request. A token that is not the account's is `invalid_token`, everywhere; no token is
 * `missing_token` where an account is needed, or where the account's owner asks for a token on every call.
 */
export async function identify(request: Request, needsAccount: boolean): Promise<Caller> {
  const account = await readAccount();
  const token = sentToken(request);
  if (token === null) {
    if (needsAccount || account.settings.require_token) {
      throw new ApiError('missing_token', 'Send the account\'s token: "Authorization: Bearer TOKEN". '
        + 'It stands on the account page.');
    }
    return { owner: 'anonymous', sees: ['anonymous'], plan: 'anonymous', account };
  }
  if (token !== account.token) {
    throw new ApiError('invalid_token', 'This token is not valid here. Copy the current one from the account page.');
  }
  return { owner: 'account', sees: ['account', 'anonymous'], plan: account.plan, account };
}

/** The token sent, '' for one that is malformed, null for none. */
function sentToken(request: Request): string | null {
  const header = request.headers.get('Authorization');
  if (header !== null) return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? '';
  return new URL(request.url).searchParams.get('api_token');
}

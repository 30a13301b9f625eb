/** The device's account: plan, usage, settings, token, ledger. */
import { AccountPatch } from '../contract/endpoints.ts';
import type { AccountView, LedgerRow } from '../contract/responses.ts';
import { changeAccount, newUuid, rotateToken } from '../store/account.ts';
import { announce } from '../store/changes.ts';
import { readLedger, readUsage, topUp } from '../store/ledger.ts';
import type { Account, LedgerRecord } from '../store/schema.ts';
import type { Answers } from './handle.ts';
import { attachment, json } from './http.ts';
import { listedModel } from './models.ts';
import { checkBody } from './validate.ts';

export const accountAnswers = {
  'GET account/': async ({ caller }) => json(await viewOf(caller.account)),
  'PATCH account/': async ({ request, context }) => {
    const { plan, top_up, settings } = await checkBody(AccountPatch, request);
    for (const use of ['chat', 'vision'] as const) {
      const id = settings?.[`${use}_model`];
      if (id) await listedModel(id, use, `settings.${use}_model`, context);
    }
    if (top_up !== undefined) await topUp(top_up, request.headers.get('Idempotency-Key') || newUuid());
    const account = await changeAccount((changed) => {
      if (plan) changed.plan = plan;
      if (settings?.require_token !== undefined) changed.settings.require_token = settings.require_token;
      if (settings?.retention !== undefined) changed.settings.retention = settings.retention;
      if (settings?.chat_model !== undefined) changed.settings.chat_model = settings.chat_model;
      if (settings?.vision_model !== undefined) changed.settings.vision_model = settings.vision_model;
    });
    announce({ type: 'account' });
    return json(await viewOf(account));
  },
  'POST account/token/': async () => {
    const { token } = await rotateToken();
    announce({ type: 'account' });
    return json({ token });
  },
  'GET account/ledger/': async ({ query }) => {
    const rows = (await readLedger()).map(rowOf);
    return query.format === 'csv' ? csv(rows) : json({ rows });
  },
} satisfies Partial<Answers>;

async function viewOf({ plan, settings }: Account): Promise<AccountView> {
  const { used, cap, balance, resets_at } = await readUsage('account', plan);
  return {
    plan,
    used,
    cap,
    balance,
    resets_at: resets_at === null ? null : new Date(resets_at).toISOString(),
    settings: { ...settings, chat_model: settings.chat_model ?? null, vision_model: settings.vision_model ?? null },
  };
}

const rowOf = ({ at, kind, owner, plan, uuid, filename, index, tier, pages, credits }: LedgerRecord): LedgerRow => ({
  date: new Date(at).toISOString(),
  kind,
  owner,
  plan,
  uuid,
  filename,
  page: index === null ? null : index + 1,
  tier,
  pages,
  credits,
});

const COLUMNS = ['date', 'kind', 'owner', 'plan', 'uuid', 'filename', 'page', 'tier', 'pages', 'credits'] as const;

/** RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
function csv(rows: readonly LedgerRow[]): Response {
  const cell = (value: string | number | null): string => {
    const text = String(value ?? '');
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','))];
  const body = new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join(''));
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': attachment('barg-ledger.csv'),
      'Content-Length': String(body.length),
      'Cache-Control': 'no-store',
    },
  });
}

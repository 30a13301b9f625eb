/** What each endpoint answers with when all goes well: for the OpenAPI document, for tests, and as types. */
import * as v from 'valibot';
import { ChatAnswer, ChatHistory } from './chat.ts';
import type { EndpointId } from './endpoints.ts';
import { Job, JobList } from './job.ts';
import { ACCOUNT_PLANS, PLANS, type PlanName } from './plans.ts';

const planNames = Object.keys(PLANS) as [PlanName, ...PlanName[]];
const timestamp = v.pipe(v.string(), v.isoTimestamp());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Engine = v.object({ ready: v.boolean(), reason: v.nullable(v.string()) });

export const About = v.object({
  name: v.string(),
  version: v.string(),
  engines: v.object({ cpu: Engine, vlm: Engine }),
});

export const AccountView = v.object({
  plan: v.picklist(ACCOUNT_PLANS),
  used: v.number(),
  cap: v.nullable(v.number()),
  balance: v.nullable(v.number()),
  resets_at: v.nullable(timestamp),
  settings: v.object({
    require_token: v.boolean(),
    retention: v.union([v.literal('keep'), v.literal('text'), v.number()]),
  }),
});

export const LedgerRow = v.object({
  date: timestamp,
  kind: v.picklist(['reserve', 'page', 'release', 'top-up']),
  owner: v.picklist(['anonymous', 'account']),
  plan: v.picklist(planNames),
  uuid: v.nullable(v.string()),
  filename: v.nullable(v.string()),
  /** Counts from 1. */
  page: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))),
  tier: v.nullable(v.picklist(['cpu', 'vlm'])),
  pages: count,
  credits: v.number(),
});

export const LanguageView = v.object({
  code: v.string(),
  aliases: v.array(v.string()),
  name: v.string(),
  native_name: v.string(),
  script: v.string(),
  direction: v.picklist(['ltr', 'rtl']),
  bytes: v.nullable(count),
  installed: v.boolean(),
});

export const ToolView = v.object({
  slug: v.string(),
  name: v.string(),
  description: v.string(),
  tier: v.picklist(['cpu', 'vlm']),
  result: v.string(),
});

export const ErrorBody = v.looseObject({ error: v.pipe(v.string(), v.minLength(1)), code: v.string() });

/** A media type, for what is not JSON; null for no content. */
type Answer = v.GenericSchema | string | null;

export const RESPONSES: Record<EndpointId, Answer> = {
  'GET ': About,
  'POST ocr/': Job,
  'GET ocr/': JobList,
  'GET ocr/{uuid}/': Job,
  'PATCH ocr/{uuid}/': Job,
  'DELETE ocr/{uuid}/': null,
  'POST ocr/{uuid}/cancel/': Job,
  'POST ocr/{uuid}/retry/': Job,
  'GET ocr/{uuid}/download/': '*/*',
  'POST ocr/{uuid}/link/': v.object({ url: v.string(), expires_at: timestamp }),
  'GET ocr/{uuid}/pages/{index}/image/': 'image/*',
  'POST chat/{uuid}/': ChatAnswer,
  'GET chat/{uuid}/history/': ChatHistory,
  'GET account/': AccountView,
  'PATCH account/': AccountView,
  'POST account/token/': v.object({ token: v.string() }),
  'GET account/ledger/': v.object({ rows: v.array(LedgerRow) }),
  'GET languages/': v.object({ languages: v.array(LanguageView) }),
  'GET tools/': v.object({ tools: v.array(ToolView) }),
  'GET openapi.json': v.looseObject({ openapi: v.string() }),
};

export type AccountView = v.InferOutput<typeof AccountView>;
export type LedgerRow = v.InferOutput<typeof LedgerRow>;

/** What each endpoint answers with when all goes well: for the OpenAPI document, for tests, and as types. */
import * as v from 'valibot';
import { ChatAnswer, ChatHistory } from './chat.ts';
import type { EndpointId } from './endpoints.ts';
import { FORMATS } from './formats.ts';
import { Job, JobList, Page } from './job.ts';
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

/** JSON of a schema, other media types, or neither: no content. */
interface Success {
  json?: v.GenericSchema;
  types?: readonly string[];
}

/** What a download can be; tables of their own come as a ZIP. */
const DOWNLOADS = [...Object.values(FORMATS).map(({ mime }) => mime.split(';')[0] ?? mime), 'application/zip'];

export const RESPONSES: Record<EndpointId, Success> = {
  'GET ': { json: About },
  'POST ocr/': { json: Job },
  'GET ocr/': { json: JobList },
  'GET ocr/{uuid}/': { json: Job },
  'PATCH ocr/{uuid}/': { json: Job },
  'DELETE ocr/{uuid}/': {},
  'POST ocr/{uuid}/cancel/': { json: Job },
  'POST ocr/{uuid}/retry/': { json: Job },
  'GET ocr/{uuid}/download/': { types: DOWNLOADS },
  'POST ocr/{uuid}/link/': { json: v.object({ url: v.string(), expires_at: timestamp }) },
  'GET ocr/{uuid}/pages/{index}/image/': { types: ['image/*'] },
  'PATCH ocr/{uuid}/pages/{index}/': { json: Page },
  'POST ocr/{uuid}/pages/{index}/recognise/': { json: Page },
  'POST chat/{uuid}/': { json: ChatAnswer },
  'GET chat/{uuid}/history/': { json: ChatHistory },
  'POST exports/': { types: ['application/zip'] },
  'GET account/': { json: AccountView },
  'PATCH account/': { json: AccountView },
  'POST account/token/': { json: v.object({ token: v.string() }) },
  'GET account/ledger/': { json: v.object({ rows: v.array(LedgerRow) }), types: ['text/csv'] },
  'GET languages/': { json: v.object({ languages: v.array(LanguageView) }) },
  'GET tools/': { json: v.object({ tools: v.array(ToolView) }) },
  'GET openapi.json': { json: v.looseObject({ openapi: v.string() }) },
};

export type AccountView = v.InferOutput<typeof AccountView>;
export type LedgerRow = v.InferOutput<typeof LedgerRow>;

/**
 * What each endpoint is for, answers and refuses: for the OpenAPI document, for tests, and as types. Nothing that runs
 * needs it: the service worker carries no line of it.
 */
import * as v from 'valibot';
import { ChatAnswer, ChatHistory, ChatQuestions } from './chat.ts';
import type { EndpointId, UploadFields } from './endpoints.ts';
import type { ErrorCode } from './errors.ts';
import { FORMATS } from './formats.ts';
import { JobList, Page } from './job.ts';
import { MODEL_ENGINES, MODEL_LACKS, MODEL_USES } from './models.ts';
import { ACCOUNT_PLANS, PLANS, type PlanName } from './plans.ts';
import { Job } from './whole-job.ts';

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
    /** The local model that answers questions; null: the document's own words. */
    chat_model: v.nullable(v.string()),
    /** The local model that reads pages of tier vlm; null: the first that is ready. */
    vision_model: v.nullable(v.string()),
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
  /** Of the pack: as installed, else as it would come; null where no source is known. */
  bytes: v.nullable(count),
  /** Can be read: the deployment carries the pack, or this device keeps it. */
  installed: v.boolean(),
  /** Where the pack is: kept on this device, part of the deployment, or on another host. */
  source: v.nullable(v.picklist(['device', 'deployment', 'remote'])),
  /** Of source `remote`: the host that it would be fetched from. */
  remote: v.nullable(v.string()),
  /** The pack on this device is not the one that its source has now. */
  update: v.boolean(),
  /** It is being fetched. */
  installing: v.boolean(),
});

export const ModelView = v.object({
  id: v.string(),
  name: v.string(),
  use: v.picklist(MODEL_USES),
  engine: v.picklist(MODEL_ENGINES),
  license: v.nullable(v.string()),
  /** As installed, else as it would come down; null where nothing tells. */
  bytes: v.nullable(count),
  installed: v.boolean(),
  /** It is being fetched. */
  installing: v.boolean(),
  /** Bytes that are here of one that was paused or cut off. */
  done: count,
  /** Installed, and it can run on this device. */
  ready: v.boolean(),
  /** Why it cannot run here, or why the last attempt to get it failed, and what to do. */
  reason: v.nullable(v.string()),
  /** Of a reason why it cannot run here: which one it is; null for others. */
  reason_code: v.nullable(v.picklist(MODEL_LACKS)),
  /** Hosts that it would be fetched from; none where this deployment carries it. */
  remote: v.array(v.string()),
  /** It does what it is for, answers questions or reads pages, unless another one is named. */
  chosen: v.boolean(),
});

export const ToolView = v.object({
  slug: v.string(),
  name: v.string(),
  description: v.string(),
  tier: v.picklist(['cpu', 'vlm']),
  result: v.string(),
});

export const ErrorBody = v.looseObject({ error: v.pipe(v.string(), v.minLength(1)), code: v.string() });

/** What fields of an upload are for, where their names and values do not say it. */
export const UPLOAD_NOTES = {
  language: 'auto, or language codes joined with +: en, fas, zh-Hant, en+fa',
  translate_to: 'Target language code, for the tool translate',
  password: 'Of an encrypted PDF',
  tags: 'Tags of the job, one a line',
} satisfies Partial<Record<keyof typeof UploadFields.entries, string>>;

/** An answer is JSON of a schema, of other media types, or neither: no content. */
interface Description {
  summary: string;
  /** Part of the published documentation. */
  documented?: boolean;
  json?: v.GenericSchema;
  types?: readonly string[];
  /** Beyond those that every call can meet: 401, 405, 500. */
  errors?: readonly ErrorCode[];
}

/** What a download can be; tables of their own come as a ZIP. */
const DOWNLOADS = [...Object.values(FORMATS).map(({ mime }) => mime.split(';')[0] ?? mime), 'application/zip'];

const INSPECTION_ERRORS = [
  'too_many_pages',
  'too_many_pixels',
  'password_required',
  'wrong_password',
  'unreadable',
] as const;
const BALANCE_ERRORS = ['daily_limit', 'monthly_limit', 'no_credits', 'page_cap'] as const;
const FINISHED_ERRORS = ['not_found', 'not_finished', 'job_failed'] as const;

export const RESPONSES: Record<EndpointId, Description> = {
  'GET ': {
    summary: 'Name, version, and which engines are ready and why not.',
    json: About,
  },
  'POST ocr/': {
    summary: 'Read a file. Up to 5 pages are answered with the result, more at once, to be polled.',
    documented: true,
    json: Job,
    errors: [
      'no_file',
      'empty_file',
      'bad_multipart',
      'unsupported_type',
      'file_too_large',
      ...INSPECTION_ERRORS,
      'unknown_tier',
      'unknown_language',
      'unknown_tool',
      'bad_field',
      ...BALANCE_ERRORS,
      'no_host',
      'engine_unavailable',
      'storage_full',
    ],
  },
  'GET ocr/': {
    summary: 'Own jobs without their pages, newest first; q searches the text, sha256 finds what was read of a file.',
    json: JobList,
    errors: ['bad_field'],
  },
  'GET ocr/{uuid}/': {
    summary: 'The job, with the pages finished so far; with pages=1,3-5 those alone, and their text.',
    documented: true,
    json: Job,
    errors: ['not_found', 'bad_field'],
  },
  'PATCH ocr/{uuid}/': {
    summary: 'Another file name or other tags.',
    json: Job,
    errors: ['not_found', 'bad_json', 'bad_field'],
  },
  'DELETE ocr/{uuid}/': {
    summary: 'Delete the job with all that belongs to it.',
    errors: ['not_found'],
  },
  'POST ocr/{uuid}/cancel/': {
    summary: 'Stop the job; finished pages are kept, the rest is not charged.',
    json: Job,
    errors: ['not_found'],
  },
  'POST ocr/{uuid}/retry/': {
    summary: 'Read again what failed or was cancelled.',
    json: Job,
    errors: ['not_found', ...BALANCE_ERRORS],
  },
  'GET ocr/{uuid}/download/': {
    summary: 'A finished job as a file.',
    documented: true,
    types: DOWNLOADS,
    errors: [...FINISHED_ERRORS, 'unknown_format', 'bad_field', 'no_host', 'engine_unavailable', 'storage_full'],
  },
  'POST ocr/{uuid}/link/': {
    summary: 'A one-use address of a download, for a plain link; good for a minute.',
    json: v.object({ url: v.string(), expires_at: timestamp }),
    errors: [...FINISHED_ERRORS, 'unknown_format', 'bad_field'],
  },
  'GET ocr/{uuid}/pages/{index}/image/': {
    summary: "The page's picture, at most `width` pixels wide.",
    types: ['image/*'],
    errors: ['not_found', 'bad_field'],
  },
  'PATCH ocr/{uuid}/pages/{index}/': {
    summary: 'Proofreading: words, block types, table cells. Exports follow.',
    json: Page,
    errors: [...FINISHED_ERRORS, 'bad_json', 'bad_field'],
  },
  'POST ocr/{uuid}/pages/{index}/recognise/': {
    summary: 'Read a page again, or a part of it, with another tier or language. Not charged again.',
    json: Page,
    errors: [
      ...FINISHED_ERRORS,
      'bad_json',
      'bad_field',
      'unknown_tier',
      'unknown_language',
      'no_host',
      'engine_unavailable',
    ],
  },
  'POST chat/{uuid}/': {
    summary: 'Ask a finished job; the answer rests on its text alone and quotes its pages.',
    documented: true,
    json: ChatAnswer,
    errors: [
      ...FINISHED_ERRORS,
      'bad_json',
      'empty_message',
      'bad_field',
      'no_host',
      'engine_unavailable',
      'storage_full',
    ],
  },
  'POST chat/{uuid}/stop/': {
    summary: "Stop a local model's answer to this job: what of it holds so far is the answer.",
    errors: ['not_found'],
  },
  'GET chat/{uuid}/history/': {
    summary: 'What was asked and answered, oldest first.',
    documented: true,
    json: ChatHistory,
    errors: ['not_found'],
  },
  'GET chat/{uuid}/questions/': {
    summary:
      'Up to four first questions, each of which the document answers. `language` is a language tag; where questions ' +
      'are not known in it they are in English.',
    json: ChatQuestions,
    errors: [...FINISHED_ERRORS, 'bad_field', 'no_host', 'storage_full'],
  },
  'POST exports/': {
    summary: 'Several finished jobs, in several formats, as one ZIP.',
    types: ['application/zip'],
    errors: [
      ...FINISHED_ERRORS,
      'bad_json',
      'bad_field',
      'unknown_format',
      'no_host',
      'engine_unavailable',
      'storage_full',
    ],
  },
  'GET account/': {
    summary: "Plan, usage and settings of the device's account.",
    json: AccountView,
  },
  'PATCH account/': {
    summary: 'Another plan, more credits, other settings.',
    json: AccountView,
    errors: ['bad_json', 'bad_field'],
  },
  'POST account/token/': {
    summary: 'A new token; the old one is then 401.',
    json: v.object({ token: v.string() }),
  },
  'GET account/ledger/': {
    summary: 'What was reserved, charged, released and topped up.',
    json: v.object({ rows: v.array(LedgerRow) }),
    types: ['text/csv'],
    errors: ['unknown_format'],
  },
  'GET backup/': {
    summary:
      'The library as one ZIP: every job that is over, with its files, pages and chat. The account, its token and the ' +
      'ledger are not in it.',
    types: ['application/zip'],
  },
  'POST backup/': {
    summary: 'A backup back into the library, checked whole before anything is stored. What is there is left as it is.',
    json: v.object({ restored: count, skipped: count }),
    errors: [
      'no_file',
      'empty_file',
      'bad_multipart',
      'bad_field',
      'file_too_large',
      'unsupported_type',
      'unreadable',
      'storage_full',
    ],
  },
  'GET languages/': {
    summary: 'Every language, and whether its pack is installed.',
    json: v.object({ languages: v.array(LanguageView) }),
  },
  'POST languages/{code}/': {
    summary:
      "Keep a language's pack on this device, whole and current: fetched where it is missing, damaged or out of date, " +
      'verified by size and SHA-256. Another host is asked only with "remote": true.',
    json: LanguageView,
    errors: ['bad_json', 'bad_field', 'unknown_language', 'no_host', 'engine_unavailable', 'storage_full'],
  },
  'DELETE languages/{code}/': {
    summary: "Remove a language's pack from this device; one that the deployment carries can be read all the same.",
    errors: ['bad_field', 'unknown_language'],
  },
  'GET models/': {
    summary: 'Local language models: what each is for, whether it is installed, and why it cannot run here.',
    json: v.object({ models: v.array(ModelView) }),
  },
  'POST models/{id}/': {
    summary:
      'Get a model, or go on where it was paused. Answered once it is here or still coming after a while. Other hosts are ' +
      'asked only with "remote": true.',
    json: ModelView,
    errors: ['bad_json', 'bad_field', 'not_found', 'no_host', 'engine_unavailable', 'storage_full'],
  },
  'POST models/{id}/pause/': {
    summary: 'Stop fetching a model and keep what came.',
    json: ModelView,
    errors: ['not_found'],
  },
  'DELETE models/{id}/': {
    summary: 'Remove a model, and what came of one that is being fetched.',
    errors: ['not_found'],
  },
  'GET tools/': {
    summary: 'The tools and what each is for.',
    json: v.object({ tools: v.array(ToolView) }),
  },
  'GET openapi.json': {
    summary: 'This description.',
    json: v.looseObject({ openapi: v.string() }),
  },
};

export type ModelView = v.InferOutput<typeof ModelView>;
export type LanguageView = v.InferOutput<typeof LanguageView>;
export type AccountView = v.InferOutput<typeof AccountView>;
export type LedgerRow = v.InferOutput<typeof LedgerRow>;

/**
 * Every path of the API: what it takes and how it can refuse. The code validates requests with these definitions and the
 * OpenAPI document is made from them; what is answered stands in `responses.ts`. A check's message says what to send.
 */
import * as v from 'valibot';
import type { ErrorCode } from './errors.ts';
import { FORMATS, type Format } from './formats.ts';
import { Bbox, BLOCK_TYPES, TIERS } from './job.ts';
import { ACCOUNT_PLANS } from './plans.ts';
import { TOOLS } from './tools.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

type Fields = v.ObjectSchema<v.ObjectEntries, undefined>;

export interface Endpoint {
  method: Method;
  /** Below /api/v1/, `{name}` for a parameter: `ocr/{uuid}/download/`. */
  path: string;
  summary: string;
  /** Part of the published documentation. */
  documented?: boolean;
  /** A call without the account's token is 401. */
  account?: boolean;
  /** A one-use `ticket` in the query may stand for the token. */
  ticket?: boolean;
  query?: Fields;
  body?: { type: 'multipart/form-data' | 'application/json'; schema: Fields };
  /** Beyond those that every call can meet: 401, 405, 500. */
  errors?: readonly ErrorCode[];
}

const wholeNumber = (message: string, max = Number.MAX_SAFE_INTEGER) =>
  v.pipe(
    v.string(),
    v.regex(/^\d{1,16}$/, message),
    v.transform(Number),
    v.minValue(1, message),
    v.maxValue(max, message),
  );

const RETENTION = 'Use keep, text, or a number of days.';
const MAX_RETENTION_DAYS = 36_500;
const MAX_QUESTION = 4_000;

/** How long a job is kept: as long as nobody deletes it, its text only, or a number of days. */
const Retention = v.union(
  [
    v.literal('keep'),
    v.literal('text'),
    v.pipe(v.number(), v.gtValue(0, RETENTION), v.maxValue(MAX_RETENTION_DAYS, RETENTION)),
  ],
  RETENTION,
);

/** The same as a form field. */
const RetentionField = v.pipe(
  v.string(),
  v.transform((text) => (text === 'keep' || text === 'text' ? text : Number(text))),
  Retention,
);

const formatNames = Object.keys(FORMATS) as [Format, ...Format[]];
const toolSlugs = TOOLS.map(({ slug }) => slug);

/** The text fields of an upload; `file` is not among them. */
export const UploadFields = v.object({
  tier: v.optional(v.picklist(TIERS)),
  language: v.optional(
    v.pipe(v.string(), v.description('auto, or language codes joined with +: en, fas, zh-Hant, en+fa')),
  ),
  tool: v.optional(v.picklist(toolSlugs)),
  translate_to: v.optional(v.pipe(v.string(), v.description('Target language code, for the tool translate'))),
  password: v.optional(v.pipe(v.string(), v.description('Of an encrypted PDF'))),
  fallback: v.optional(v.picklist(['cpu', 'none'])),
  retention: v.optional(RetentionField),
});

const DownloadQuery = v.object({
  format: v.optional(v.picklist(formatNames), 'txt'),
  layout: v.optional(v.picklist(['1'])),
  tables: v.optional(v.picklist(['separate'])),
  bom: v.optional(v.picklist(['1'])),
  pages: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\s*\d+\s*(-\s*\d+\s*)?(,\s*\d+\s*(-\s*\d+\s*)?)*$/, 'Use page numbers such as 1,3-5.'),
    ),
  ),
});

export const JobPatch = v.object({
  filename: v.optional(
    v.pipe(
      v.string('Use a text.'),
      v.trim(),
      v.minLength(1, 'Use a name of 1 to 255 characters.'),
      v.maxLength(255, 'Use a name of 1 to 255 characters.'),
    ),
  ),
  tags: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.string('Use texts.'),
          v.trim(),
          v.minLength(1, 'A tag has 1 to 50 characters.'),
          v.maxLength(50, 'A tag has 1 to 50 characters.'),
        ),
        'Use a list of texts.',
      ),
      v.maxLength(20, 'Use at most 20 tags.'),
    ),
  ),
});

export const AccountPatch = v.object({
  plan: v.optional(v.picklist(ACCOUNT_PLANS)),
  top_up: v.optional(
    v.pipe(
      v.number('Use a number of credits.'),
      v.integer('Use a whole number of credits.'),
      v.minValue(1, 'Use 1 to 1,000,000 credits.'),
      v.maxValue(1_000_000, 'Use 1 to 1,000,000 credits.'),
    ),
  ),
  settings: v.optional(
    v.object(
      {
        require_token: v.optional(v.boolean('Use true or false.')),
        retention: v.optional(Retention),
      },
      'Use an object with require_token or retention.',
    ),
  ),
});

const position = v.pipe(
  v.number('Use a position from 0.'),
  v.integer('Use a whole number.'),
  v.minValue(0, 'Use a position from 0.'),
);
const correction = v.pipe(v.string('Use a text.'), v.maxLength(10_000, 'Use at most 10000 characters.'));
const some = <T extends v.GenericSchema>(schema: T) =>
  v.optional(v.pipe(v.array(schema, 'Use a list.'), v.maxLength(10_000, 'Use at most 10000.')));

export const PagePatchBody = v.object({
  edits: some(v.object({ block: position, line: position, word: position, text: correction })),
  types: some(
    v.object({
      block: position,
      type: v.picklist(BLOCK_TYPES),
      level: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1, 'Use 1 to 6.'), v.maxValue(6, 'Use 1 to 6.'))),
    }),
  ),
  cells: some(v.object({ block: position, row: position, cell: position, text: correction })),
});

export const RecogniseBody = v.object({
  tier: v.optional(v.picklist(TIERS)),
  language: v.optional(v.string('Use language codes.')),
  bbox: v.optional(
    v.pipe(
      Bbox,
      v.check(([x0, y0, x1, y1]) => x1 > x0 && y1 > y0, 'Use [x0, y0, x1, y1] in pixels of the page.'),
    ),
  ),
});

export const ExportsBody = v.object({
  jobs: v.pipe(
    v.array(v.string('Use the uuids of jobs.'), 'Use a list of uuids.'),
    v.minLength(1, 'Name at least one job.'),
    v.maxLength(1_000, 'Name at most 1000 jobs.'),
  ),
  formats: v.pipe(
    v.array(v.picklist(formatNames, `Use one of: ${formatNames.join(', ')}.`), 'Use a list of formats.'),
    v.minLength(1, 'Name at least one format.'),
  ),
});

export const ChatRequest = v.object({
  message: v.optional(
    v.pipe(v.string('Use a text.'), v.maxLength(MAX_QUESTION, `Use at most ${MAX_QUESTION} characters.`)),
    '',
  ),
  conversation: v.optional(v.string('Use the id of a conversation, or new.')),
});

const INSPECTION_ERRORS = [
  'too_many_pages',
  'too_many_pixels',
  'password_required',
  'wrong_password',
  'unreadable',
] as const;
const BALANCE_ERRORS = ['daily_limit', 'monthly_limit', 'no_credits', 'page_cap'] as const;
const FINISHED_ERRORS = ['not_found', 'not_finished', 'job_failed'] as const;

export const ENDPOINTS = [
  { method: 'GET', path: '', summary: 'Name, version, and which engines are ready and why not.' },
  {
    method: 'POST',
    path: 'ocr/',
    documented: true,
    summary: 'Read a file. Up to 5 pages are answered with the result, more at once, to be polled.',
    body: { type: 'multipart/form-data', schema: UploadFields },
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
  {
    method: 'GET',
    path: 'ocr/',
    summary: 'Own jobs without their pages, newest first; q searches the text.',
    query: v.object({
      limit: v.optional(wholeNumber('Use a whole number from 1 to 200.', 200)),
      before: v.optional(wholeNumber('Use the "next" of an earlier answer.')),
      q: v.optional(v.string()),
      tag: v.optional(v.string()),
    }),
    errors: ['bad_field'],
  },
  {
    method: 'GET',
    path: 'ocr/{uuid}/',
    documented: true,
    summary: 'The job, with the pages finished so far.',
    errors: ['not_found'],
  },
  {
    method: 'PATCH',
    path: 'ocr/{uuid}/',
    summary: 'Another file name or other tags.',
    body: { type: 'application/json', schema: JobPatch },
    errors: ['not_found', 'bad_json', 'bad_field'],
  },
  {
    method: 'DELETE',
    path: 'ocr/{uuid}/',
    summary: 'Delete the job with all that belongs to it.',
    errors: ['not_found'],
  },
  {
    method: 'POST',
    path: 'ocr/{uuid}/cancel/',
    summary: 'Stop the job; finished pages are kept, the rest is not charged.',
    errors: ['not_found'],
  },
  {
    method: 'POST',
    path: 'ocr/{uuid}/retry/',
    summary: 'Read again what failed or was cancelled.',
    errors: ['not_found', ...BALANCE_ERRORS],
  },
  {
    method: 'GET',
    path: 'ocr/{uuid}/download/',
    documented: true,
    ticket: true,
    summary: 'A finished job as a file.',
    query: DownloadQuery,
    errors: [...FINISHED_ERRORS, 'unknown_format', 'bad_field', 'no_host', 'engine_unavailable', 'storage_full'],
  },
  {
    method: 'POST',
    path: 'ocr/{uuid}/link/',
    summary: 'A one-use address of a download, for a plain link; good for a minute.',
    query: DownloadQuery,
    errors: [...FINISHED_ERRORS, 'unknown_format', 'bad_field'],
  },
  {
    method: 'GET',
    path: 'ocr/{uuid}/pages/{index}/image/',
    summary: "The page's picture, at most `width` pixels wide.",
    query: v.object({ width: v.optional(wholeNumber('Use a width from 1 to 10000 pixels.', 10_000)) }),
    errors: ['not_found', 'bad_field'],
  },
  {
    method: 'PATCH',
    path: 'ocr/{uuid}/pages/{index}/',
    summary: 'Proofreading: words, block types, table cells. Exports follow.',
    body: { type: 'application/json', schema: PagePatchBody },
    errors: [...FINISHED_ERRORS, 'bad_json', 'bad_field'],
  },
  {
    method: 'POST',
    path: 'ocr/{uuid}/pages/{index}/recognise/',
    summary: 'Read a page again, or a part of it, with another tier or language. Not charged again.',
    body: { type: 'application/json', schema: RecogniseBody },
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
  {
    method: 'POST',
    path: 'chat/{uuid}/',
    documented: true,
    account: true,
    summary: 'Ask a finished job; the answer rests on its text alone and quotes its pages.',
    body: { type: 'application/json', schema: ChatRequest },
    errors: [...FINISHED_ERRORS, 'bad_json', 'empty_message', 'bad_field', 'no_host', 'storage_full'],
  },
  {
    method: 'GET',
    path: 'chat/{uuid}/history/',
    documented: true,
    account: true,
    summary: 'What was asked and answered, oldest first.',
    query: v.object({ conversation: v.optional(v.string()) }),
    errors: ['not_found'],
  },
  {
    method: 'POST',
    path: 'exports/',
    summary: 'Several finished jobs, in several formats, as one ZIP.',
    body: { type: 'application/json', schema: ExportsBody },
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
  { method: 'GET', path: 'account/', account: true, summary: "Plan, usage and settings of the device's account." },
  {
    method: 'PATCH',
    path: 'account/',
    account: true,
    summary: 'Another plan, more credits, other settings.',
    body: { type: 'application/json', schema: AccountPatch },
    errors: ['bad_json', 'bad_field'],
  },
  { method: 'POST', path: 'account/token/', account: true, summary: 'A new token; the old one is then 401.' },
  {
    method: 'GET',
    path: 'account/ledger/',
    account: true,
    summary: 'What was reserved, charged, released and topped up.',
    query: v.object({ format: v.optional(v.picklist(['json', 'csv']), 'json') }),
    errors: ['unknown_format'],
  },
  { method: 'GET', path: 'languages/', summary: 'Every language, and whether its pack is installed.' },
  { method: 'GET', path: 'tools/', summary: 'The tools and what each is for.' },
  { method: 'GET', path: 'openapi.json', summary: 'This description.' },
] as const satisfies readonly Endpoint[];

type Known = (typeof ENDPOINTS)[number];

/** `GET ocr/{uuid}/`: names an endpoint. */
export type EndpointId = IdOf<Known>;
type IdOf<E> = E extends { method: infer M extends string; path: infer P extends string } ? `${M} ${P}` : never;

/** The checked query of an endpoint. */
export type QueryOf<Id extends EndpointId> = QueryOfEndpoint<EndpointOf<Known, Id>>;
type EndpointOf<E, Id> = E extends { method: string; path: string } ? (IdOf<E> extends Id ? E : never) : never;
type QueryOfEndpoint<E> = E extends { query: infer Q extends Fields } ? v.InferOutput<Q> : Record<string, never>;

export const endpointId = ({ method, path }: Endpoint): EndpointId => `${method} ${path}` as EndpointId;

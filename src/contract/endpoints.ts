/**
 * Every path of the API and what it takes. The code validates requests with these definitions and the OpenAPI document is
 * made from them; what each is for, answers and refuses stands in `responses.ts`. A check's message says what to send.
 */
import * as v from 'valibot';
import { FORMATS, type Format } from './formats.ts';
import { ACCOUNT_PLANS } from './plans.ts';
import { Bbox, BLOCK_TYPES, Sha256, TIERS } from './terms.ts';
import { TOOLS } from './tools.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

type Fields = v.ObjectSchema<v.ObjectEntries, undefined>;

export interface Endpoint {
  method: Method;
  /** Below /api/v1/, `{name}` for a parameter: `ocr/{uuid}/download/`. */
  path: string;
  /** A call without the account's token is 401. */
  account?: boolean;
  /** A one-use `ticket` in the query may stand for the token. */
  ticket?: boolean;
  query?: Fields;
  body?: {
    type: 'multipart/form-data' | 'application/json';
    schema: Fields;
    /** Of a form: its file may be sent as the whole body, under this type. */
    alone?: string;
  };
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
export const Retention = v.union(
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

const Tags = v.pipe(
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
);

const PageRanges = v.pipe(
  v.string(),
  v.regex(/^\s*\d+\s*(-\s*\d+\s*)?(,\s*\d+\s*(-\s*\d+\s*)?)*$/, 'Use page numbers such as 1,3-5.'),
);

/** Of what is worded for people: its primary subtag. */
const LanguageTag = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}([-_][a-z\d]{2,8})*$/i, 'Use a language tag such as en or fa-IR.'),
  v.transform((tag) => tag.split(/[-_]/)[0]?.toLowerCase() ?? tag),
);

/** The text fields of an upload; `file` is not among them. What they are for stands in `responses.ts`. */
export const UploadFields = v.object({
  tier: v.optional(v.picklist(TIERS)),
  language: v.optional(v.string()),
  tool: v.optional(v.picklist(toolSlugs)),
  translate_to: v.optional(v.string()),
  password: v.optional(v.string()),
  fallback: v.optional(v.picklist(['cpu', 'none'])),
  retention: v.optional(RetentionField),
  tags: v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split('\n').filter((line) => line.trim() !== '')),
      Tags,
    ),
  ),
});

/** Beyond the format; a format passes over those that it does not know. */
const downloadOptions = {
  layout: v.optional(v.picklist(['1'])),
  tables: v.optional(v.picklist(['separate'])),
  bom: v.optional(v.picklist(['1'])),
  pdfa: v.optional(v.picklist(['1'])),
  source: v.optional(v.picklist(['1'])),
};

const DownloadQuery = v.object({
  format: v.optional(v.picklist(formatNames), 'txt'),
  ...downloadOptions,
  pages: v.optional(PageRanges),
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
  tags: v.optional(Tags),
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
        chat_model: v.optional(v.nullable(v.string("Use a model's id, or null."))),
        vision_model: v.optional(v.nullable(v.string("Use a model's id, or null."))),
      },
      'Use an object with require_token, retention, chat_model or vision_model.',
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

/** `remote`: the person agrees that the files are fetched from another host, where the deployment does not carry them. */
export const InstallBody = v.object({ remote: v.optional(v.boolean('Use true or false.')) });

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
  ...downloadOptions,
});

export const ChatRequest = v.object({
  message: v.optional(
    v.pipe(v.string('Use a text.'), v.maxLength(MAX_QUESTION, `Use at most ${MAX_QUESTION} characters.`)),
    '',
  ),
  conversation: v.optional(v.string('Use the id of a conversation, or new.')),
  engine: v.optional(v.string("Use extractive, or a model's id.")),
});

export const ENDPOINTS = [
  { method: 'GET', path: '' },
  {
    method: 'POST',
    path: 'ocr/',
    body: { type: 'multipart/form-data', schema: UploadFields },
  },
  {
    method: 'GET',
    path: 'ocr/',
    query: v.object({
      limit: v.optional(wholeNumber('Use a whole number from 1 to 200.', 200)),
      before: v.optional(wholeNumber('Use the "next" of an earlier answer.')),
      q: v.optional(v.string()),
      tag: v.optional(v.string()),
      sha256: v.optional(Sha256),
    }),
  },
  { method: 'GET', path: 'ocr/{uuid}/', query: v.object({ pages: v.optional(PageRanges) }) },
  {
    method: 'PATCH',
    path: 'ocr/{uuid}/',
    body: { type: 'application/json', schema: JobPatch },
  },
  { method: 'DELETE', path: 'ocr/{uuid}/' },
  { method: 'POST', path: 'ocr/{uuid}/cancel/' },
  { method: 'POST', path: 'ocr/{uuid}/retry/' },
  { method: 'GET', path: 'ocr/{uuid}/download/', ticket: true, query: DownloadQuery },
  { method: 'POST', path: 'ocr/{uuid}/link/', query: DownloadQuery },
  {
    method: 'GET',
    path: 'ocr/{uuid}/pages/{index}/image/',
    query: v.object({ width: v.optional(wholeNumber('Use a width from 1 to 10000 pixels.', 10_000)) }),
  },
  {
    method: 'PATCH',
    path: 'ocr/{uuid}/pages/{index}/',
    body: { type: 'application/json', schema: PagePatchBody },
  },
  {
    method: 'POST',
    path: 'ocr/{uuid}/pages/{index}/recognise/',
    body: { type: 'application/json', schema: RecogniseBody },
  },
  {
    method: 'POST',
    path: 'chat/{uuid}/',
    account: true,
    body: { type: 'application/json', schema: ChatRequest },
  },
  { method: 'POST', path: 'chat/{uuid}/stop/', account: true },
  {
    method: 'GET',
    path: 'chat/{uuid}/history/',
    account: true,
    query: v.object({ conversation: v.optional(v.string()) }),
  },
  {
    method: 'GET',
    path: 'chat/{uuid}/questions/',
    account: true,
    query: v.object({ language: v.optional(LanguageTag, 'en') }),
  },
  {
    method: 'POST',
    path: 'exports/',
    body: { type: 'application/json', schema: ExportsBody },
  },
  { method: 'GET', path: 'account/', account: true },
  {
    method: 'PATCH',
    path: 'account/',
    account: true,
    body: { type: 'application/json', schema: AccountPatch },
  },
  { method: 'POST', path: 'account/token/', account: true },
  {
    method: 'GET',
    path: 'account/ledger/',
    account: true,
    query: v.object({ format: v.optional(v.picklist(['json', 'csv']), 'json') }),
  },
  { method: 'GET', path: 'backup/', account: true },
  {
    method: 'POST',
    path: 'backup/',
    account: true,
    body: { type: 'multipart/form-data', schema: v.object({}), alone: 'application/zip' },
  },
  { method: 'GET', path: 'languages/' },
  {
    method: 'POST',
    path: 'languages/{code}/',
    account: true,
    body: { type: 'application/json', schema: InstallBody },
  },
  { method: 'DELETE', path: 'languages/{code}/', account: true },
  { method: 'GET', path: 'models/' },
  {
    method: 'POST',
    path: 'models/{id}/',
    account: true,
    body: { type: 'application/json', schema: InstallBody },
  },
  { method: 'POST', path: 'models/{id}/pause/', account: true },
  { method: 'DELETE', path: 'models/{id}/', account: true },
  { method: 'GET', path: 'tools/' },
  { method: 'GET', path: 'openapi.json' },
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

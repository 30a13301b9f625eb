/**
 * The OpenAPI 3.1 document, made from the definitions that the code validates with. Runs at build time and in tests; the
 * app carries the result only.
 */
import { toJsonSchema, toJsonSchemaDefs } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { ENDPOINTS, type Endpoint, endpointId, UploadFields } from './endpoints.ts';
import { ERROR_STATUS, type ErrorCode } from './errors.ts';
import { Bbox, Block, JobSummary, Line, Page, TableCell, Warning, Word } from './job.ts';
import { ErrorBody, RESPONSES, UPLOAD_NOTES } from './responses.ts';
import { Job } from './whole-job.ts';

type JsonObject = Record<string, unknown>;

/** Schemas that stand under a name of their own. */
const NAMED = { Bbox, Word, Line, TableCell, Block, Warning, Page, JobSummary, Job, Error: ErrorBody };

const { Job: _whole, Error: _error, JobSummary: _summary, ...DEFINED } = NAMED;

const OPTIONS = {
  target: 'draft-2020-12',
  errorMode: 'ignore',
  overrideRef: ({ referenceId }: { referenceId: string }) => `#/components/schemas/${referenceId}`,
} as const;

/** Of the job as JSON, as the API and the download answer it: a file of the deployment, for validators. */
export const jobSchema = (): JsonObject => ({
  ...toJsonSchema(Job, { target: OPTIONS.target, errorMode: 'ignore', definitions: DEFINED, typeMode: 'output' }),
  title: 'A job of Barg',
});

export function openApiDocument(version: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const endpoint of ENDPOINTS as readonly Endpoint[]) {
    paths[`/${endpoint.path}`] = {
      ...paths[`/${endpoint.path}`],
      [endpoint.method.toLowerCase()]: operation(endpoint),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Barg',
      version,
      description:
        "Text, Markdown and data from pictures and documents, answered on the app's own origin; nothing leaves the " +
        'device. A path works with and without its final slash.',
    },
    externalDocs: { description: 'JSON Schema of a job', url: '../../job.schema.json' },
    servers: [{ url: '../v1' }],
    security: [{}, { token: [] }, { query: [] }],
    paths,
    components: {
      schemas: toJsonSchemaDefs(NAMED, OPTIONS),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        query: { type: 'apiKey', in: 'query', name: 'api_token' },
      },
    },
  };
}

function operation(endpoint: Endpoint): JsonObject {
  const { method, path, account, query, body } = endpoint;
  const { summary, documented } = RESPONSES[endpointId(endpoint)];
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(query?.entries ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      schema: input(schema as v.GenericSchema),
    })),
  ];
  return {
    operationId: `${method} ${path}`
      .toLowerCase()
      .replace(/[^a-z]+/g, '_')
      .replace(/_$/, ''),
    summary,
    ...(documented && { 'x-documented': true }),
    ...(account && { security: [{ token: [] }, { query: [] }] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: bodyContent(body) } }),
    responses: { ...success(endpoint), ...errors(endpoint) },
  };
}

const FILE = { type: 'string', contentMediaType: 'application/octet-stream' };

function bodyContent({ type, schema, alone }: NonNullable<Endpoint['body']>): JsonObject {
  const json: JsonObject & { properties?: JsonObject } = input(schema);
  if (schema === UploadFields) {
    for (const [name, description] of Object.entries(UPLOAD_NOTES))
      Object.assign(json.properties?.[name] ?? {}, { description });
  }
  const form = { ...json, properties: { file: FILE, ...json.properties }, required: ['file'] };
  return {
    [type]: { schema: type === 'application/json' ? json : form },
    ...(alone && { [alone]: { schema: FILE } }),
  };
}

function success(endpoint: Endpoint): JsonObject {
  const { summary, json, types = [] } = RESPONSES[endpointId(endpoint)];
  if (!json && types.length === 0) return { 204: { description: 'Done.' } };
  const content = {
    ...Object.fromEntries(types.map((type) => [type, { schema: FILE }])),
    ...(json && { 'application/json': { schema: output(json) } }),
  };
  return { 200: { description: summary, content } };
}

/** A response a status, with the codes that it can carry. */
function errors(endpoint: Endpoint): JsonObject {
  const { errors: own = [] } = RESPONSES[endpointId(endpoint)];
  const codes: ErrorCode[] = ['missing_token', 'invalid_token', 'internal', ...own];
  const statuses = [...new Set(codes.map((code) => ERROR_STATUS[code]))].sort();
  return Object.fromEntries(
    statuses.map((status) => {
      const possible = codes.filter((code) => ERROR_STATUS[code] === status);
      const schema = { allOf: [{ $ref: '#/components/schemas/Error' }, { properties: { code: { enum: possible } } }] };
      return [status, { description: possible.join(', '), content: { 'application/json': { schema } } }];
    }),
  );
}

const input = (schema: v.GenericSchema): JsonObject =>
  strip(toJsonSchema(schema, { ...OPTIONS, definitions: NAMED, typeMode: 'input' }));
const output = (schema: v.GenericSchema): JsonObject =>
  strip(toJsonSchema(schema, { ...OPTIONS, definitions: NAMED, typeMode: 'output' }));

function strip(schema: object): JsonObject {
  const { $schema, $defs, ...rest } = schema as JsonObject;
  return rest;
}

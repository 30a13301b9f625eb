/** What every answer has to keep: the OpenAPI document, and what the contract says of all answers alike. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { ERROR_STATUS, type ErrorCode } from '../../../src/contract/errors.ts';
import { type Answer, jsonOf, textOf } from './requests.ts';

type Json = Record<string, unknown>;
interface Operation {
  responses: Record<string, { content?: Record<string, { schema: Json }> }>;
}
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
}

/** Throws where an answer to `method path` breaks the document. */
export type AnswerCheck = (method: string, path: string, answer: Answer) => void;

const JSON_TYPE = 'application/json';

export function answerCheck(document: OpenApi): AnswerCheck {
  const valid = validators(document);
  return (method, path, answer) => {
    const known = pathOf(document, path);
    const { status, headers } = answer;
    expect(status, `${method} ${path}: ${textOf(answer)}`).toBeLessThan(status === 503 ? 504 : 500);
    expect(headers['cache-control'] ?? (status === 204 ? 'no-store' : ''), 'answers are not kept').toBe('no-store');
    checkErrorHeaders(answer);
    if (method === 'OPTIONS' && known && status !== 401) {
      expect([status, answer.bytes.length]).toEqual([204, 0]);
      expect(headers.allow).toContain('OPTIONS');
      return;
    }
    const operation = known && document.paths[known]?.[(method === 'HEAD' ? 'GET' : method).toLowerCase()];
    if (!operation || !/^[A-Z]+$/.test(method)) return checkRefusal(method, answer, known ? 405 : 404);
    const documented = operation.responses[String(status)];
    expect(documented, `${method} ${known} has no status ${status}: ${textOf(answer)}`).toBeDefined();
    if (method === 'HEAD' || !documented?.content) {
      expect(answer.bytes, `${method} ${known}`).toHaveLength(0);
      return;
    }
    const type = (headers['content-type'] ?? '').split(';')[0] ?? '';
    const listed = Object.keys(documented.content).find((range) => fits(type, range));
    expect(listed, `${method} ${known} ${status} is ${type}, not of ${Object.keys(documented.content)}`).toBeDefined();
    if (listed !== JSON_TYPE || headers['content-disposition']) return;
    const body = jsonOf(answer);
    const validate = valid(['paths', known, method.toLowerCase(), 'responses', String(status), 'content', JSON_TYPE]);
    expect(validate(body), `${method} ${known} ${status}: ${JSON.stringify(validate.errors)}`).toBe(true);
    if (status >= 400) checkErrorBody(answer);
  };
}

/** 404 and 405 belong to no operation. */
function checkRefusal(method: string, answer: Answer, status: number): void {
  // A token that is not valid is told before anything else.
  if (answer.status === 401) {
    if (method !== 'HEAD') expect(jsonOf(answer).code).toBe('invalid_token');
    return;
  }
  expect(answer.status).toBe(status);
  if (method === 'HEAD') {
    expect(answer.bytes).toHaveLength(0);
    return;
  }
  checkErrorBody(answer);
  expect(jsonOf(answer).code).toBe(status === 404 ? 'not_found' : 'method_not_allowed');
}

/** `{error, code}`: a short message of one line, and a code that belongs to the status. */
export function checkErrorBody(answer: Answer): void {
  expect(answer.headers['content-type']).toBe(JSON_TYPE);
  const body = jsonOf(answer);
  expect(body.error).toMatch(/^[^\n]{10,400}$/);
  expect(ERROR_STATUS[body.code as ErrorCode], body.code).toBe(answer.status);
}

function checkErrorHeaders({ status, headers }: Answer): void {
  if (status === 401) expect(headers['www-authenticate']).toBe('Bearer');
  if (status === 503) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  if (status === 405) expect(headers.allow).toMatch(/^[A-Z]+(, [A-Z]+)*$/);
}

const fits = (type: string, range: string): boolean =>
  range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));

/** The document's path that an address fits, with or without its final slash. */
function pathOf(document: OpenApi, path: string): string | undefined {
  const root = '/api/v1';
  const { pathname } = new URL(path.startsWith('/') ? path : `${root}/${path}`, 'https://app.test');
  if (pathname !== root && !pathname.startsWith(`${root}/`)) return undefined;
  const given = segments(pathname.slice(root.length + 1));
  return Object.keys(document.paths).find((known) => {
    const wanted = segments(known.slice(1));
    return (
      wanted.length === given.length &&
      wanted.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]))
    );
  });
}

const segments = (path: string): string[] => path.replace(/\/$/, '').split('/');

/** Validators of the schemas in the document, which are closed first: a member that nobody documented is an error. */
function validators(document: OpenApi): (pointer: string[]) => ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(closed(document) as Json, 'openapi', true, false);
  const known = new Map<string, ValidateFunction>();
  return (pointer) => {
    const path = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const ref = `openapi#/${path}/schema`;
    const validate = known.get(ref) ?? ajv.compile({ $ref: ref });
    known.set(ref, validate);
    return validate;
  };
}

function closed(schema: unknown, name = ''): unknown {
  if (Array.isArray(schema)) return schema.map((item) => closed(item));
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value, key)]));
  if (copy.type !== 'object' || !copy.properties) return copy;
  // An error may say more than the two members that all have; of the document itself only the version is described.
  const loose = name === 'Error' || 'openapi' in (copy.properties as object);
  return loose ? copy : { ...copy, additionalProperties: false };
}

/** What a request brings, checked against its endpoint's definition. */
import * as v from 'valibot';
import { ApiError, type ErrorCode } from '../contract/errors.ts';
import { jsonObject } from './http.ts';

/** Fields whose bad values have a code of their own. */
const CODES: Partial<Record<string, ErrorCode>> = {
  tier: 'unknown_tier',
  tool: 'unknown_tool',
  format: 'unknown_format',
};

/**
 * The values as the schema gives them. Unknown ones are ignored. Throws ApiError with the first field that does not fit,
 * what was sent, and what is accepted.
 */
export function check<Schema extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  schema: Schema,
  values: Record<string, unknown>,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, values, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = issue.path?.map(({ key }) => String(key)) ?? [];
  const field = path.join('.');
  const accepted = optionsOf(schema.entries[path[0] ?? '']);
  const sent = describe(issue.input);
  const advice = accepted ? `Use one of: ${accepted.join(', ')}.` : issue.message;
  throw new ApiError(CODES[field] ?? 'bad_field', `${shorten(sent)} is not a value of "${field}". ${advice}`, {
    field,
    ...(accepted && { accepted }),
  });
}

/** A query's values; of a parameter that comes twice the last counts, an empty one is absent. */
export const queryValues = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...query].filter(([, value]) => value !== ''));

/** The JSON body of a request, checked. */
export async function checkBody<Schema extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  schema: Schema,
  request: Request,
): Promise<v.InferOutput<Schema>> {
  return check(schema, await jsonObject(request));
}

/** What a picklist takes, also one that is optional. */
function optionsOf(schema: unknown): readonly string[] | undefined {
  const { wrapped, options } = (schema ?? {}) as { wrapped?: unknown; options?: readonly string[] };
  if (wrapped) return optionsOf(wrapped);
  return options?.every((option) => typeof option === 'string') ? options : undefined;
}

/** A value as a message quotes it. Lists and objects are only named: a deeply nested one cannot be written out. */
function describe(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'A list' : 'An object';
  return value === undefined ? 'nothing' : String(value);
}

/** One line of at most 80 characters: what was sent may hold line breaks, a message may not. */
function shorten(sent: string): string {
  const line = sent.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

// Firefox does not tell by `request.body`.
/** Whether a request has no body. */
export const isEmpty = async (request: Request): Promise<boolean> => (await request.clone().text()) === '';

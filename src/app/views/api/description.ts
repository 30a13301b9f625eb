/** What the API page reads out of the OpenAPI document: fields, options and paths stand there, and nowhere else. */
import type { Method } from '../../../contract/endpoints.ts';

interface Schema {
  type?: string;
  enum?: string[];
  default?: string;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
}

interface Parameter {
  name: string;
  in: string;
  schema: Schema;
}

interface Operation {
  summary: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

export interface OpenApi {
  paths: Record<string, Partial<Record<Lowercase<Method>, Operation>>>;
}

export interface Field {
  name: string;
  required: boolean;
  /** What is accepted, where it is a list. */
  values: string[];
  description: string;
}

/** The fields of an upload. */
export function uploadFields({ paths }: OpenApi): Field[] {
  const schema = paths['/ocr/']?.post?.requestBody?.content['multipart/form-data']?.schema;
  return Object.entries(schema?.properties ?? {}).map(([name, field]) =>
    fieldOf(name, field, schema?.required?.includes(name) ?? false),
  );
}

/** What a download can be asked for. */
export function downloadOptions({ paths }: OpenApi): Field[] {
  const parameters = paths['/ocr/{uuid}/download/']?.get?.parameters ?? [];
  return parameters.filter((one) => one.in === 'query').map(({ name, schema }) => fieldOf(name, schema, false));
}

export interface PathLine {
  method: string;
  path: string;
  summary: string;
}

/** Every method of every path, below `/api/v1`. */
export const pathLines = ({ paths }: OpenApi): PathLine[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { summary }]) => ({ method: method.toUpperCase(), path, summary })),
  );

/** Whether documents can be asked questions over the API. */
export const hasChat = ({ paths }: OpenApi): boolean => '/chat/{uuid}/' in paths;

const fieldOf = (name: string, schema: Schema, required: boolean): Field => ({
  name,
  required,
  values: schema.enum ?? [],
  description: schema.description ?? '',
});

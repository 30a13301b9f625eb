/** The document is valid OpenAPI 3.1, and says of every endpoint what the code does. */
import { compileErrors, validate } from '@readme/openapi-parser';
import { expect, test } from 'vitest';
import { ENDPOINTS } from '../../src/contract/endpoints.ts';
import { ERROR_STATUS } from '../../src/contract/errors.ts';
import { openApiDocument } from '../../src/contract/openapi.ts';
import type { OpenApi } from './suite/checker.ts';

const document = openApiDocument('1.2.3') as unknown as OpenApi & { openapi: string; info: { version: string } };

test('is valid OpenAPI 3.1', async () => {
  const result = await validate(structuredClone(document) as never);
  expect(result.valid ? '' : compileErrors(result)).toBe('');
  expect([document.openapi, document.info.version]).toEqual(['3.1.0', '1.2.3']);
});

test('has every endpoint once, each under an id of its own', () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations).toHaveLength(ENDPOINTS.length);
  const ids = operations.map((operation) => (operation as unknown as { operationId: string }).operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('lists every code of the contract under its status', () => {
  const listed = new Set<string>();
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    for (const [status, { content = {} }] of Object.entries(operation.responses)) {
      if (Number(status) < 400) continue;
      const schema = content['application/json']?.schema;
      const parts = (schema?.allOf ?? []) as { properties: { code: { enum: string[] } } }[];
      for (const code of parts[1]?.properties.code.enum ?? []) {
        listed.add(code);
        expect(ERROR_STATUS[code as keyof typeof ERROR_STATUS]).toBe(Number(status));
      }
    }
  }
  // 405 belongs to no operation.
  expect([...listed, 'method_not_allowed'].sort()).toEqual(Object.keys(ERROR_STATUS).sort());
});

import { describe, expect, it } from 'vitest';
import { ENDPOINTS, UploadFields } from '../../../contract/endpoints.ts';
import { openApiDocument } from '../../../contract/openapi.ts';
import { TOOLS } from '../../../contract/tools.ts';
import { downloadOptions, hasChat, type OpenApi, pathLines, uploadFields } from './description.ts';
import { en } from './words.en.ts';
import { fa } from './words.fa.ts';

const openApi = openApiDocument('1.0.0') as unknown as OpenApi;

it('reads the fields of an upload, the file first', () => {
  const fields = uploadFields(openApi);
  expect(fields.map(({ name }) => name)).toEqual(['file', ...Object.keys(UploadFields.entries)]);
  expect(fields.filter(({ required }) => required).map(({ name }) => name)).toEqual(['file']);
  expect(fields.find(({ name }) => name === 'tier')?.values).toEqual(['cpu', 'vlm']);
});

it('reads what a download can be asked for', () => {
  const options = downloadOptions(openApi);
  expect(options.map(({ name }) => name)).toEqual(expect.arrayContaining(['format', 'pages']));
  expect(options.some(({ name }) => name === 'uuid')).toBe(false);
});

it('lists every method of every path', () => {
  const lines = pathLines(openApi);
  expect(lines).toHaveLength(ENDPOINTS.length);
  expect(lines.every(({ summary }) => summary.length > 0)).toBe(true);
});

it('knows whether there is a chat', () => {
  expect(hasChat({ paths: { '/ocr/': {} } })).toBe(false);
  expect(hasChat({ paths: { '/chat/{uuid}/': {} } })).toBe(true);
});

describe('the words', () => {
  it.each([
    ['English', en],
    ['Persian', fa],
  ] as const)('%s explains every field and option', (_, words) => {
    for (const { name } of uploadFields(openApi)) expect(words.uploadFields).toHaveProperty(name);
    for (const { name } of downloadOptions(openApi)) expect(words.downloadOptions).toHaveProperty(name);
  });

  it('Persian names every tool; in English the API does', () => {
    expect(Object.keys(fa.toolTexts).sort()).toEqual(TOOLS.map(({ slug }) => slug).sort());
    expect(en.toolTexts).toEqual({});
  });
});

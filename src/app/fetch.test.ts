import { describe, expect, it } from 'vitest';
import { isAnsweredInPage } from './fetch.ts';

const base = 'https://example.org/tools/barg/#/job/1';

describe('isAnsweredInPage', () => {
  it.each([
    ['api/v1/ocr/'],
    ['./api/v1/ocr/?limit=5'],
    ['/tools/barg/api/v1/'],
    ['/tools/barg/api'],
    ['https://example.org/tools/barg/api/anything'],
  ])('answers %s where no service worker does', (url) => {
    expect(isAnsweredInPage(url, base, false)).toBe(true);
    expect(isAnsweredInPage(url, base, true)).toBe(false);
  });

  it.each([
    ['assets/index.js'],
    ['/api/v1/ocr/'],
    ['https://elsewhere.org/tools/barg/api/v1/ocr/'],
    ['/tools/barg/apiary/v1/'],
    ['blob:https://example.org/tools/barg/api/'],
    ['https://'],
  ])('leaves %s to the browser', (url) => {
    expect(isAnsweredInPage(url, base, false)).toBe(false);
  });
});

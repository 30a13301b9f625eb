import { expect, it } from 'vitest';
import { preferredLocale } from './settings.ts';

it.each([
  [['fa-IR', 'en'], 'fa'],
  [['de', 'FA'], 'fa'],
  [['en-GB', 'fa'], 'en'],
  [['fil', 'de'], 'en'],
  [[], 'en'],
] as const)('of %j the interface speaks %s', (languages, expected) => {
  expect(preferredLocale(languages)).toBe(expected);
});

import { expect, test } from 'vitest';
import { LANGUAGES } from '../../../contract/languages.ts';
import { isFound, nameIn, scriptIn, tagOf } from './names.ts';

const language = (code: string) => {
  const found = LANGUAGES.find((one) => one.code === code);
  if (!found) throw new Error(code);
  return { ...found, aliases: [...found.aliases] };
};

test('names in the language of the interface', () => {
  expect(nameIn(language('rus'), 'en')).toBe('Russian');
  expect(nameIn(language('rus'), 'fa')).toBe('روسی');
  expect(nameIn(language('chi_tra_vert'), 'fa')).toBe('Chinese (Traditional, vertical)');
  expect(scriptIn(language('rus'), 'en')).toBe('Cyrillic');
});

test('every language has a tag that the platform takes', () => {
  for (const { code } of LANGUAGES) expect(() => new Intl.Locale(tagOf(language(code))), code).not.toThrow();
  expect(['srp_latn', 'jpn_vert', 'ita_old'].map((code) => tagOf(language(code)))).toEqual(['sr-Latn', 'ja', 'it']);
});

test.each([
  ['rus', 'russ'],
  ['rus', 'РУС'],
  ['rus', 'روسی'],
  ['fra', 'francais'],
  ['fas', 'فارسي'],
  ['chi_tra', 'chinese trad'],
  ['por', 'pt'],
])('%s is found by "%s"', (code, query) => {
  expect(isFound(language(code), query, 'fa')).toBe(true);
});

test('others are not', () => {
  const found = LANGUAGES.filter(({ code }) => isFound(language(code), 'russian', 'en'));
  expect(found.map(({ code }) => code)).toEqual(['rus']);
});

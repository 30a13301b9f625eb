import { expect, it } from 'vitest';
import { LANGUAGES, languageByCode } from '../../contract/languages.ts';
import { chineseOf, MAIN_PACKS, scriptCounts, shareOf } from './scripts.ts';

it('names packs that exist, and one for every script but Fraktur', () => {
  for (const pack of Object.values(MAIN_PACKS).flat()) expect(languageByCode(pack)?.code).toBe(pack);
  const scripts = new Set(LANGUAGES.map(({ script }) => script));
  expect([...scripts].filter((script) => !MAIN_PACKS[script])).toEqual(['Latf']);
});

it('counts letters by script, and no digits', () => {
  expect(scriptCounts('Windows 11 و بانک')).toEqual({ Latn: 7, Arab: 5 });
  expect(shareOf('Windows و بانک', 'Arab')).toBeCloseTo(5 / 12);
  expect(shareOf('12.50', 'Latn')).toBe(0);
});

it('tells Chinese of both kinds and Japanese by their characters', () => {
  expect(chineseOf('这个问题我们还没有发现', 'Hant')).toBe('Hans');
  expect(chineseOf('這個問題我們還沒有發現', 'Hans')).toBe('Hant');
  expect(chineseOf('今日は雨が降っています', 'Hans')).toBe('Jpan');
  expect(chineseOf('这个时国会门長', 'Hans', 'chi_sim')).toBe('Hans');
  expect(chineseOf('这个时国會門長', 'Hans', 'chi_sim')).toBe('Hant');
  expect(chineseOf('山水', 'Hant')).toBe('Hant');
  expect(chineseOf('abc', 'Latn')).toBe('Latn');
});

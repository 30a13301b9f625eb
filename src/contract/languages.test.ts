import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_PACKS } from './create-languages.ts';
import { ApiError, type ErrorDetails } from './errors.ts';
import { directionOf, hasWordSpaces, isCjk, LANGUAGES, languageByCode, resolveLanguages } from './languages.ts';

/** The pack of an input that names one language. */
function pack(input: string): string {
  const { auto, packs } = resolveLanguages(input);
  if (auto || packs.length !== 1) throw new Error(`${input} is not one language`);
  return packs[0] ?? '';
}

function refusalOf(input: string): { code: string; message: string; details: ErrorDetails } {
  try {
    resolveLanguages(input);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error(`${input} was accepted`);
}

describe('the table', () => {
  test('has all 123 packs of Debian, once each, by code', () => {
    const codes = LANGUAGES.map((language) => language.code);
    expect(codes).toHaveLength(123);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes).not.toContain('osd');
  });

  test('lets no name, alias or code mean two packs', () => {
    const owners = new Map<string, string>();
    for (const { code, aliases, name, native_name } of LANGUAGES) {
      for (const key of [code, ...aliases, name, native_name]) {
        const plain = key.toLowerCase().replaceAll('_', '-');
        expect([plain, owners.get(plain) ?? code]).toEqual([plain, code]);
        owners.set(plain, code);
      }
    }
  });

  test('resolves every code, alias, name, autonym and tag to its own pack', () => {
    for (const { code, aliases, name, native_name, tag, vertical } of LANGUAGES) {
      for (const key of [code, ...aliases, name, native_name]) expect([key, pack(key)]).toEqual([key, code]);
      expect(pack(tag)).toBe(vertical ? code.replace('_vert', '') : code);
    }
  });

  test('writes each autonym in its own script, composed', () => {
    const unicodeScripts: Record<string, string> = {
      Hans: 'Han',
      Hant: 'Han',
      Jpan: 'Han',
      Kore: 'Hangul',
      Latf: 'Latn',
    };
    for (const { code, native_name, script } of LANGUAGES) {
      const letters = new RegExp(`\\p{Script=${unicodeScripts[script] ?? script}}`, 'u');
      expect([code, letters.test(native_name)]).toEqual([code, true]);
      expect(native_name).toBe(native_name.normalize('NFC'));
    }
  });

  test('runs right to left in these alone', () => {
    const rtl = LANGUAGES.filter((language) => language.direction === 'rtl').map((language) => language.code);
    expect(rtl).toEqual(['ara', 'div', 'fas', 'heb', 'pus', 'snd', 'syr', 'uig', 'urd', 'yid']);
  });

  test('knows the vertical packs and gives them the tag of their language', () => {
    const vertical = LANGUAGES.filter((language) => language.vertical).map(({ code, tag }) => [code, tag]);
    expect(vertical).toEqual([
      ['chi_sim_vert', 'zh-Hans'],
      ['chi_tra_vert', 'zh-Hant'],
      ['jpn_vert', 'ja'],
      ['kor_vert', 'ko'],
    ]);
  });

  test('has tags that are BCP 47, of a script that agrees with the pack', () => {
    for (const { code, tag, script } of LANGUAGES) {
      const likely = new Intl.Locale(tag).maximize().script;
      expect([code, likely ?? script]).toEqual([code, script]);
      expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
    }
  });
});

describe('resolveLanguages', () => {
  test.each([
    ['fa', 'fas'],
    ['fas', 'fas'],
    ['per', 'fas'],
    ['fa-IR', 'fas'],
    ['farsi', 'fas'],
    ['Persian', 'fas'],
    ['chi_sim', 'chi_sim'],
    ['CHI-SIM', 'chi_sim'],
    ['ch', 'chi_sim'],
    ['zh', 'chi_sim'],
    ['chinese', 'chi_sim'],
    ['zh-Hant', 'chi_tra'],
    ['zh_TW', 'chi_tra'],
    ['zh-HK', 'chi_tra'],
    ['zh-Hant-HK', 'chi_tra'],
    ['zho-TW', 'chi_tra'],
    ['zh-Hans-SG', 'chi_sim'],
    ['ja', 'jpn'],
    ['ja-JP', 'jpn'],
    ['日本語', 'jpn'],
    ['en-GB', 'eng'],
    ['es-419', 'spa'],
    ['pt-BR', 'por'],
    ['sr', 'srp'],
    ['sr-Latn', 'srp_latn'],
    ['sr-Latn-RS', 'srp_latn'],
    ['sr-ME', 'srp_latn'],
    ['az-Cyrl', 'aze_cyrl'],
    ['az-Cyrl-AZ', 'aze_cyrl'],
    ['uz-Cyrl', 'uzb_cyrl'],
    ['uz', 'uzb'],
    ['no', 'nor'],
    ['nb', 'nor'],
    ['nn-NO', 'nor'],
    ['tl', 'fil'],
    ['iw', 'heb'],
    ['ger-AT', 'deu'],
    ['deu_latf', 'frk'],
    ['francais', 'fra'],
    ['Français', 'fra'],
    ['Chinese (Traditional, vertical)', 'chi_tra_vert'],
  ])('%s is %s', (input, expected) => {
    expect(resolveLanguages(input)).toEqual({ auto: false, packs: [expected] });
  });

  test('keeps the order of several and drops repeats', () => {
    expect(resolveLanguages('en+fa')).toEqual({ auto: false, packs: ['eng', 'fas'] });
    expect(resolveLanguages('fa + en+Persian+fas')).toEqual({ auto: false, packs: ['fas', 'eng'] });
  });

  test('takes nothing and "auto" as auto, and "auto" only alone', () => {
    for (const input of ['', '  ', 'auto', ' Auto ']) {
      expect(resolveLanguages(input)).toEqual({ auto: true, packs: [] });
    }
    for (const input of ['auto+en', 'en+AUTO', 'auto+auto']) expect(refusalOf(input).code).toBe('bad_field');
  });

  test('refuses an empty part and too many packs, counted without repeats', () => {
    for (const input of ['+', 'en+', '+en', 'en++fa']) expect(refusalOf(input).code).toBe('bad_field');
    expect(resolveLanguages('en+fa+ar+de+fr+es+en+fas').packs).toHaveLength(MAX_PACKS);
    expect(refusalOf('en+fa+ar+de+fr+es+it')).toMatchObject({ code: 'bad_field', details: { limit: 6, actual: 7 } });
  });

  test('names the unknown part and the nearest known ones', () => {
    const refusal = refusalOf('en+fs');
    expect(refusal.code).toBe('unknown_language');
    expect(refusal.message).toBe(
      'Unknown language "fs". Did you mean "fr" (French), "fa" (Persian) or "fo" (Faroese)?',
    );
    expect(refusal.details).toMatchObject({ unknown: 'fs', nearest: ['fr', 'fa', 'fo'] });
    expect(refusal.details.accepted).toEqual(['auto', ...LANGUAGES.map((language) => language.code)]);
  });

  test.each([
    ['Persain', 'fa'],
    ['japnese', 'ja'],
    ['chi_tar', 'zh-Hant'],
    ['portugese', 'pt'],
    ['fs-IR', 'fr'],
    ['fa-Latn', 'fa'],
    ['ms-Arab', 'ms'],
    ['pa-PK', 'pa'],
    ['en-foo', 'en'],
    ['uzb_cyril', 'uz-Cyrl'],
    ['srp_latin', 'sr-Latn'],
    ['en-zz-x', 'en'],
  ])('offers for %s first %s, which is accepted', (input, first) => {
    const { nearest } = refusalOf(input).details as { nearest: string[] };
    expect(nearest[0]).toBe(first);
    for (const code of nearest) expect(pack(code)).toMatch(/^[a-z_]+$/);
  });

  test('offers nothing for what is near to nothing, and cuts what is long', () => {
    expect(refusalOf('klingon').message).toContain('GET /api/v1/languages/');
    expect(refusalOf('klingon').details.nearest).toEqual([]);
    expect(refusalOf('q'.repeat(100_000)).message.length).toBeLessThan(200);
  });

  test('answers anything with known packs or an ApiError', () => {
    const likely = fc.constantFrom('en', 'FA', 'zh-', 'auto', '_');
    const part = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), likely);
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        try {
          const { auto, packs } = resolveLanguages(parts.join('+'));
          return auto === (packs.length === 0) && packs.every((code) => languageByCode(code)?.code === code);
        } catch (error) {
          return error instanceof ApiError;
        }
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

test('languageByCode takes exact pack codes only', () => {
  expect(languageByCode('fas')).toMatchObject({ name: 'Persian', native_name: 'فارسی', script: 'Arab', tag: 'fa' });
  expect(languageByCode('fa')).toBeUndefined();
  expect(languageByCode('constructor')).toBeUndefined();
});

test('directionOf goes by the first pack', () => {
  expect(directionOf(['fas', 'eng'])).toBe('rtl');
  expect(directionOf(['eng', 'fas'])).toBe('ltr');
  expect(directionOf([])).toBe('ltr');
});

test('isCjk holds for Korean, whose words have spaces all the same', () => {
  const cjk = LANGUAGES.map((language) => language.code).filter(isCjk);
  expect(cjk).toEqual(['chi_sim', 'chi_sim_vert', 'chi_tra', 'chi_tra_vert', 'jpn', 'jpn_vert', 'kor', 'kor_vert']);
  expect(cjk.filter(hasWordSpaces)).toEqual(['kor', 'kor_vert']);
  expect(hasWordSpaces('tha')).toBe(false);
  expect(hasWordSpaces('eng')).toBe(true);
});

/**
 * The languages that can be read: the packs that Debian's tesseract-ocr 5 has. The table is data, as rows of code, aliases
 * (the first is the BCP 47 tag), English name, autonym, ISO 15924 script; it weighs 3 kB gzip, which is why the API does
 * not import this module but reads `language-table.json`.
 */
import { createLanguages, type Direction, type Language } from './create-languages.ts';
import table from './languages.json';

export type { Direction, Language } from './create-languages.ts';

const RTL_SCRIPTS = /* @__PURE__ */ new Set(['Arab', 'Hebr', 'Syrc', 'Thaa']);
const CJK_SCRIPTS = /* @__PURE__ */ new Set(['Hans', 'Hant', 'Jpan', 'Kore']);
const UNSPACED_SCRIPTS = /* @__PURE__ */ new Set(['Hans', 'Hant', 'Jpan', 'Khmr', 'Laoo', 'Mymr', 'Thai', 'Tibt']);

type Row = [code: string, aliases: string, name: string, native_name: string, script: string];

/** By code, from a to z. */
export const LANGUAGES: readonly Language[] = /* @__PURE__ */ toLanguages(table as Row[]);

// Marked as pure so that who imports this module for something else, as the exports in the service worker do, sheds it.
const known = /* @__PURE__ */ createLanguages(LANGUAGES);

/** The packs of `en+fa` and the like, with the errors of `Languages.resolve`. */
export const resolveLanguages = (input: string): { auto: boolean; packs: string[] } => known.resolve(input);

/** The language of a pack, by Tesseract's code exactly. */
export const languageByCode = (pack: string): Language | undefined => known.byCode(pack);

/** The base direction of a text in these packs: the first one's, `ltr` where there is none. */
export const directionOf = (packs: readonly string[]): Direction => languageByCode(packs[0] ?? '')?.direction ?? 'ltr';

/** Chinese, Japanese or Korean. Korean writes spaces: ask `hasWordSpaces` before any are dropped. */
export const isCjk = (pack: string): boolean => CJK_SCRIPTS.has(languageByCode(pack)?.script ?? '');

/** Whether the language puts a space between words (Thai, say, puts one between phrases only). */
export const hasWordSpaces = (pack: string): boolean => !UNSPACED_SCRIPTS.has(languageByCode(pack)?.script ?? '');

function toLanguages(rows: readonly Row[]): Language[] {
  return rows.map(([code, aliases, name, native_name, script]) => {
    const given = aliases.split(' ').filter((alias) => alias !== '');
    const vertical = code.endsWith('_vert');
    const horizontal = rows.find((row) => vertical && row[0] === code.slice(0, -'_vert'.length));
    return {
      code,
      tag: given[0] ?? horizontal?.[1].split(' ')[0] ?? code,
      aliases: given.filter((alias) => alias !== code),
      name,
      native_name,
      script,
      direction: RTL_SCRIPTS.has(script) ? 'rtl' : 'ltr',
      vertical,
    };
  });
}

/** What languages are called, and how they are found. */
import type { LanguageView } from '../../../contract/responses.ts';

type Named = Pick<LanguageView, 'code' | 'aliases' | 'name' | 'native_name' | 'script'>;

/** BCP 47, for `lang` attributes: the first alias that is one, else Tesseract's code in its shortest form. */
export function tagOf({ code, aliases }: Named): string {
  const tag = aliases.find((alias) => /^[a-z]{2,3}(-[A-Z][a-z]{3})?$/.test(alias)) ?? code.replace(/_.*/, '');
  return Intl.getCanonicalLocales(tag)[0] ?? tag;
}

/** The name in `locale`; what tells a pack from its siblings (vertical, old) is only in the English name. */
export function nameIn(language: Named, locale: string): string {
  if (locale === 'en' || /_(vert|old)$|^frk$/.test(language.code)) return language.name;
  return displayName(locale, 'language', tagOf(language)) ?? language.name;
}

export const scriptIn = ({ script }: Named, locale: string): string => displayName(locale, 'script', script) ?? script;

/** Whether each word of the query begins a word of its names; of scripts that write no spaces, is in one. */
export function isFound(language: Named, query: string, locale: string): boolean {
  const names = [language.code, ...language.aliases, language.name, language.native_name, nameIn(language, locale)];
  const text = ` ${fold(names.join(' '))}`;
  return fold(query)
    .split(' ')
    .every((word) => text.includes(/^[\x20-\x7e]*$/.test(word) ? ` ${word}` : word));
}

/** Case, accents and the two forms of Persian ye and ke make no difference. */
const fold = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ي/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/[\s_(),-]+/g, ' ')
    .trim();

function displayName(locale: string, type: 'language' | 'script', code: string): string | undefined {
  try {
    return new Intl.DisplayNames(locale, { type, fallback: 'none' }).of(code);
  } catch {
    return undefined;
  }
}

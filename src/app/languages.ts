/** The languages that documents can be read in, named in the interface's language. */
import { signal } from '@preact/signals';
import { ApiError } from '../contract/errors.ts';
import { apiJson } from './api.ts';
import { onChange } from './changes.ts';

export interface DocumentLanguage {
  /** Tesseract's, as the API takes it. */
  code: string;
  /** The language's name in itself. */
  nativeName: string;
  /** BCP 47, for the name in the interface's language; null where the API gives none. */
  tag: string | null;
}

interface ApiLanguages {
  languages: { code: string; aliases: string[]; name: string; native_name: string; installed: boolean }[];
}

// What every build carries.
const BUILT_IN: DocumentLanguage[] = [
  { code: 'eng', nativeName: 'English', tag: 'en' },
  { code: 'fas', nativeName: 'فارسی', tag: 'fa' },
  { code: 'ara', nativeName: 'العربية', tag: 'ar' },
  { code: 'chi_sim', nativeName: '简体中文', tag: 'zh-Hans' },
  { code: 'jpn', nativeName: '日本語', tag: 'ja' },
  { code: 'hin', nativeName: 'हिन्दी', tag: 'hi' },
  { code: 'fra', nativeName: 'Français', tag: 'fr' },
  { code: 'deu', nativeName: 'Deutsch', tag: 'de' },
  { code: 'spa', nativeName: 'Español', tag: 'es' },
  { code: 'ukr', nativeName: 'Українська', tag: 'uk' },
];

export const availableLanguages = signal<DocumentLanguage[]>(BUILT_IN);

/** Keeps the choice in step with the packs that come and go. */
export async function followLanguages(): Promise<void> {
  onChange((change) => {
    if (change.type === 'pack' && change.done === undefined) void loadLanguages();
  });
  await loadLanguages();
}

/** Asks the API which packs are installed; where it does not tell, those of every build stand. */
async function loadLanguages(): Promise<void> {
  try {
    const { languages } = await apiJson<ApiLanguages>('languages/');
    const installed = languages.filter((language) => language.installed);
    if (installed.length > 0) availableLanguages.value = installed.map(fromApi);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

/** The name in `locale`, or the language's own where the browser has none. */
export function languageName(code: string, locale: string): string {
  const language = availableLanguages.value.find((known) => known.code === code);
  if (!language) return code;
  if (!language.tag) return language.nativeName;
  return new Intl.DisplayNames(locale, { type: 'language' }).of(language.tag) ?? language.nativeName;
}

function fromApi(language: ApiLanguages['languages'][number]): DocumentLanguage {
  const builtIn = BUILT_IN.find((known) => known.code === language.code);
  const tag = builtIn?.tag ?? language.aliases.find((alias) => /^[a-z]{2}(-[A-Z][a-z]{3})?$/.test(alias)) ?? null;
  return { code: language.code, nativeName: language.native_name, tag };
}

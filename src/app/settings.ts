/** The person's choices, kept in this browser: language and theme of the interface, languages of documents. */
import { effect, signal } from '@preact/signals';

export const LOCALES = ['en', 'fa'] as const;
export type Locale = (typeof LOCALES)[number];
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const locale = signal<Locale>(oneOf(LOCALES, read('language')) ?? preferredLocale(browserLanguages()));
export const theme = signal<Theme>(oneOf(THEMES, read('theme')) ?? 'system');
/** Codes of the languages that documents are written in; none means `auto`. */
export const documentLanguages = signal<string[]>((read('document-languages') ?? '').split('+').filter(Boolean));

/** Whether programs outside the browser are answered, where the server can pass them on. */
export const bridgeIsOn = signal(read('bridge') === 'on');

export function setBridge(on: boolean): void {
  bridgeIsOn.value = on;
  write('bridge', on ? 'on' : 'off');
}

/** The language that documents are translated into; null: the interface's. */
export const translationTarget = signal<string | null>(read('translation-target'));

export function chooseTranslationTarget(code: string): void {
  translationTarget.value = code;
  write('translation-target', code);
}

export function chooseLocale(value: Locale): void {
  locale.value = value;
  write('language', value);
}

export function chooseTheme(value: Theme): void {
  theme.value = value;
  write('theme', value);
}

export function chooseDocumentLanguages(codes: string[]): void {
  documentLanguages.value = codes;
  write('document-languages', codes.join('+'));
}

/** The first of the browser's languages that the interface speaks, else English. */
export function preferredLocale(languages: readonly string[]): Locale {
  for (const language of languages) {
    const known = oneOf(LOCALES, language.toLowerCase().split('-')[0] ?? '');
    if (known) return known;
  }
  return 'en';
}

/** Keeps `<html lang dir data-theme>` and the browser's own colours in step with the choices. */
export function applySettings(): void {
  effect(() => {
    const root = document.documentElement;
    root.lang = locale.value;
    root.dir = locale.value === 'fa' ? 'rtl' : 'ltr';
    if (theme.value === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme.value;
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')) {
      meta.dataset.own ??= meta.content;
      const chosen = document.querySelector<HTMLMetaElement>(`meta[data-scheme=${theme.value}]`);
      meta.content = chosen?.dataset.own ?? chosen?.content ?? meta.dataset.own;
    }
  });
}

function browserLanguages(): readonly string[] {
  return globalThis.navigator?.languages ?? [];
}

function oneOf<T extends string>(values: readonly T[], value: string | null): T | undefined {
  return values.find((known) => known === value);
}

// Storage throws where cookies are blocked; the choice then lasts as long as the page.
function read(name: string): string | null {
  try {
    return localStorage.getItem(`barg-${name}`);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(`barg-${name}`, value);
  } catch {
    // Nothing to keep it in.
  }
}

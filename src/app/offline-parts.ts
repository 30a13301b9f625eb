import type { Locale } from './settings.ts';

export type SimdVariant = 'relaxed' | 'simd' | 'plain';

/** A file of the build; `url` is relative to the app's base. */
export interface Part {
  url: string;
  bytes: number;
}

/** `offline-core.json`, written by the build. */
export interface OfflineCore {
  version: string;
  groups: {
    always: Part[];
    simd: Record<SimdVariant, Part[]>;
    languages: Record<string, Part[]>;
  };
}

const PACK_OF: Record<Locale, string> = { en: 'eng', fa: 'fas' };

/** What this browser needs of the offline core: one engine, English, and the interface language's own pack. */
export function wantedParts({ groups }: OfflineCore, simd: SimdVariant, locale: Locale): Part[] {
  const packs = new Set(['eng', PACK_OF[locale]]);
  const languages = [...packs].flatMap((pack) => groups.languages[pack] ?? []);
  const parts = [...groups.always, ...groups.simd[simd], ...languages];
  return [...new Map(parts.map((part) => [part.url, part])).values()];
}

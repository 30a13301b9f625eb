/**
 * How a request names languages. A "pack" is a Tesseract code, the name of its traineddata file (`fas`, `chi_sim`): what
 * the engine, the store and the job know. Everything a person or a program may write instead (`fa`, `zh-TW`, `Persian`)
 * is resolved here, once. The table itself is a parameter, because the service worker reads it from a file.
 */
import { ApiError } from './errors.ts';

export type Direction = 'ltr' | 'rtl';

export type Language = {
  /** Tesseract's code. */
  code: string;
  /** BCP 47, for `lang` attributes. */
  tag: string;
  /** What else resolves to it: ISO 639-1, 639-2 (B, T), 639-3, BCP 47, the documentation's own, common names. */
  aliases: readonly string[];
  /** In English. */
  name: string;
  /** In the language itself. */
  native_name: string;
  /** ISO 15924. */
  script: string;
  direction: Direction;
  /** Trained on lines that run from top to bottom. */
  vertical: boolean;
};

/** Tesseract loads every pack of a page into one worker, and each takes memory and time. */
export const MAX_PACKS = 6;

/** A table of languages, and what is asked of it. */
export interface Languages {
  /** By code, from a to z. */
  list: readonly Language[];
  /** The language of a pack, by Tesseract's code exactly. */
  byCode: (pack: string) => Language | undefined;
  /**
   * `auto`, or the packs of one code or of several joined with `+`, in the order given and each once. Case, and `-` or
   * `_`, make no difference; a region is heeded where it tells the script (zh-TW, sr-ME).
   * Throws ApiError `unknown_language` (details: `unknown`, `nearest`, `accepted`), or `bad_field` for an empty part,
   * for `auto` together with others and for more than MAX_PACKS packs.
   */
  resolve: (input: string) => { auto: boolean; packs: string[] };
}

/** By key of every name. */
type Index = ReadonlyMap<string, Language>;

export function createLanguages(list: readonly Language[]): Languages {
  const packs: Index = new Map(list.map((language) => [language.code, language]));
  let built: Index | undefined;
  // Built on first use: it costs some 10 ms cold, and a service worker starts often.
  const index = () => {
    built ??= new Map(list.flatMap((language) => namesOf(language).map((name) => [toKey(name), language] as const)));
    return built;
  };
  return { list, byCode: (pack) => packs.get(pack), resolve: (input) => resolve(input, index) };
}

function resolve(input: string, index: () => Index): { auto: boolean; packs: string[] } {
  const parts = input.split('+').map((part) => part.trim());
  const isAuto = (part: string) => part.toLowerCase() === 'auto';
  if (parts.length === 1 && (parts[0] === '' || parts.every(isAuto))) return { auto: true, packs: [] };
  if (parts.some(isAuto)) throw badField('"auto" stands alone: give "auto" or the languages, not both.');
  if (parts.includes('')) throw badField('A language is missing beside a "+": join codes as in "en+fa".');

  const packs = [...new Set(parts.map((part) => codeOf(index(), part)))];
  if (packs.length > MAX_PACKS) {
    throw badField(`At most ${MAX_PACKS} languages can be read together; ${packs.length} were given.`, {
      limit: MAX_PACKS,
      actual: packs.length,
    });
  }
  return { auto: false, packs };
}

function codeOf(index: Index, part: string): string {
  const language = resolveOne(index, part);
  if (!language) throw unknown(index, part);
  return language.code;
}

function namesOf(language: Language): string[] {
  return [language.code, ...language.aliases, language.name, language.native_name];
}

/** So that "Français", "francais", "chi_sim", "CHI-SIM" and "Chinese (Simplified)" meet their names. */
function toKey(name: string): string {
  const folded = name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  return folded.replace(/[\s_(),-]+/g, '-').replace(/^-|-$/g, '');
}

function resolveOne(index: Index, part: string): Language | undefined {
  return index.get(toKey(part)) ?? resolveTag(index, part);
}

/** Language, script, region. Not variants, as BCP 47 would have it: "srp_latin" is a slip, not Serbian of some kind. */
const TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i;

/**
 * A BCP 47 tag with more in it than the table has. CLDR's likely subtags, which every browser carries, tell the script
 * of a region, and an old or three-letter code's modern one; a script that no pack of the language reads is unknown.
 */
function resolveTag(index: Index, part: string): Language | undefined {
  const tag = part.replaceAll('_', '-');
  if (!TAG.test(tag)) return undefined;
  const locale = new Intl.Locale(tag).maximize();
  const base = index.get(locale.language);
  return index.get(toKey(`${locale.language}-${locale.script}`)) ?? (base?.script === locale.script ? base : undefined);
}

function badField(message: string, details: Record<string, unknown> = {}): ApiError {
  return new ApiError('bad_field', message, { field: 'language', ...details });
}

function unknown(index: Index, part: string): ApiError {
  const shown = part.length > MAX_NEAR_LENGTH ? `${part.slice(0, MAX_NEAR_LENGTH)}…` : part;
  const near = nearest(index, part);
  const offers = near.map((language) => `"${shortCode(language)}" (${language.name})`);
  const list = [offers.slice(0, -1).join(', '), offers.at(-1)].filter(Boolean).join(' or ');
  const advice = list === '' ? 'GET /api/v1/languages/ lists the known ones.' : `Did you mean ${list}?`;
  return new ApiError('unknown_language', `Unknown language "${shown}". ${advice}`, {
    unknown: shown,
    nearest: near.map(shortCode),
    accepted: ['auto', ...new Set(Array.from(index.values(), ({ code }) => code))],
  });
}

const shortCode = (language: Language) => language.aliases[0] ?? language.code;

/** Beyond this, in characters, a part is no misspelling of any name, and comparing it would only cost time. */
const MAX_NEAR_LENGTH = 40;

/** Much written languages: of equally near ones, the likelier to have been meant. */
const COMMON = ['eng', 'chi_sim', 'spa', 'fra', 'deu', 'rus', 'jpn', 'por', 'ara', 'fas', 'hin', 'ita', 'kor', 'tur'];

/** Up to three, nearest first; those near to the first subtag ("fs-IR") where none is near to the whole. */
function nearest(index: Index, part: string): Language[] {
  if (part.length > MAX_NEAR_LENGTH) return [];
  const key = toKey(part);
  const whole = nearestTo(index, key);
  return whole.length > 0 ? whole : nearestTo(index, key.split('-')[0] ?? '');
}

function nearestTo(index: Index, key: string): Language[] {
  // One slip in a code, two in a word, three in a long one; a tie goes to the same first letter, then to COMMON.
  const tolerance = key.length <= 3 ? 1 : key.length <= 6 ? 2 : 3;
  // A known language with a strange subtag ("fa-Latn") stands between one slip and two.
  const base = index.get(key.split('-')[0] ?? '');
  const found = new Map<Language, number>(base ? [[base, 1.5]] : []);
  for (const [name, language] of index) {
    if (Math.abs(name.length - key.length) > tolerance) continue;
    const distance = editDistance(key, name);
    if (distance > tolerance || distance >= name.length) continue;
    const rank = COMMON.indexOf(language.code);
    const score = distance + (name[0] === key[0] ? 0 : 0.5) + (rank < 0 ? COMMON.length : rank) / 100;
    found.set(language, Math.min(score, found.get(language) ?? Number.POSITIVE_INFINITY));
  }
  const ranked = [...found].sort((a, b) => a[1] - b[1]);
  const best = ranked[0]?.[1] ?? 0;
  return ranked
    .filter(([, score]) => score < best + 1)
    .slice(0, 3)
    .map(([language]) => language);
}

/** Damerau–Levenshtein, as optimal string alignment: insertions, deletions, substitutions, neighbours swapped. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      current.push(least);
    }
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? a.length;
}

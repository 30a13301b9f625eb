/** What is known of a script without reading it: the packs that stand for it, and how its letters are told in a text. */

/**
 * By ISO 15924 code, the packs to try a script with, the best first: the first one at hand reads the sample, and the
 * very first is what a page needs whose language cannot be told.
 */
export const MAIN_PACKS: Record<string, readonly string[]> = {
  Latn: ['eng', 'fra', 'deu', 'spa', 'por', 'ita', 'nld', 'pol', 'tur', 'ind'],
  Cyrl: ['rus', 'ukr', 'bul', 'srp', 'bel', 'kaz', 'mkd'],
  Arab: ['ara', 'fas', 'urd', 'pus', 'uig', 'snd'],
  Deva: ['hin', 'mar', 'nep', 'san'],
  Beng: ['ben', 'asm'],
  Hebr: ['heb', 'yid'],
  Grek: ['ell', 'grc'],
  Ethi: ['amh', 'tir'],
  Tibt: ['bod', 'dzo'],
  Geor: ['kat', 'kat_old'],
  Hans: ['chi_sim', 'chi_tra', 'jpn'],
  Hant: ['chi_tra', 'chi_sim', 'jpn'],
  Jpan: ['jpn', 'chi_tra', 'chi_sim'],
  Kore: ['kor'],
  Armn: ['hye'],
  Thaa: ['div'],
  Syrc: ['syr'],
  Guru: ['pan'],
  Gujr: ['guj'],
  Orya: ['ori'],
  Taml: ['tam'],
  Telu: ['tel'],
  Knda: ['kan'],
  Mlym: ['mal'],
  Sinh: ['sin'],
  Thai: ['tha'],
  Laoo: ['lao'],
  Mymr: ['mya'],
  Khmr: ['khm'],
  Cher: ['chr'],
  Cans: ['iku'],
};

/** Unicode's script property, by ISO 15924 code, where a letter of it belongs to a script above. */
const LETTERS: Record<string, RegExp> = {
  Latn: /\p{Script=Latin}/gu,
  Cyrl: /\p{Script=Cyrillic}/gu,
  Arab: /\p{Script=Arabic}/gu,
  Deva: /\p{Script=Devanagari}/gu,
  Beng: /\p{Script=Bengali}/gu,
  Hebr: /\p{Script=Hebrew}/gu,
  Grek: /\p{Script=Greek}/gu,
  Ethi: /\p{Script=Ethiopic}/gu,
  Tibt: /\p{Script=Tibetan}/gu,
  Geor: /\p{Script=Georgian}/gu,
  Kana: /[\p{Script=Hiragana}\p{Script=Katakana}]/gu,
  Hani: /\p{Script=Han}/gu,
  Kore: /\p{Script=Hangul}/gu,
  Armn: /\p{Script=Armenian}/gu,
  Thaa: /\p{Script=Thaana}/gu,
  Syrc: /\p{Script=Syriac}/gu,
  Guru: /\p{Script=Gurmukhi}/gu,
  Gujr: /\p{Script=Gujarati}/gu,
  Orya: /\p{Script=Oriya}/gu,
  Taml: /\p{Script=Tamil}/gu,
  Telu: /\p{Script=Telugu}/gu,
  Knda: /\p{Script=Kannada}/gu,
  Mlym: /\p{Script=Malayalam}/gu,
  Sinh: /\p{Script=Sinhala}/gu,
  Thai: /\p{Script=Thai}/gu,
  Laoo: /\p{Script=Lao}/gu,
  Mymr: /\p{Script=Myanmar}/gu,
  Khmr: /\p{Script=Khmer}/gu,
  Cher: /\p{Script=Cherokee}/gu,
  Cans: /\p{Script=Canadian_Aboriginal}/gu,
};

/** Characters of each script, digits and signs not counted; Chinese characters as `Hani`, Japan's syllables as `Kana`. */
export function scriptCounts(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [script, letters] of Object.entries(LETTERS)) {
    const count = text.match(letters)?.length ?? 0;
    if (count > 0) counts[script] = count;
  }
  return counts;
}

/** Of the letters of a text, those of the script: 0…1, 0 without letters. */
export function shareOf(text: string, script: string): number {
  const counts = scriptCounts(text);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (all === 0) return 0;
  const own =
    script === 'Hans' || script === 'Hant'
      ? (counts.Hani ?? 0)
      : script === 'Jpan'
        ? (counts.Hani ?? 0) + (counts.Kana ?? 0)
        : (counts[script] ?? 0);
  return own / all;
}

/** Written otherwise in mainland China (first row) than in Taiwan and Hong Kong: the commonest that differ. */
const SIMPLIFIED = '这个们时国说会对后来为过学发动经现进种还产门开关问题见长东车马书电话语请让认识应该义务护权';
const TRADITIONAL = '這個們時國說會對後來為過學發動經現進種還產門開關問題見長東車馬書電話語請讓認識應該義務護權';
const LEAST_KANA = 0.05;

/** A pack of one kind reads most of the other kind's characters as its own: so many of those it leaves tell it. */
const LEFT = 0.2;

/**
 * The script of a text in Chinese characters as `pack` has read it (packs of its neighbours read them, too); any other
 * is `script`.
 */
export function chineseOf(text: string, script: string, pack = ''): string {
  const { Kana = 0, Hani = 0, Kore = 0 } = scriptCounts(text);
  if (!['Hans', 'Hant', 'Jpan'].includes(script) || Hani + Kana <= Kore) return script;
  if (Kana / (Kana + Hani) >= LEAST_KANA) return 'Jpan';
  let [simple, full] = [0, 0];
  for (const character of text) {
    if (SIMPLIFIED.includes(character)) simple += TRADITIONAL.includes(character) ? 0 : 1;
    else if (TRADITIONAL.includes(character)) full++;
  }
  if (simple + full === 0) return script;
  const share = full / (simple + full);
  if (pack.startsWith('chi_sim')) return share > LEFT ? 'Hant' : 'Hans';
  if (pack.startsWith('chi_tra')) return share < 1 - LEFT ? 'Hans' : 'Hant';
  return share > 0.5 ? 'Hant' : 'Hans';
}

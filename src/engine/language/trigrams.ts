/**
 * Which language a text is in, among those that share its script: how well its trigrams fit each one's commonest ones
 * (Cavnar and Trenkle, SDAIR 1994, with a probability in place of the rank's distance).
 */

/** By script (ISO 15924), by Tesseract's code: the commonest trigrams, the first most often, end to end. */
export type Profiles = Record<string, Record<string, string>>;

export interface Fit {
  code: string;
  /** Mean logarithm of the trigrams' probability, with what speaks for a language by itself. */
  score: number;
}

/** Probability of the trigram at rank r, fitted to ten declarations: 0.25 / (r + 20). */
const [SCALE, SHIFT] = [0.25, 20];
/** Of a trigram that is not among the commonest 500. */
const UNSEEN = -9;
/** Of one with a letter that is in none of the commonest 500: ы in Serbian, ł in Spanish. */
const FOREIGN = -10.5;
/** Of few speakers, or close to a language of many: they need the better fit by so much (half of what errors differ by). */
const RARE_PENALTY = 0.1;
const RARE = new Set(
  'afr bos bre ceb cos cym epo fao fry gla gle glg grc hat jav kmr lat ltz mlt mri msa oci que san srp_latn sun tat ton tir uig yid yor'.split(
    ' ',
  ),
);
/** Letters that one language of a script alone writes. */
const OWN_LETTERS: Record<string, string> = { asm: 'ৰৱ', snd: 'ٻڀٿڄڃڇڌڏڊڙڦڪڻڳڱ' };
const OWN_LETTERS_SHARE = 0.01;

/**
 * Best first; none where the script has no profiles. `folded`: without accents, for text that was read with another
 * language's pack.
 */
export function fitsOf(text: string, script: string, profiles: Profiles, folded = false): Fit[] {
  const fold = folded ? withoutMarks : (part: string) => part;
  const counts = new Map<string, number>();
  let total = 0;
  for (const gram of trigramsOf(fold(plain(text)))) {
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
    total++;
  }
  if (total === 0) return [];
  const fits = Object.entries(profiles[script] ?? {}).map(([code, profile]): Fit => {
    const letters = fold(profile);
    const chances = chancesOf(letters);
    const alphabet = new Set(letters);
    const unseen = (gram: string) => ([...gram].every((letter) => alphabet.has(letter)) ? UNSEEN : FOREIGN);
    let sum = 0;
    for (const [gram, count] of counts) sum += count * (chances.get(gram) ?? unseen(gram));
    return { code, score: sum / total - (RARE.has(code) ? RARE_PENALTY : 0) };
  });
  for (const [code, letters] of Object.entries(OWN_LETTERS)) {
    const own = [...text].filter((character) => letters.includes(character)).length;
    if (own / total > OWN_LETTERS_SHARE) fits.push({ code, score: 0 });
  }
  return fits.sort((a, b) => b.score - a.score);
}

/** 0…1: how sure the first of the fits is, of a text of so many letters. */
export function sureness(fits: readonly Fit[], letters: number): number {
  const [first, second] = fits;
  if (!first) return 0;
  if (!second) return 1;
  return 1 - Math.exp(-(first.score - second.score) * Math.sqrt(letters));
}

function chancesOf(profile: string): Map<string, number> {
  const characters = [...profile];
  const chances = new Map<string, number>();
  for (let n = 0; n + 2 < characters.length; n += 3) {
    const gram = characters.slice(n, n + 3).join('');
    const chance = Math.log(SCALE / (n / 3 + SHIFT));
    chances.set(gram, Math.max(chance, chances.get(gram) ?? UNSEEN));
  }
  return chances;
}

/** As scripts/language-profiles.mjs counts them. */
function* trigramsOf(text: string): Generator<string> {
  for (const [word] of text.matchAll(/[\p{L}\p{M}']+/gu)) {
    const padded = [...` ${word} `];
    for (let n = 0; n + 2 < padded.length; n++) yield padded.slice(n, n + 3).join('');
  }
}

const plain = (text: string) => text.normalize('NFC').toLowerCase().replaceAll('’', "'");

/** One character for one: trigrams stay trigrams. */
function withoutMarks(text: string): string {
  return [...text].map((character) => ALIKE[character] ?? character.normalize('NFD').charAt(0)).join('');
}

/** What packs of neighbouring languages read for a letter they do not know. */
const ALIKE: Record<string, string> = {
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ß: 's',
  æ: 'a',
  œ: 'o',
  ð: 'd',
  þ: 'p',
  ي: 'ی',
  ى: 'ی',
  ئ: 'ی',
  ك: 'ک',
  ة: 'ه',
  ۀ: 'ه',
  ؤ: 'و',
  і: 'и',
  ы: 'и',
  э: 'е',
  є: 'е',
  ґ: 'г',
  ў: 'у',
  ђ: 'ћ',
  ъ: 'ь',
};

/** `language=auto` of a page that has text of its own: what its pictures are to be read with is told by that text. */
import type { DetectedLanguage } from './detect-language.ts';
import profiles from './profiles.json';
import { chineseOf, MAIN_PACKS, scriptCounts } from './scripts.ts';
import { fitsOf, sureness } from './trigrams.ts';

/** Fewer letters tell a language less surely than a picture's sample does. */
const ENOUGH = 200;
/** Characters looked at: half a page. */
const LOOKED_AT = 2_000;
/** Of the letters: from this share on a script is read beside the main one. */
const BESIDE = 0.06;
const SURE = 0.6;

/**
 * Null where the text is short, fits several languages, or needs a pack that is not at hand. The few words of a chart or
 * a logo tell little: of an English report's, a third were taken for Arabic, Chinese, Japanese or Ukrainian.
 */
export function languageOfText(
  text: string,
  { installed, known }: { installed: readonly string[]; known: readonly string[] },
): DetectedLanguage | null {
  const part = text.slice(0, LOOKED_AT);
  const { Kana = 0, Hani = 0, ...others } = scriptCounts(part);
  const counts: Record<string, number> = others;
  if (Kana + Hani > 0) counts[chineseOf(part, 'Hans')] = Kana + Hani;
  const letters = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (letters < ENOUGH) return null;
  const scripts = Object.entries(counts).filter(([, count]) => count >= BESIDE * letters);
  const packs: string[] = [];
  for (const [script, count] of scripts.sort((a, b) => b[1] - a[1])) {
    const fits = fitsOf(part, script, profiles).filter(({ code }) => known.includes(code));
    const isSure = fits.length === 0 || sureness(fits, count) >= SURE;
    const code = fits[0]?.code ?? MAIN_PACKS[script]?.find((pack) => known.includes(pack));
    if (!isSure || code === undefined || !installed.includes(code)) return null;
    packs.push(code);
  }
  const detected = packs.join('+');
  // Logos are in Latin letters everywhere.
  if (!counts.Latn && installed.includes('eng')) packs.push('eng');
  return { packs, detected, confidence: 1, missing: [], sampleText: part };
}

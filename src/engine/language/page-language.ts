/** `language=auto`, page by page: what to read one with, told from its picture with the packs at hand. */
import { ApiError } from '../../contract/errors.ts';
import { LANGUAGES, languageByCode } from '../../contract/languages.ts';
import type { Warning } from '../../document/model.ts';
import type { LayoutInput } from '../../layout/input.ts';
import { keptPacks, packsHere } from '../packs/packs-here.ts';
import type { Tools } from '../recognise/read-picture.ts';
import type { GrayPicture, Recognizer } from '../recognise/recognizer.ts';
import type { DetectedLanguage } from './detect-language.ts';

export interface PageLanguage {
  /** Packs to read the picture with, which is upright and level. */
  packsFor(picture: GrayPicture): Promise<string[]>;
  /** What was found when `packsFor` gave these packs; it is asked anew for each way a page may lie. */
  foundWith(packs: readonly string[]): DetectedLanguage | undefined;
}

/**
 * `fetchPacks` rejects with ApiError `engine_unavailable` where one can not be had now; `hint`: what the page before was
 * read with.
 */
export function pageLanguage(
  { recognizer, images }: Tools,
  fetchPacks: (packs: readonly string[]) => Promise<void>,
  hint: readonly string[] | undefined,
  signal: AbortSignal,
): PageLanguage {
  const all: DetectedLanguage[] = [];
  // A sample, too, is read with what the deployment has and this device may not have fetched yet.
  const fetching: Recognizer = {
    async read(request) {
      await fetchPacks(request.packs);
      return recognizer.read(request);
    },
  };
  return {
    async packsFor(picture) {
      const { detectLanguage } = await import('./detect-language.ts');
      const look = await images.look(picture, signal);
      const known = LANGUAGES.map(({ code }) => code);
      const detect = async (installed: string[]) => {
        const found = await detectLanguage(look, {
          recognizer: fetching,
          installed,
          known,
          ...(hint && { hint }),
          signal,
        });
        await fetchPacks(found.packs);
        return found;
      };
      let found: DetectedLanguage;
      try {
        found = await detect(await packsHere());
      } catch (error) {
        // A pack of the deployment that was not fetched before, and now there is no network.
        if (!(error instanceof ApiError) || error.code !== 'engine_unavailable') throw error;
        found = await detect(await keptPacks());
      }
      all.push(found);
      return found.packs;
    },
    foundWith: (packs) => all.find((found) => found.packs === packs),
  };
}

/** The page's language by its own text; null where that does not tell it, or there is none. Rejects as above. */
export async function textLanguage(
  text: LayoutInput | null,
  fetchPacks: (packs: readonly string[]) => Promise<void>,
): Promise<DetectedLanguage | null> {
  if (!text || text.lines.length === 0) return null;
  const { languageOfText } = await import('./text-language.ts');
  const words = text.lines.flatMap((line) => line.words.map((word) => word.text)).join(' ');
  const found = languageOfText(words, { installed: await packsHere(), known: LANGUAGES.map(({ code }) => code) });
  if (found) await fetchPacks(found.packs);
  return found;
}

/** Of packs that would be right and are not at hand. `page` counts from 1. */
export const missingLanguages = ({ missing, packs }: DetectedLanguage, page: number): Warning[] =>
  missing.map(({ code }) => ({
    code: 'language_missing',
    message:
      `This page looks like ${nameOf(code)}, whose language pack is not on this device. ` +
      `It was read as ${packs.map(nameOf).join(' and ')}. Get the pack on the languages page and read the page again.`,
    page,
    language: code,
  }));

const nameOf = (code: string): string => languageByCode(code)?.name ?? code;

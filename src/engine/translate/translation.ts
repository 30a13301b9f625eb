/** Translation of pages in a tab: by what this device has, the browser's own translator or a local language model. */
import { ApiError } from '../../contract/errors.ts';
import { languageByCode, resolveLanguages } from '../../contract/languages.ts';
import type { ListedModel } from '../../contract/models.ts';
import type { Page } from '../../document/model.ts';
import { readAccount } from '../../store/account.ts';
import { listModels } from '../../store/models.ts';
import { translateBlocks } from '../../translate/translate-blocks.ts';
import type { Translator } from '../../translate/translator.ts';
import type { RunModel } from '../models/model-runner.ts';
import { browserTranslator } from './browser-translator.ts';
import { modelTranslator } from './model-translator.ts';

export interface TranslationOptions {
  run: RunModel;
  listed: () => Promise<ListedModel[]>;
}

export interface Translation {
  /** Rejects with `engine_unavailable` where nothing here can translate from `source`, or from the usual languages. */
  check(source: string | null, target: string): Promise<void>;
  /** The page with its translation. Where it fails, the page as it is, with a warning. */
  translate(page: Page, target: string, signal: AbortSignal, onProgress: (ratio: number) => void): Promise<Page>;
}

/** What a page is taken to be in before it is read. */
const USUAL = ['eng', 'deu', 'fra', 'spa'];

export function createTranslation({ run, listed }: TranslationOptions): Translation {
  /** Null where nothing here can. */
  async function translatorFor(source: string | null, target: string): Promise<Translator | null> {
    const to = languageByCode(codeOf(target));
    const from = source === null ? undefined : languageByCode(source);
    if (!to) return null;
    const own = from && (await browserTranslator(from.tag, to.tag));
    if (own) return own;
    const model = await readyModel(listed);
    return model ? modelTranslator(run, model, { source: from?.name, target: to.name }) : null;
  }

  return {
    async check(source, target) {
      const from = source === null ? USUAL : [source];
      for (const one of from) if (await translatorFor(one, target)) return;
      throw new ApiError('engine_unavailable', UNAVAILABLE);
    },

    async translate(page, target, signal, onProgress) {
      const source = page.detected_language?.split('+')[0] ?? null;
      if (source !== null && source === codeOf(target)) return page;
      const number = page.index + 1;
      try {
        const translator = await translatorFor(source, target);
        if (!translator) throw new ApiError('engine_unavailable', UNAVAILABLE);
        const { blocks, left, unchecked } = await translateBlocks(page.blocks, translator, signal, onProgress);
        const warnings = [
          {
            code: 'machine_translation',
            message: `Translated by machine (${translator.name}). The original is kept beside.`,
          },
          ...(left > 0 ? [{ code: 'translation_incomplete', message: NOT_TRANSLATED(left) }] : []),
          ...(unchecked > 0 ? [{ code: 'translation_unchecked', message: UNCHECKED(unchecked) }] : []),
        ];
        return { ...page, blocks, warnings: [...page.warnings, ...warnings.map((one) => ({ ...one, page: number }))] };
      } catch (error) {
        if (signal.aborted) throw error;
        if (!(error instanceof ApiError)) console.error(error);
        const cause = error instanceof ApiError ? error.message : 'The translator failed.';
        const warning = {
          code: 'translation_failed',
          message: `${cause} The page is in its own language.`,
          page: number,
        };
        return { ...page, warnings: [...page.warnings, warning] };
      }
    },
  };
}

/** Tesseract's, of a language as the API names it; it was checked when the job came. */
const codeOf = (language: string): string => resolveLanguages(language).packs[0] ?? language;

const UNAVAILABLE =
  'No translator is ready on this device. Get a language model on the models page, or use a browser with a translator ' +
  'of its own; leave out translate_to to read only.';
const NOT_TRANSLATED = (count: number) => `${count} passages could not be translated and stand in their own language.`;
const UNCHECKED = (count: number) =>
  `In ${count} passages numbers or addresses differ from the original. Compare them with it.`;

/** The account's model that answers questions, else the first of the list that is ready. */
async function readyModel(listed: () => Promise<ListedModel[]>): Promise<ListedModel | undefined> {
  const [models, records, { settings }] = await Promise.all([listed(), listModels(), readAccount()]);
  const known = new Map(records.map((record) => [record.id, record]));
  const here = models.map((model) => ({ ...model, files: known.get(model.id)?.installed?.files ?? model.files }));
  const ready = here.filter(({ id, use, engine }) => {
    const record = known.get(id);
    const isHere = engine === 'browser' ? record?.lack === null : record?.installed !== undefined;
    return (use === 'chat' || use === 'translation') && isHere && record?.lack === null;
  });
  return (
    ready.find(({ use }) => use === 'translation') ?? ready.find(({ id }) => id === settings.chat_model) ?? ready[0]
  );
}

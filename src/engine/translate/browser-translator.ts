/** The browser's own Translator. Its name exists in browsers that have none: only its availability tells. */
import type { Translator } from '../../translate/translator.ts';

interface Pair {
  sourceLanguage: string;
  targetLanguage: string;
}
interface Session {
  translate(text: string, options: { signal: AbortSignal }): Promise<string>;
  destroy(): void;
}
/** The part used here; it is in no library of TypeScript yet. */
interface TranslatorApi {
  availability(pair: Pair): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>;
  create(pair: Pair & { signal: AbortSignal }): Promise<Session>;
}

/** BCP 47 tags. Null where the browser cannot at once: what it would first fetch is not fetched unasked. */
export async function browserTranslator(source: string, target: string): Promise<Translator | null> {
  const api = (globalThis as typeof globalThis & { Translator?: TranslatorApi }).Translator;
  const pair = { sourceLanguage: source, targetLanguage: target };
  const state = await api?.availability(pair).catch(() => 'unavailable');
  if (!api || state !== 'available') return null;
  return {
    name: 'browser',
    async translate(texts, signal) {
      const session = await api.create({ ...pair, signal });
      try {
        const translated: (string | null)[] = [];
        for (const text of texts) {
          translated.push(
            await session.translate(text, { signal }).catch((error) => {
              if (signal.aborted) throw error;
              return null;
            }),
          );
        }
        return translated;
      } finally {
        session.destroy();
      }
    },
  };
}

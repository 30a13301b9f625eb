import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../contract/languages.ts';
import type { Block } from '../../document/model.ts';
import { blank, textPage } from '../prepare/test-pictures.ts';
import type { Recognizer } from '../recognise/recognizer.ts';
import { detectLanguage } from './detect-language.ts';
import { lookAtLines } from './look.ts';

const known = LANGUAGES.map(({ code }) => code);
const { signal } = new AbortController();

const FRENCH = 'Le train de huit heures avait du retard, et nous avons attendu sur le quai avec nos valises.';
const GERMAN = 'Am Wochenende fahren wir mit dem Fahrrad an den See und essen danach ein Stück Kuchen.';
const ENGLISH = 'The parcel arrived on Tuesday, but nobody was at home, so the driver left it next door.';

/** Reads the same whatever the picture, as sure as given for each pack. */
function reading(text: string, sure: Record<string, number> = {}): Recognizer & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async read({ packs }) {
      asked.push(packs.join('+'));
      const confidence = sure[packs[0] ?? ''] ?? 0.95;
      const bbox: [number, number, number, number] = [0, 0, 10, 10];
      const words = text.split(' ').map((word) => ({ text: word, bbox, confidence }));
      return [{ type: 'text', text, bbox, confidence, lines: [{ text, bbox, confidence, words }] } as unknown as Block];
    },
  };
}

const look = lookAtLines(textPage(16));

describe('the language of a page', () => {
  it('is the pack that has read the sample, where its text is in it', async () => {
    const recognizer = reading(ENGLISH);
    const found = await detectLanguage(look, { recognizer, installed: ['deu', 'eng'], known, signal });
    expect(found).toMatchObject({ packs: ['eng'], detected: 'eng', missing: [], sampleText: ENGLISH });
  });

  it('is another one at hand, told by the text', async () => {
    const found = await detectLanguage(look, {
      recognizer: reading(GERMAN),
      installed: ['eng', 'fra', 'deu'],
      known,
      signal,
    });
    expect(found).toMatchObject({ packs: ['deu'], detected: 'deu', missing: [] });
  });

  it('names the pack that is not at hand, and reads with one that is', async () => {
    const found = await detectLanguage(look, { recognizer: reading(FRENCH), installed: ['eng'], known, signal });
    expect(found).toMatchObject({ packs: ['eng'], detected: 'fra', missing: [{ code: 'fra' }] });
  });

  it('asks the pack of the page before first', async () => {
    const recognizer = reading(FRENCH);
    const found = await detectLanguage(look, { recognizer, installed: ['eng', 'fra'], known, hint: ['fra'], signal });
    expect(found).toMatchObject({ packs: ['fra'], detected: 'fra' });
    expect(recognizer.asked).toEqual(['fra']);
  });

  it('is none of an empty page, which is read with what is at hand', async () => {
    const recognizer = reading(FRENCH);
    const request = { recognizer, installed: ['deu', 'eng'], known, signal };
    expect(await detectLanguage(lookAtLines(blank(600, 400)), request)).toMatchObject({
      packs: ['eng'],
      detected: '',
      confidence: 0,
    });
    expect(await detectLanguage(lookAtLines(blank(600, 400)), { ...request, hint: ['deu'] })).toMatchObject({
      packs: ['deu'],
    });
    expect(recognizer.asked).toEqual([]);
  });

  it('stops when it is called off', async () => {
    const request = { recognizer: reading(FRENCH), installed: ['eng'], known, signal: AbortSignal.abort() };
    await expect(detectLanguage(look, request)).rejects.toThrow('aborted');
  });
});

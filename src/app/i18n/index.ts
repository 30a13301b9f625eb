/** The words and formats of the chosen language, as signals: a view that reads them follows a change. */
import { computed, type ReadonlySignal } from '@preact/signals';
import { type Locale, locale } from '../settings.ts';
import { en } from './en.ts';
import { fa } from './fa.ts';
import { type Formats, formatsOf } from './formats.ts';
import type { Messages } from './messages.ts';

const MESSAGES: Record<Locale, Messages> = { en, fa };
const FORMATS: Record<Locale, Formats> = { en: formatsOf('en'), fa: formatsOf('fa') };

export const messages = computed(() => MESSAGES[locale.value]);
export const formats = computed(() => FORMATS[locale.value]);

/** A language's name in itself, for the choice of language. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', fa: 'فارسی' };

/** The words of a view that brings its own along, so that the first load does without them. */
export const wordsOf = <Words>(words: Record<Locale, Words>): ReadonlySignal<Words> =>
  computed(() => words[locale.value]);

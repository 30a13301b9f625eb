/** What the reader of the API page chose, for as long as the app is open. */
import { computed, signal } from '@preact/signals';
import sample from '../../sample/sample.png';
import { type Language, type Place, TOKEN_PLACEHOLDER } from './program.ts';

export const language = signal<Language>('javascript');
/** The token filled into the examples; '' while they show the placeholder. */
export const shownToken = signal('');
/** The document that the examples ask for: the last one that an example read. */
export const documentUuid = signal<string | null>(null);

export const place = computed<Place>(() => ({
  base: document.baseURI.replace(/#.*$/, '').replace(/\/[^/]*$/, ''),
  token: shownToken.value || TOKEN_PLACEHOLDER,
  uuid: documentUuid.value,
  sample: new URL(sample, document.baseURI).href,
}));

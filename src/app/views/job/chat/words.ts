/** The words of the questions about a document. They come along with the panel: the first load does without them. */
import { wordsOf } from '../../../i18n/index.ts';
import { en } from './words.en.ts';
import { fa } from './words.fa.ts';

export interface ChatWords {
  title: string;
  lead: string;
  notYet: string;
  conversation: string;
  question: string;
  placeholder: string;
  send: string;
  keys: string;
  looking: string;
  loadingModel: string;
  writing: string;
  stop: string;
  /** In front of the choice of what answers. */
  answeredBy: string;
  models: string;
  useExtractive: string;
  first: string;
  you: string;
  answer: string;
  quoted: string;
  nearest: string;
  /** In front of quoted words; counts from 1. */
  page: (page: number) => string;
  showOn: (page: number) => string;
  marked: (page: number) => string;
  back: string;
  copy: string;
  extractive: string;
  kept: string;
  again: string;
  save: string;
  /** What is added to the document's name for a file of the conversation. */
  fileName: string;
  anew: string;
  grounds: string;
}

export const words = wordsOf<ChatWords>({ en, fa });

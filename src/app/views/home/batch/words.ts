/** The words of batches: they come with their view, so that the first load does without them. */
import { wordsOf } from '../../../i18n/index.ts';
import { en } from './words.en.ts';
import { fa } from './words.fa.ts';

export interface BatchWords {
  documents: (count: number) => string;
  documentsOf: (done: number, total: number) => string;
  pagesOf: (done: number, total: number) => string;
  opening: string;
  sending: (file: number, total: number) => string;
  needYou: (count: number) => string;
  show: (name: string) => string;
  resume: string;
  known: (count: number) => string;
  twins: (count: number) => string;
  skipped: (count: number) => string;
  download: string;
  downloadReady: (ready: number, total: number) => string;
  downloadNamed: (name: string) => string;
  save: string;
  building: (document: number, total: number) => string;
  zipping: string;
  cancelAsk: (name: string) => string;
  cancelYes: string;
  cancelNo: string;
  removeAsk: (name: string, documents: number) => string;
}

export const words = wordsOf<BatchWords>({ en, fa });

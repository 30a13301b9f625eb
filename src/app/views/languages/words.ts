/** The words of the languages' page. They come along with the view: the first load does without them. */
import { wordsOf } from '../../i18n/index.ts';
import { en } from './words.en.ts';
import { fa } from './words.fa.ts';

export interface LanguagesWords {
  lead: (count: number) => string;
  search: string;
  stored: (count: number, bytes: number) => string;
  storedNone: string;
  loading: string;
  failed: string;
  retry: string;

  here: string;
  hereText: string;
  more: string;
  moreText: string;
  found: (count: number) => string;
  none: (query: string) => string;

  rightToLeft: string;
  vertical: string;
  state: { device: string; deployment: string; remote: ''; none: string };
  outOfDate: string;
  fetching: (done: number, total: number) => string;
  waiting: string;

  get: string;
  getNamed: (name: string, bytes: number) => string;
  keep: string;
  keepNamed: (name: string) => string;
  update: string;
  updateNamed: (name: string) => string;
  verify: string;
  verifyNamed: (name: string) => string;
  remove: string;
  removeNamed: (name: string) => string;
  cancel: string;
  cancelNamed: (name: string) => string;

  removeAsk: (name: string) => string;
  removeYes: string;
  removeNo: string;
  agreeAsk: (name: string, host: string, bytes: number) => string;
  agreeYes: string;
  agreeNo: string;

  added: (name: string) => string;
  verified: (name: string) => string;
  removed: (name: string) => string;
  notFetched: string;

  missing: (name: string) => string;
  from: (host: string) => string;
  getAndRead: (name: string, bytes: number) => string;
  readAgain: (name: string) => string;
  readingAgain: string;
}

export const words = wordsOf<LanguagesWords>({ en, fa });

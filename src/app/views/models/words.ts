/** The words of the local models. They come along with their view and with the panel of questions. */
import type { ModelView } from '../../../contract/responses.ts';
import { wordsOf } from '../../i18n/index.ts';
import { en } from './words.en.ts';
import { fa } from './words.fa.ts';

export interface ModelsWords {
  lead: string;
  loading: string;
  failed: string;
  retry: string;

  answersTitle: string;
  answersText: string;
  extractive: string;
  extractiveText: string;
  /** Of models that read pages. */
  readsTitle: string;
  readsText: string;
  readsBest: string;
  readsBestText: string;
  modelsTitle: string;
  modelsText: string;
  none: string;
  answering: string;
  reading: string;

  engine: Record<ModelView['engine'], string>;
  /** In place of the name in the list of a browser's own model. */
  browser: string;
  size: (bytes: number) => string;
  here: string;
  paused: (done: number) => string;
  fetching: (done: number, total: number) => string;
  waiting: string;
  /** Why a model cannot run here, by its code; the API's message stands where one is not among them. */
  lacks: Record<string, string>;

  get: string;
  getNamed: (name: string) => string;
  goOn: string;
  goOnNamed: (name: string) => string;
  pause: string;
  pauseNamed: (name: string) => string;
  remove: string;
  removeNamed: (name: string) => string;
  removeAsk: (name: string) => string;
  removeYes: string;
  removeNo: string;
  /** `hosts` is empty where the deployment carries it. */
  agreeAsk: (name: string, bytes: number | null, license: string | null, hosts: readonly string[]) => string;
  agreeYes: string;
  agreeNo: string;
  ready: (name: string) => string;
  removed: (name: string) => string;
}

export const words = wordsOf<ModelsWords>({ en, fa });

export const nameOf = ({ engine, name }: Pick<ModelView, 'engine' | 'name'>): string =>
  engine === 'browser' ? words.value.browser : name;

/** The words of the data of a document. They come along with it: the first load does without them. */
import type { BusinessCardData, DataItem, InvoiceData, ReceiptData } from '../../../../contract/data.ts';
import { wordsOf } from '../../../i18n/index.ts';
import { en } from './words.en.ts';
import { fa } from './words.fa.ts';

type Names<T> = Record<Exclude<keyof T, 'items' | 'checks'>, string>;

export interface DataWords {
  nothing: string;
  nothingText: string;
  notYet: string;
  showOn: (page: number) => string;
  unsure: string;
  items: string;
  checks: string;
  right: string;
  wrong: (expected: number, actual: number) => string;
  wrongPlain: string;
  yes: string;
  no: string;
  names: Names<ReceiptData> & Names<InvoiceData> & Names<BusinessCardData>;
  columns: Record<keyof DataItem, string>;
}

export const words = wordsOf<DataWords>({ en, fa });

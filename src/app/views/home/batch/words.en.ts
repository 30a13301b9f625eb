import { formatsOf } from '../../../i18n/formats.ts';
import type { BatchWords } from './words.ts';

const f = formatsOf('en');

export const en: BatchWords = {
  documents: (count) => f.plural(count, { one: '# document', other: '# documents' }),
  documentsOf: (done, total) => `${f.number(done)} of ${f.plural(total, { one: '# document', other: '# documents' })}`,
  pagesOf: (done, total) => `${f.number(done)} of ${f.plural(total, { one: '# page', other: '# pages' })}`,
  opening: 'Looking into it',
  sending: (file, total) => `Taking in file ${f.number(file)} of ${f.number(total)}`,
  needYou: (count) => f.plural(count, { one: '# needs you', other: '# need you' }),
  show: (name) => `${name}: show its documents`,
  resume: 'Go on',
  known: (count) =>
    f.plural(count, {
      one: '# file had been read before; its result is used',
      other: '# files had been read before; their results are used',
    }),
  twins: (count) =>
    f.plural(count, {
      one: '# file is the same as another one here and was read once.',
      other: '# files are the same as others here and were read once.',
    }),
  skipped: (count) => f.plural(count, { one: '# file was left out', other: '# files were left out' }),
  download: 'Download all',
  downloadReady: (ready, total) => `${f.number(ready)} of ${f.number(total)} are ready and come along.`,
  downloadNamed: (name) => `Download all of ${name}`,
  save: 'Save as ZIP',
  building: (document, total) => `Preparing document ${f.number(document)} of ${f.number(total)}`,
  zipping: 'Packing',
  cancelAsk: (name) => `Stop reading ${name}? What is read stays.`,
  cancelYes: 'Stop',
  cancelNo: 'Go on',
  removeAsk: (name, documents) =>
    `Delete ${name} with ${f.plural(documents, { one: 'its document', other: 'its # documents' })} for good?`,
};

import { formatsOf } from '../../i18n/formats.ts';
import type { LanguagesWords } from './words.ts';

const f = formatsOf('en');

export const en: LanguagesWords = {
  lead: (count) =>
    `Documents can be read in ${f.number(count)} languages. Each needs its pack once; after that it works offline.`,
  search: 'Search languages',
  stored: (count, bytes) => `${f.plural(count, { one: '# pack', other: '# packs' })} kept here, ${f.bytes(bytes)}`,
  storedNone: 'No packs of your own are kept here yet.',
  loading: 'Loading the languages',
  failed: 'The languages could not be loaded.',
  retry: 'Try again',

  here: 'Ready to read',
  hereText: 'Part of this installation, or kept on this device.',
  more: 'More languages',
  moreText: 'Their packs can be fetched and are then kept on this device.',
  found: (count) => f.plural(count, { one: '# language found', other: '# languages found' }),
  none: (query) => `No language is called “${query}” here.`,

  rightToLeft: 'right to left',
  vertical: 'top to bottom',
  state: {
    device: 'Kept on this device',
    deployment: 'Part of this installation',
    remote: '',
    none: 'No source known',
  },
  outOfDate: 'A newer pack is there',
  fetching: (done, total) => `${f.bytes(done)} of ${f.bytes(total)}`,
  waiting: 'Waiting for the first bytes',

  get: 'Get',
  getNamed: (name, bytes) => `Get ${name}, ${f.bytes(bytes)}`,
  keep: 'Keep offline',
  keepNamed: (name) => `Keep offline: ${name}`,
  update: 'Update',
  updateNamed: (name) => `Update ${name}`,
  verify: 'Check',
  verifyNamed: (name) => `Check the pack of ${name}`,
  remove: 'Remove',
  removeNamed: (name) => `Remove ${name}`,
  cancel: 'Cancel',
  cancelNamed: (name) => `Cancel ${name}`,

  removeAsk: (name) => `Remove the pack of ${name} from this device?`,
  removeYes: 'Remove',
  removeNo: 'Keep',
  agreeAsk: (name, host, bytes) =>
    `Fetch ${name} (${f.bytes(bytes)}) from ${host}? That host sees that a pack is fetched, and nothing of your documents.`,
  agreeYes: 'Fetch it',
  agreeNo: 'Not now',

  added: (name) => `${name} is ready.`,
  verified: (name) => `The pack of ${name} is whole and current.`,
  removed: (name) => `${name} was removed.`,
  notFetched:
    'The pack did not come, or not as it should be, and nothing of it was kept. Check the connection and try again.',

  missing: (name) => `This seems to be ${name}, whose pack is not here.`,
  from: (host) => `It comes from ${host}, which sees nothing of your documents.`,
  getAndRead: (name, bytes) => `Get ${name} (${f.bytes(bytes)}) and read again`,
  readAgain: (name) => `Read again as ${name}`,
  readingAgain: 'Reading again',
};

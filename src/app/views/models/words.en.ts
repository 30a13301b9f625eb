import { formatsOf } from '../../i18n/formats.ts';
import type { ModelsWords } from './words.ts';

const f = formatsOf('en');

export const en: ModelsWords = {
  lead: 'Models answer questions, translate, and read what the standard reader cannot. They run on this device: documents stay here.',
  loading: 'Loading the models',
  failed: 'The models could not be loaded.',
  retry: 'Try again',

  answersTitle: 'What answers questions',
  answersText:
    'Whatever answers, every number, date and name is checked against the document, and its words are quoted.',
  extractive: 'The document’s own words',
  extractiveText: 'Always there, at once, on any device.',
  readsTitle: 'What reads handwriting, formulas and hard layouts',
  readsText:
    'A vision model reads a page beside the standard reader. Where the two differ, the words are marked; where it fails, the standard reader’s text stands.',
  readsBest: 'The first that is ready',
  readsBestText: 'In the order below: the best that this device can run.',
  modelsTitle: 'Models',
  modelsText: 'Fetched once, then kept on this device and used offline.',
  none: 'This installation offers no models.',
  answering: 'For answers and translations',
  reading: 'For reading pages',

  engine: {
    'web-llm': 'runs on the graphics card',
    wllama: 'runs on the processor',
    browser: 'part of this browser',
  },
  browser: 'The browser’s own model',
  size: (bytes) => f.bytes(bytes),
  here: 'On this device',
  paused: (done) => `Paused, ${f.bytes(done)} are here`,
  fetching: (done, total) => `${f.bytes(done)} of ${f.bytes(total)}`,
  waiting: 'Waiting for the first bytes',
  lacks: {},

  get: 'Get',
  getNamed: (name) => `Get ${name}`,
  goOn: 'Go on',
  goOnNamed: (name) => `Go on getting ${name}`,
  pause: 'Pause',
  pauseNamed: (name) => `Pause ${name}`,
  remove: 'Remove',
  removeNamed: (name) => `Remove ${name}`,
  removeAsk: (name) => `Remove ${name} from this device?`,
  removeYes: 'Remove',
  removeNo: 'Keep',
  agreeAsk: (name, bytes, license, hosts) =>
    `Fetch ${name}${bytes === null ? '' : ` (${f.bytes(bytes)})`} from ${hosts.join(', ')}? ${
      license ? `Its licence is ${license}. ` : ''
    }These hosts see that a model is fetched, and nothing of your documents.`,
  agreeYes: 'Fetch it',
  agreeNo: 'Not now',
  ready: (name) => `${name} is ready.`,
  removed: (name) => `${name} was removed.`,
};

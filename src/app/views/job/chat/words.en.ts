import { formatsOf } from '../../../i18n/formats.ts';
import type { ChatWords } from './words.ts';

const f = formatsOf('en');

export const en: ChatWords = {
  title: 'Ask this document',
  lead: 'Answers come from its own words, with the page they stand on.',
  notYet: 'Questions can be asked once every page is read.',
  conversation: 'Conversation',
  question: 'Your question',
  placeholder: 'Ask a question',
  send: 'Send',
  keys: 'Enter sends, Shift and Enter start a new line.',
  looking: 'Looking…',
  loadingModel: 'Loading the model…',
  writing: 'Writing…',
  stop: 'Stop',
  answeredBy: 'Answers:',
  models: 'Local models',
  useExtractive: 'Answer in the document’s own words',
  first: 'Questions to begin with',
  you: 'You asked:',
  answer: 'Answer:',
  quoted: 'Quoted passages',
  nearest: 'Nearest passages',
  page: (page) => `p. ${f.number(page)}`,
  showOn: (page) => `Show on page ${f.number(page)}`,
  marked: (page) => `Marked on page ${f.number(page)}`,
  back: 'Back to the answer',
  copy: 'Copy',
  extractive: 'In the document’s own words',
  kept: 'Your question is still in the box.',
  again: 'Try again',
  save: 'Save as Markdown',
  fileName: 'conversation',
  anew: 'New conversation',
  grounds: 'Answered on this device, from this document alone.',
};

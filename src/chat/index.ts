/** Ask the document: an index per document, answers with verified citations. Pure; runs in a worker as in Node. */
export { answerQuestion } from './answer.ts';
export { buildIndex, indexBuilder } from './index-document.ts';
export { suggestQuestions } from './suggest.ts';
export type { Answer, ChatIndex, Citation } from './types.ts';

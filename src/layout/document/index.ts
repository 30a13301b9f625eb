/** The structure of a whole document: summaries of its pages, one decision over them, applied page by page. */
export { applyDecisions, type Decisions, decide } from './decide.ts';
export { type PageSummary, summarise } from './summary.ts';

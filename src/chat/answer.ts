// By the lead, so that the tree builds; the chat engineer replaces this file.
import type { Bbox, Page } from '../document/model.ts';
export type ChatIndex = { pages: readonly Page[] };
export interface Answer { content: string; citations: { page: number; snippet: string; bboxes: Bbox[] }[]; engine: 'extractive' }
export const buildIndex = (pages: readonly Page[]): ChatIndex => ({ pages });
export function answerQuestion(_index: ChatIndex, _question: string, _options: { previous?: string }): Answer {
  return { content: 'This was not found in this document.', citations: [], engine: 'extractive' };
}

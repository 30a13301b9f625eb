/**
 * Answers by a language model, held to the document: `buildRequest` before it is asked, `draftText` while it speaks,
 * `modelAnswer` when it has ended. Pure.
 */
export { draftText, type ModelAnswer, modelAnswer } from './model-answer.ts';
export { buildRequest, type ChatMessage, type ModelRequest } from './request.ts';

/** Questions about a finished job, and answers that rest on its text alone. */
import * as v from 'valibot';
import { Bbox } from './job.ts';

export const Citation = v.object({
  /** Counts from 1. */
  page: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** A verbatim stretch of the page's text, white space apart. */
  snippet: v.string(),
  /** Of the words quoted. */
  bboxes: v.array(Bbox),
});

export const ChatMessage = v.object({
  role: v.picklist(['user', 'assistant']),
  content: v.string(),
  citations: v.array(Citation),
  /** Of an answer that found nothing: the nearest passages. */
  suggestions: v.optional(v.array(Citation)),
  /** `extractive`, or a local model's id; of answers only. */
  engine: v.optional(v.string()),
  /** Why another engine answered than the chosen one. */
  note: v.optional(v.string()),
  created_at: v.pipe(v.string(), v.isoTimestamp()),
});

export const ChatAnswer = v.object({ conversation: v.string(), message: ChatMessage });

/** Oldest first; no conversation where nothing was asked yet. */
export const ChatHistory = v.object({ conversation: v.nullable(v.string()), messages: v.array(ChatMessage) });

/** First questions that the document answers. */
export const ChatQuestions = v.object({ questions: v.array(v.string()) });

export type Citation = v.InferOutput<typeof Citation>;
export type ChatMessage = v.InferOutput<typeof ChatMessage>;
export type ChatAnswer = v.InferOutput<typeof ChatAnswer>;
export type ChatHistory = v.InferOutput<typeof ChatHistory>;
export type ChatQuestions = v.InferOutput<typeof ChatQuestions>;

/**
 * What the API says, as data: the shapes of a job and its pages. The same definitions type the code, validate in
 * tests and become the OpenAPI document. Boxes are pixels of the page as recognised, origin top left, in the page's
 * upright orientation; confidences lie in 0…1; `index` counts from 0.
 */
import * as v from 'valibot';
import { Bbox, BLOCK_STYLES, BLOCK_TYPES, Sha256, TIERS } from './terms.ts';

export { Bbox, type Tier } from './terms.ts';

const confidence = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const timestamp = v.pipe(v.string(), v.isoTimestamp());

export const Word = v.object({
  text: v.string(),
  bbox: Bbox,
  confidence,
  /** As the fonts of a text layer say; never of recognised text. */
  bold: v.optional(v.literal(true)),
  italic: v.optional(v.literal(true)),
  /** Of a vision model: nothing was read at its place, which is told from the words around it. */
  estimated: v.optional(v.literal(true)),
  /** Of a vision model: what the standard reader read there instead; empty where it read nothing. */
  other_reading: v.optional(v.string()),
});

export const Line = v.object({ text: v.string(), bbox: Bbox, confidence, words: v.array(Word) });

export const TableCell = v.object({
  text: v.string(),
  row_span: v.pipe(v.number(), v.integer(), v.minValue(1)),
  col_span: v.pipe(v.number(), v.integer(), v.minValue(1)),
  header: v.boolean(),
  bbox: Bbox,
  confidence,
  /** Of a translated job: by machine. */
  translation: v.optional(v.string()),
});

export const Block = v.object({
  type: v.picklist(BLOCK_TYPES),
  style: v.optional(v.picklist(BLOCK_STYLES)),
  /** Goes on from the last body block before it: on the page before, or at the head of the next column. */
  continues: v.optional(v.literal(true)),
  /** Of a heading: 1…6; of a list item: its depth, 1 where absent. */
  level: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6))),
  text: v.string(),
  bbox: Bbox,
  confidence,
  lines: v.array(Line),
  /** Of a translated job: by machine. A table's cells have theirs. */
  translation: v.optional(v.string()),
  table: v.optional(v.object({ rows: v.array(v.array(TableCell)) })),
});

export const Warning = v.object({
  code: v.string(),
  message: v.string(),
  /** Counts from 1; absent where the warning is about the whole document. */
  page: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Of `language_missing`: Tesseract's code of the pack with which the page would have been read. */
  language: v.optional(v.string()),
});

/** What was done to a page's picture before it was read, and why: `deskew` by −2.4 (degrees clockwise), `scale` by 1.5. */
export const PreparationStep = v.object({ step: v.string(), value: v.number(), reason: v.string() });

export const PAGE_SOURCES = ['text-layer', 'ocr', 'mixed', 'vlm'] as const;

export const Page = v.object({
  index: count,
  text: v.string(),
  blocks: v.array(Block),
  width: count,
  height: count,
  /** As stated by the file; null where it states none. */
  dpi: v.nullable(v.number()),
  /** Degrees clockwise that were undone to make the page upright. */
  rotation: v.picklist([0, 90, 180, 270]),
  source: v.picklist(PAGE_SOURCES),
  /** The vision model that read it. */
  model: v.optional(v.string()),
  /** In the order of the steps; absent where nothing was recognised. */
  preparation: v.optional(v.array(PreparationStep)),
  mean_confidence: v.nullable(confidence),
  detected_language: v.nullable(v.string()),
  warnings: v.array(Warning),
});

export const JOB_STATUSES = ['pending', 'processing', 'done', 'failed'] as const;

/** A job as lists show it: without its pages and texts. */
export const JobSummary = v.object({
  uuid: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
  status: v.picklist(JOB_STATUSES),
  tier: v.picklist(TIERS),
  requested_tier: v.picklist(TIERS),
  language: v.string(),
  detected_language: v.nullable(v.string()),
  tool: v.nullable(v.string()),
  translate_to: v.nullable(v.string()),
  filename: v.string(),
  tags: v.array(v.string()),
  /** Absent from jobs of versions that did not note it. */
  sha256: v.optional(Sha256),
  page_count: count,
  mean_confidence: v.nullable(confidence),
  progress: v.object({ done: count, total: count }),
  credits: v.number(),
  created_at: timestamp,
  finished_at: v.nullable(timestamp),
  expires_at: v.nullable(timestamp),
  warnings: v.array(Warning),
  error: v.optional(v.object({ code: v.string(), message: v.string() })),
});

export const JobList = v.object({ jobs: v.array(JobSummary), next: v.nullable(v.string()) });

export type Word = v.InferOutput<typeof Word>;
export type Line = v.InferOutput<typeof Line>;
export type TableCell = v.InferOutput<typeof TableCell>;
export type Block = v.InferOutput<typeof Block>;
export type PreparationStep = v.InferOutput<typeof PreparationStep>;
export type Warning = v.InferOutput<typeof Warning>;
export type Page = v.InferOutput<typeof Page>;
export type JobStatus = (typeof JOB_STATUSES)[number];
export type JobSummary = v.InferOutput<typeof JobSummary>;
export type { Job } from './whole-job.ts';
export type JobList = v.InferOutput<typeof JobList>;

/** Announced on the BroadcastChannel `changes`; a listener reads the new state over the API. */
export type Change =
  | { type: 'job' | 'page' | 'deleted' | 'export' | 'chat'; uuid: string; index?: number }
  /** Not stored: how far the page in work is. `ratio` is 0…1. */
  | { type: 'progress'; uuid: string; index: number; phase: 'decode' | 'recognise'; ratio: number }
  /** Not stored: how many of its pages the file that is built has. */
  | { type: 'building'; uuid: string; done: number; total: number }
  /** A task was queued or taken back: the host looks again. */
  | { type: 'task'; uuid: string }
  | { type: 'account' }
  /** Not stored: a local model prepares or writes an answer; `text` is what of it holds so far, `ratio` is 0…1. */
  | { type: 'answering'; uuid: string; conversation: string; phase: 'load' | 'write'; ratio?: number; text: string }
  /** A local model was asked for, paused, installed or removed; with `done` of `total` bytes while it is fetched. */
  | { type: 'model'; id: string; done?: number; total?: number }
  /** A language pack was asked for, installed or removed; with `done` of `total` bytes while it is fetched. */
  | { type: 'pack'; code: string; done?: number; total?: number };

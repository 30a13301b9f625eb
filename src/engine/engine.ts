/** What the host needs of an engine: open a file, read a page. The host does not know which one answers. */
import type { ChatMessage } from '../contract/chat.ts';
import type { Data } from '../contract/data.ts';
import type { Bbox, Change, Page } from '../contract/job.ts';
import type { ExportSpec } from '../store/exports.ts';
import type { Commit } from '../store/fence.ts';
import type { BlobRecord, Inspection, JobRecord, Task } from '../store/schema.ts';
import type { LoadFile } from './sources.ts';

export type Phase = Extract<Change, { type: 'progress' }>['phase'];

export interface PageRequest {
  job: JobRecord;
  /** The upload. */
  load: LoadFile;
  /** From 0. */
  index: number;
  /** Tesseract packs to read with; none: the language is told from the page. */
  packs: readonly string[];
  /** The part to read, in pixels of the page; absent: all of it. Boxes are the page's all the same. */
  bbox?: Bbox | undefined;
  /** The vision model to read with; absent: the standard reader alone. */
  vision?: string | undefined;
  /** What to do where that model cannot: the standard reader's text with a warning, or an ApiError. */
  fallback: JobRecord['fallback'];
  signal: AbortSignal;
  /** `ratio` is 0…1 within the phase. */
  onProgress: (phase: Phase, ratio: number) => void;
}

export interface PageReading {
  page: Page;
  /** The page's picture, where the browser cannot show the upload itself. */
  picture: BlobRecord | null;
}

/** Pages of the file. */
export interface BuildProgress {
  done: number;
  total: number;
}

export type ChatReply = Pick<ChatMessage, 'content' | 'citations' | 'suggestions' | 'note'> & { engine: string };

/** An answer that a local model loads for or writes: `text` is what of it holds so far. */
export type Draft = Pick<Extract<Change, { type: 'answering' }>, 'phase' | 'ratio' | 'text'>;

export interface Drafting {
  signal: AbortSignal;
  /** Ends the answer with what there is of it. */
  stop: AbortSignal;
  onDraft: (draft: Draft) => void;
}

export interface Engine {
  /** How many pages are in work at once: one more than are recognised, so that the next is decoded meanwhile. */
  parallelism: number;
  /** Opens the file and counts its pages. What is wrong with the file is a value; exceptions are for bugs. */
  inspect(job: JobRecord, load: LoadFile, signal: AbortSignal): Promise<Inspection>;
  /** Reads one page. Rejects with ApiError for a page that cannot be read, with AbortError once `signal` aborts. */
  readPage(request: PageRequest): Promise<PageReading>;
  /**
   * Changes those of the job's pages `from`…`to` (from 0, `to` not among them) that are others once all are known:
   * running heads, levels of headings. Reads and stores them where it works, and answers with their indexes.
   */
  structurePages(
    epoch: number,
    task: Task,
    from: number,
    to: number,
    signal: AbortSignal,
  ): Promise<number[] | Exclude<Commit, 'committed'>>;
  /** What the job's tool finds in its pages, which it reads from the store; null of a tool that looks for no data. */
  dataOf(uuid: string, signal: AbortSignal): Promise<Data | null>;
  /** A page's picture, where none was made when it was read. Rejects with ApiError. */
  drawPage(job: JobRecord, load: LoadFile, index: number, signal: AbortSignal): Promise<BlobRecord>;
  /** Answers a question about a finished job, which it reads from the store; `previous` was asked before it. */
  answer(uuid: string, question: string, previous: string | undefined, signal: AbortSignal): Promise<ChatReply>;
  /** The same by a local model; where it cannot, in the document's own words, with a note that says why. */
  answerByModel(
    asked: { uuid: string; question: string; previous: string | undefined; model: string },
    drafting: Drafting,
  ): Promise<ChatReply>;
  /** First questions about a finished job, in a language, that it answers; with what they are kept under. */
  questions(uuid: string, language: string, signal: AbortSignal): Promise<{ key: string; questions: string[] }>;
  /** Builds a file from a finished job, which it reads from the store. Rejects with ApiError for what cannot be built. */
  buildExport(
    uuid: string,
    spec: ExportSpec,
    signal: AbortSignal,
    onProgress: (progress: BuildProgress) => void,
  ): Promise<Uint8Array>;
}

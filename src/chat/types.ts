/** The shapes of the chat index and of an answer. All of them survive a structured clone. */
import type { Bbox } from '../document/model.ts';
import type { Cell } from '../layout/fields/rows.ts';

/** `row`: a visual line of short cells (a table row, a label with its value); `item`: a list item. */
export type PassageKind = 'sentence' | 'row' | 'item' | 'heading';

export interface Passage {
  /** Counts from 0. */
  page: number;
  kind: PassageKind;
  /** Offsets in the page's text, in reading order; more than one where a row's cells stand apart in the text. */
  spans: [number, number][];
  /** Of a row. */
  cells?: Cell[];
  /** Of a row: the passages that head its table, as positions in `ChatIndex.passages`. */
  headers?: number[];
  /** The passage that is its heading. */
  heading?: number;
}

/** Word boxes of a page, by the words' offsets in its text: `boxes` holds four numbers a word, in page pixels. */
export interface PageWords {
  starts: Uint32Array;
  ends: Uint32Array;
  boxes: Float32Array;
}

/** Postings of an inverted index: those of `terms[i]` stand at `offsets[i]` … `offsets[i + 1]`. */
export interface Postings {
  terms: string[];
  offsets: Uint32Array;
  passages: Uint32Array;
  /** Weighted term frequency times `WEIGHT_UNIT`. */
  weights: Uint16Array;
  /** Of each passage, in the same unit. */
  lengths: Uint32Array;
}

/** An index of another version, and the first questions that it gave, are to be made anew. */
export const INDEX_VERSION = 3;

export interface ChatIndex {
  version: number;
  /** ISO 639-1 code of the document's main language. */
  language: string;
  texts: string[];
  words: PageWords[];
  passages: Passage[];
  /** The first passage of each page, and the count of all at the end. */
  pageStarts: Uint32Array;
  postings: Postings;
}

export interface Citation {
  /** Counts from 1. */
  page: number;
  /** A verbatim stretch of that page's text, white space apart. */
  snippet: string;
  /** Of the words quoted, in page pixels; empty where the page has no word boxes. */
  bboxes: Bbox[];
}

export interface Answer {
  content: string;
  /** Best first; empty where the document does not say it. */
  citations: Citation[];
  /** The nearest passages, offered where nothing was found. */
  suggestions?: Citation[];
  engine: 'extractive';
}

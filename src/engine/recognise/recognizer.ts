/** What reads a picture: Tesseract in the browser's pool, or under Node in a bench. The pipeline knows no other. */
import type { Block } from '../../document/model.ts';

/** One byte a pixel, 0 black and 255 white, rows from the top, without padding. */
export interface GrayPicture {
  data: Uint8Array;
  width: number;
  height: number;
}

/** How the recogniser divides the picture; the names are Tesseract's, the numbers stand in its adapter. */
export type Segmentation = 'auto' | 'column' | 'block' | 'line' | 'raw-line' | 'word' | 'sparse';

export interface ReadRequest {
  picture: GrayPicture;
  packs: readonly string[];
  segmentation: Segmentation;
  /** Of Tesseract's binarisation: Otsu's one threshold, its default, or Sauvola's local one for uneven light. */
  threshold?: 'otsu' | 'sauvola';
  /**
   * Dots per inch: by it Tesseract tells columns, gaps and specks. Absent: its own guess, which costs whole columns and
   * tables (two English pages: CER 0.47 and 0.53, and 0.05 and 0.12 with the resolution that fits the type).
   */
  resolution?: number;
  signal: AbortSignal;
  /** 0…1. */
  onProgress?: (ratio: number) => void;
}

export interface Recognizer {
  /** Boxes in pixels of the picture. Rejects with ApiError `engine_unavailable`, and with AbortError on `signal`. */
  read(request: ReadRequest): Promise<Block[]>;
}

/** Tesseract's page segmentation modes (its manual, `--psm`). */
export const PAGE_SEGMENTATION: Record<Segmentation, number> = {
  auto: 3,
  column: 4,
  block: 6,
  line: 7,
  word: 8,
  sparse: 11,
  'raw-line': 13,
};

/** Tesseract's `thresholding_method`. */
export const THRESHOLDING = { otsu: 0, sauvola: 2 } as const;

/** The resolution at which type of this x-height, in pixels, is of 10 points: 300 dpi at 20 px. */
export const resolutionFor = (xHeight: number): number => Math.round(Math.min(600, Math.max(70, 15 * xHeight)));

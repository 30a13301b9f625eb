/** What a job says of its pages together, counted as they come: reading them all again would take longer with each. */
import type { JobSummary, Page } from '../contract/job.ts';

/** Of the pages that could be read. */
export interface Tally {
  pages: number;
  /** Of the pages with a mean confidence: their sum, and how many they are. */
  confidence: number;
  confident: number;
  /** Pages that a vision model read; absent from tallies of older versions. */
  vision?: number;
  /** By language, where it was found first: the page, from 0, and in its fraction the place among those of the page. */
  languages: Record<string, number>;
}

export const emptyTally = (): Tally => ({ pages: 0, confidence: 0, confident: 0, languages: {} });

/** Counts a page in that could be read. */
export function count(tally: Tally, { index, source, mean_confidence, detected_language }: Page): void {
  tally.pages++;
  if (source === 'vlm') tally.vision = (tally.vision ?? 0) + 1;
  if (mean_confidence !== null) {
    tally.confidence += mean_confidence;
    tally.confident++;
  }
  const found = detected_language?.split('+') ?? [];
  for (const [i, language] of found.entries()) {
    const place = index + i / found.length;
    tally.languages[language] = Math.min(place, tally.languages[language] ?? place);
  }
}

/** Languages stand in the order of the pages, whichever was read first. */
export function writeSummary(summary: JobSummary, { confidence, confident, languages, vision = 0 }: Tally): void {
  summary.tier = vision > 0 ? 'vlm' : 'cpu';
  summary.mean_confidence = confident > 0 ? confidence / confident : null;
  const found = Object.entries(languages).sort(([, a], [, b]) => a - b);
  summary.detected_language = found.length > 0 ? found.map(([language]) => language).join('+') : null;
}

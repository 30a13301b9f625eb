import { describe, expect, test } from 'vitest';
import type { JobSummary, Page } from '../contract/job.ts';
import { count, emptyTally, writeSummary } from './tally.ts';

const page = (index: number, mean_confidence: number | null, detected_language: string | null) =>
  ({ index, mean_confidence, detected_language }) as Page;

function summaryOf(pages: Page[]) {
  const tally = emptyTally();
  for (const one of pages) count(tally, one);
  const summary = {} as JobSummary;
  writeSummary(summary, tally);
  return summary;
}

describe('what a job says of its pages', () => {
  test('languages stand in the order of the pages, not in that of the reading', () => {
    const summary = summaryOf([page(2, 0.5, 'fas'), page(0, 0.7, 'eng'), page(1, 0.9, 'deu+fas')]);
    expect(summary.detected_language).toBe('eng+deu+fas');
    expect(summary.mean_confidence).toBeCloseTo(0.7);
  });

  test('a page without words has no say in the confidence', () => {
    expect(summaryOf([page(0, null, null), page(1, 0.8, null)])).toEqual({
      tier: 'cpu',
      mean_confidence: 0.8,
      detected_language: null,
    });
    expect(summaryOf([page(0, null, null)]).mean_confidence).toBeNull();
  });

  test('the tier is what read a page of it, not what was asked', () => {
    expect(summaryOf([page(0, 0.9, null), { ...page(1, 0.8, null), source: 'vlm' }]).tier).toBe('vlm');
    expect(summaryOf([page(0, 0.9, null)]).tier).toBe('cpu');
  });
});

import type { JobSummary } from '../../../contract/job.ts';

/** The packs that a document's pages lacked, each with those pages (from 1). */
export function missingIn({ warnings }: Pick<JobSummary, 'warnings'>): { code: string; pages: number[] }[] {
  const pages = new Map<string, Set<number>>();
  for (const { code, language, page } of warnings) {
    if (code !== 'language_missing' || !language || !page) continue;
    pages.set(language, (pages.get(language) ?? new Set()).add(page));
  }
  return [...pages].map(([code, set]) => ({ code, pages: [...set].sort((a, b) => a - b) }));
}

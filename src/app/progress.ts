import type { JobSummary } from '../contract/job.ts';
import type { Messages } from './i18n/messages.ts';
import type { PageProgress } from './jobs.ts';

/** How far a running job is: `ratio` is 0…1, null while nothing can be said; `label` says it in words. */
export function progressOf(
  job: Pick<JobSummary, 'status' | 'progress'>,
  page: PageProgress | undefined,
  m: Messages,
): { ratio: number | null; label: string } {
  const { done, total } = job.progress;
  if (job.status === 'pending') return { ratio: null, label: m.jobs.waiting };
  const within = page?.phase === 'recognise' ? page.ratio : 0;
  const ratio = total > 0 && (done > 0 || within > 0) ? Math.min(1, (done + within) / total) : null;
  if (page?.phase === 'decode' && total <= 1) return { ratio, label: m.jobs.preparing };
  return { ratio, label: total > 1 ? m.jobs.readingPage(Math.min(done + 1, total), total) : m.jobs.reading };
}

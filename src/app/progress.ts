import type { JobSummary } from '../contract/job.ts';
import type { Messages } from './i18n/messages.ts';
import type { PagesInWork } from './jobs.ts';
import { roundedTime } from './pace.ts';

/** How far a running job is: `ratio` is 0…1, null while nothing can be said; `label` says it in words. */
export function progressOf(
  job: Pick<JobSummary, 'status' | 'progress'>,
  pages: PagesInWork | undefined,
  m: Messages,
): { ratio: number | null; label: string } {
  const { done, total } = job.progress;
  if (job.status === 'pending') return { ratio: null, label: m.jobs.waiting };
  const inWork = [...(pages?.values() ?? [])];
  const reading = inWork.filter(({ phase }) => phase === 'recognise');
  const within = reading.reduce((sum, { ratio }) => sum + ratio, 0);
  const ratio = total > 0 && (done > 0 || within > 0) ? Math.min(1, (done + within) / total) : null;
  const preparing = inWork.length > 0 && reading.length === 0;
  const page = Math.min(done + 1, total);
  if (total <= 1) return { ratio, label: preparing ? m.jobs.preparing : m.jobs.reading };
  return { ratio, label: preparing ? m.jobs.preparingPage(page, total) : m.jobs.readingPage(page, total) };
}

/** Speed and time left, or time left alone where there is little room; '' while they are not known. */
export function outlookText(
  outlook: { perMinute: number; left: number } | null,
  m: Messages,
  { brief = false } = {},
): string {
  if (!outlook) return '';
  const time = roundedTime(outlook.left);
  const left = time === null ? m.jobs.soonDone : m.jobs[time.unit === 'hour' ? 'hoursLeft' : 'minutesLeft'](time.count);
  const rate = outlook.perMinute < 10 ? Math.round(outlook.perMinute * 2) / 2 : Math.round(outlook.perMinute);
  return brief || rate === 0 ? left : `${m.jobs.pagesAMinute(rate)} · ${left}`;
}

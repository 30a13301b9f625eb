/** How fast pages are read, and how long the rest will take: from the last pages, and calm. */

/** Times in milliseconds; `done` counts pages. */
export interface Pace {
  /** When how many pages were done: the last changes, oldest first. */
  samples: readonly { at: number; done: number }[];
  /** When the rest will be done, as told; null while too little is known. */
  end: number | null;
}

/** At least so many pages and so much time are behind a figure, or it would be a guess. */
const MIN_PAGES = 3;
const MIN_SPAN = 3_000;
/** The rate is that of this stretch: long enough to even out single pages, short enough to follow a change. */
const WINDOW = 60_000;
const MAX_SAMPLES = 40;
/** A stretch this long without a page was no reading: the device slept, or another document came first. */
const PAUSE = 180_000;
/** The share of a new estimate in what is told. */
const WEIGHT = 0.25;

/** The pace once `done` of `total` pages are read; the same object where nothing is new. */
export function paceAfter(before: Pace | undefined, done: number, total: number, now: number): Pace {
  const last = before?.samples.at(-1);
  // Until the first page is done a document waits for its turn: that is no reading.
  if (!before || !last || done === 0 || done < last.done || now - last.at > PAUSE) {
    return { samples: [{ at: now, done }], end: null };
  }
  if (done === last.done) return before;
  const recent = before.samples.filter(({ at }) => now - at <= WINDOW).slice(1 - MAX_SAMPLES);
  const samples = [...(recent.length > 0 ? recent : [last]), { at: now, done }];
  const rate = rateOf(samples);
  if (rate === null) return { samples, end: null };
  const estimate = now + (total - done) / rate;
  const told = before.end === null || before.end < now ? estimate : before.end + WEIGHT * (estimate - before.end);
  return { samples, end: told };
}

/** Pages a minute and milliseconds that are left at `now`; null while too little is known. */
export function outlook(pace: Pace | undefined, now: number): { perMinute: number; left: number } | null {
  const rate = pace && rateOf(pace.samples);
  if (!rate || pace.end === null) return null;
  return { perMinute: rate * 60_000, left: Math.max(0, pace.end - now) };
}

/** Pages a millisecond. */
function rateOf(samples: Pace['samples']): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.done - first.done < MIN_PAGES || last.at - first.at < MIN_SPAN) return null;
  return (last.done - first.done) / (last.at - first.at);
}

/** The unit in which so many milliseconds are told, and how many of it; null is less than a minute. */
export function roundedTime(left: number): { unit: 'minute' | 'hour'; count: number } | null {
  const minutes = Math.round(left / 60_000);
  if (left < 50_000) return null;
  if (minutes < 90) return { unit: 'minute', count: coarse(Math.max(1, minutes)) };
  return { unit: 'hour', count: Math.round(minutes / 60) };
}

/** A quarter of an hour more or less is all that can be said of an hour. */
const coarse = (minutes: number): number => (minutes <= 10 ? minutes : Math.round(minutes / 5) * 5);

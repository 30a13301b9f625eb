/** What a folder or a ZIP brings: files that are opened one after the other, when their turn comes. */
import type { Problem } from '../problem.ts';

export interface Source {
  /** Below the folder or ZIP, with `/` between its parts. */
  path: string;
  /** The file, or why there is none. Rejects only where `signal` aborts. */
  open: (signal: AbortSignal) => Promise<File | Problem>;
}

export interface Skipped {
  path: string;
  problem: Problem;
}

/** The files to read, and those that are left alone; or why nothing of it can be read. */
export type Harvest = { sources: Source[]; skipped: Skipped[] } | { problem: Problem };

/** Bounds of a batch. Sizes in bytes. */
export const BATCH_LIMITS = {
  /** As many as one ZIP of results takes. */
  files: 1_000,
  /** A ZIP is held in memory while it is read. */
  zipBytes: 500 * 1024 * 1024,
  /** All files of a ZIP together, as unpacked: a small ZIP can hold petabytes. */
  unpackedBytes: 2 * 1024 * 1024 * 1024,
} as const;

export const problem = (code: string, details: Problem['details'] = {}): Problem => ({ code, message: code, details });

const SYSTEM =
  /^(\..*|__macosx|thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r|\$recycle\.bin|system volume information)$/i;

/** What systems leave in folders and ZIPs, and what is hidden: nobody means to have it read. */
export const isSystemFile = (path: string): boolean => path.split('/').some((part) => SYSTEM.test(part));

export const isZip = ({ name, type }: { name: string; type?: string }): boolean =>
  /\.zip$/i.test(name) || type === 'application/zip' || type === 'application/x-zip-compressed';

const byPath = new Intl.Collator(undefined, { numeric: true });

/** In the order that a person would put them, without what systems leave; ZIPs within are named, not opened. */
export function harvest(found: readonly Source[]): Harvest {
  const meant = found.filter(({ path }) => !isSystemFile(path)).sort((a, b) => byPath.compare(a.path, b.path));
  const sources = meant.filter(({ path }) => !isZip({ name: path }));
  const nested = meant.filter(({ path }) => isZip({ name: path }));
  if (sources.length > BATCH_LIMITS.files) {
    return { problem: problem('too_many_files', { limit: BATCH_LIMITS.files, actual: sources.length }) };
  }
  if (meant.length === 0) return { problem: problem('no_files_in_it') };
  return { sources, skipped: nested.map(({ path }) => ({ path, problem: problem('nested_zip') })) };
}

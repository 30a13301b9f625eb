/** Summaries of pages that were laid out in this tab, kept until their document is looked at as a whole. */
import type { PageSummary } from '../../layout/document/index.ts';

/** Documents are read one after another; what was cancelled midway is forgotten when so many others came. */
const DOCUMENTS = 4;

export interface KnownSummaries {
  /** Another reading of a page replaces the one before it. */
  add(uuid: string, summary: PageSummary): void;
  /** All of a document, in no order; they are forgotten. */
  take(uuid: string): PageSummary[];
}

export function knownSummaries(): KnownSummaries {
  const known = new Map<string, Map<number, PageSummary>>();
  return {
    add(uuid, summary) {
      const pages = known.get(uuid) ?? new Map<number, PageSummary>();
      // The document that is read now comes last.
      known.delete(uuid);
      known.set(uuid, pages.set(summary.index, summary));
      const [oldest] = known.keys();
      if (known.size > DOCUMENTS && oldest !== undefined) known.delete(oldest);
    },
    take(uuid) {
      const pages = known.get(uuid);
      known.delete(uuid);
      return [...(pages?.values() ?? [])];
    },
  };
}

/**
 * The pages that `1,3-5` names, as indexes from 0; null where it names none, or pages that a document of `count` pages
 * has not. Page numbers count from 1.
 */
export function parsePageRanges(ranges: string, count: number): Set<number> | null {
  const indexes = new Set<number>();
  for (const range of ranges.split(',')) {
    const match = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(range);
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    if (!match || first < 1 || last < first || last > count) return null;
    for (let page = first; page <= last; page++) indexes.add(page - 1);
  }
  return indexes;
}

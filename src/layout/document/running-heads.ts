/** Running heads and page numbers: what repeats, or counts on, at the same place of many pages. */
import { edgeNumbers, readPageNumber } from '../roles/page-numbers.ts';
import type { EdgeSummary, PageSummary } from './summary.ts';

/** A head repeats on more than so many pages, and on such a share of them; less of those between its first and last. */
const MORE_THAN = 3;
const SHARE = 0.2;
const LOCAL_SHARE = 0.4;
/** 0…1; letters misread differ from page to page. */
const SIMILAR = 0.9;
/** Of the page's height: a head stands at one place, on right and on left pages. */
const SAME_Y = 0.02;
/** Of documents with few pages: what stands on all of them, to a hair, in type no larger than the text. */
const FEW_PAGES = 3;
const EXACT_Y = 0.004;
/** Of the running text's em. */
const TITLE = 1.2;
/** Of a page's characters. */
const MOST = 0.5;
/** Heads compared with a misread one: more are hardly in a book. */
const MAX_GROUPS = 300;

interface Entry {
  page: PageSummary;
  edge: EdgeSummary;
  isTop: boolean;
  /** From the edge inwards, 0 for the outermost. */
  rank: number;
  key: string;
}

/** For each page, by its index, which of its blocks become what. */
export function findRunningHeads(
  pages: readonly PageSummary[],
): Map<number, Map<number, 'page-header' | 'page-footer'>> {
  const entries = pages.flatMap((page) => [
    ...page.top.map((edge, rank): Entry => ({ page, edge, isTop: true, rank, key: keyOf(edge.text) })),
    ...page.bottom.map((edge, rank): Entry => ({ page, edge, isTop: false, rank, key: keyOf(edge.text) })),
  ]);
  const numbers = counted(entries, pages.length);
  const sets = [[...repeated(entries, pages.length), ...numbers], numbers].map((set) => new Set<Entry>(set));
  const found = sets.find((set) => !isMostOfPages(set, pages)) ?? new Set<Entry>();
  const result = new Map<number, Map<number, 'page-header' | 'page-footer'>>();
  const edges = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.page.index} ${entry.isTop}`;
    edges.set(key, [...(edges.get(key) ?? []), entry]);
  }
  for (const entry of found) {
    const { page, edge, isTop } = entry;
    if (!isOutermost(entry, edges.get(`${page.index} ${isTop}`) ?? [], found)) continue;
    const blocks = result.get(page.index) ?? new Map<number, 'page-header' | 'page-footer'>();
    blocks.set(edge.block, isTop ? 'page-header' : 'page-footer');
    result.set(page.index, blocks);
  }
  return result;
}

/** Pages that say the same all but for a number, forms and labels, have no heads: that is what they say. */
function isMostOfPages(found: ReadonlySet<Entry>, pages: readonly PageSummary[]): boolean {
  const said = new Map<number, number>();
  for (const { page, edge } of found) said.set(page.index, (said.get(page.index) ?? 0) + edge.text.length);
  const written = pages.filter(({ characters }) => characters > 0);
  const filled = written.filter(({ index, characters }) => (said.get(index) ?? 0) > MOST * characters);
  return 2 * filled.length > written.length;
}

/** What is left of a head without the page number at its edges, in small letters. */
export function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/^[\s\p{P}\p{Nd}]+|[\s\p{P}\p{Nd}]+$/gu, '')
    .replace(/^[ivxl]{1,6}\s+|\s+[ivxl]{1,6}$/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s(?:page|p\.?|seite|صفحه)$/u, '')
    .trim();
}

/** Nothing but running heads stands between it and the edge. */
function isOutermost({ rank, edge }: Entry, ofEdge: readonly Entry[], found: ReadonlySet<Entry>): boolean {
  return ofEdge
    .filter((other) => other.rank < rank)
    .every((other) => found.has(other) || isTyped(other) || Math.abs(other.edge.y - edge.y) < SAME_Y / 2);
}

const isTyped = ({ edge }: Entry): boolean => edge.type === 'page-header' || edge.type === 'page-footer';

function repeated(entries: readonly Entry[], pageCount: number): Entry[] {
  return groups(entries.filter(({ key }) => /\p{L}/u.test(key))).flatMap((group) => {
    const pages = [...new Set(group.map(({ page }) => page.index))].sort((a, b) => a - b);
    if (pageCount <= FEW_PAGES) return isExact(group, pages.length, pageCount) ? group : [];
    const window = (pages.at(-1) ?? 0) - (pages[0] ?? 0) + 1;
    const enough = pages.length >= SHARE * pageCount || pages.length >= LOCAL_SHARE * window;
    if (pages.length <= MORE_THAN || !enough) return [];
    return group.filter((entry) => !isTitle(entry, pages[0]) && !isOwnHeading(entry, group));
  });
}

/** On the first of its pages large type, or a head of several lines, is the title that later pages repeat. */
const isTitle = ({ page, edge, isTop }: Entry, first: number | undefined): boolean =>
  page.index === first && isTop && (edge.size >= TITLE * page.body.size || edge.lines > 1);

/** In large type and said once: headings that count from page to page, and no head that bears the page's number. */
const isOwnHeading = (entry: Entry, group: readonly Entry[]): boolean =>
  entry.edge.size >= TITLE * entry.page.body.size &&
  group.every((other) => other === entry || other.edge.text !== entry.edge.text);

function isExact(group: readonly Entry[], count: number, pageCount: number): boolean {
  const [first] = group;
  if (!first || pageCount < 2 || count < pageCount) return false;
  return group.every(
    ({ edge, rank, page }) =>
      rank <= 1 &&
      Math.abs(edge.y - first.edge.y) <= EXACT_Y &&
      edge.size <= 1.05 * page.body.size &&
      edge.text.length === first.edge.text.length,
  );
}

/** Entries of like text at one height of the page. */
function groups(entries: readonly Entry[]): Entry[][] {
  const exact = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = `${entry.isTop} ${entry.key}`;
    const group = exact.get(key);
    if (group) group.push(entry);
    else exact.set(key, [entry]);
  }
  const sorted = [...exact.values()].sort((a, b) => b.length - a.length);
  const merged: Entry[][] = [];
  for (const group of sorted) {
    const like = merged.slice(0, MAX_GROUPS).find((other) => isAlike(other[0] as Entry, group[0] as Entry));
    if (like) like.push(...group);
    else merged.push([...group]);
  }
  return merged.flatMap(atOneHeight);
}

/** The entries of each height, where heads of one text stand at several. */
function atOneHeight(group: readonly Entry[]): Entry[][] {
  const sorted = group.toSorted((a, b) => a.edge.y - b.edge.y);
  const parts: Entry[][] = [];
  for (const entry of sorted) {
    const part = parts.at(-1);
    if (part && entry.edge.y - (part.at(-1) as Entry).edge.y <= SAME_Y) part.push(entry);
    else parts.push([entry]);
  }
  return parts;
}

function isAlike(a: Entry, b: Entry): boolean {
  if (a.isTop !== b.isTop || Math.abs(a.edge.y - b.edge.y) > SAME_Y) return false;
  const longer = Math.max(a.key.length, b.key.length);
  const allowed = Math.floor((1 - SIMILAR) * longer);
  return Math.abs(a.key.length - b.key.length) <= allowed && isWithin(a.key, b.key, allowed);
}

/** Whether so many insertions, deletions and exchanges lead from one text to the other (Levenshtein, in a band). */
function isWithin(a: string, b: string, allowed: number): boolean {
  if (allowed === 0) return a === b;
  let row = Array.from({ length: b.length + 1 }, (_, j) => (j <= allowed ? j : allowed + 1));
  for (let i = 1; i <= a.length; i++) {
    const next = new Array<number>(b.length + 1).fill(allowed + 1);
    if (i <= allowed) next[0] = i;
    for (let j = Math.max(1, i - allowed); j <= Math.min(b.length, i + allowed); j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    if (Math.min(...next) > allowed) return false;
    row = next;
  }
  return (row[b.length] ?? 0) <= allowed;
}

/** Page numbers that count on with the pages, alone or at the edges of a head; `Page 3 of 10` wherever it stands. */
function counted(entries: readonly Entry[], pageCount: number): Entry[] {
  const numbered = entries.flatMap((entry) => {
    const number = readPageNumber(entry.edge.text);
    return number ? [{ entry, offset: number.value - entry.page.index, sure: number.sure }] : [];
  });
  const needed = pageCount <= FEW_PAGES ? 2 : MORE_THAN;
  // By chance a line ends in the right number now and then, hardly on all pages.
  const neededInHeads = pageCount <= FEW_PAGES ? Math.max(2, pageCount) : MORE_THAN + 1;
  const heads = entries
    .filter(({ rank }) => rank <= 1)
    .flatMap((entry) => edgeNumbers(entry.edge.text).map((value) => ({ entry, offset: value - entry.page.index })));
  const count = new Map<string, Set<number>>();
  const keyed = (of: { entry: Entry; offset: number }) => `${of.entry.isTop} ${of.offset}`;
  for (const one of [...numbered, ...heads]) {
    const pages = count.get(keyed(one)) ?? new Set<number>();
    count.set(keyed(one), pages.add(one.entry.page.index));
  }
  const isSequence = (one: { entry: Entry; offset: number }) => (count.get(keyed(one))?.size ?? 0) >= needed;
  // A line of text may end in a number by chance: as a head it is short, and in small type.
  const isHead = ({ entry }: { entry: Entry }) =>
    entry.edge.text.length <= 100 && entry.edge.size <= 1.1 * entry.page.body.size && entry.edge.type !== 'table';
  return [
    ...numbered.filter((one) => one.sure || isSequence(one)).map(({ entry }) => entry),
    ...heads
      .filter((one) => (count.get(keyed(one))?.size ?? 0) >= neededInHeads && isHead(one))
      .map(({ entry }) => entry),
  ];
}

/** The sections of a Word file: stretches of pages with one size of paper, one kind of running head, one way to count. */
import type { Page } from '../document/model.ts';
import { type Heads, type NumberFormat, type PageHeads, pageHeads } from './docx-heads.ts';
import { isSamePaper, paperOf, type Sheet, sheetOf } from './docx-page.ts';

export interface DocxSection {
  /** Positions among the document's pages: `from`, and those before `to`. */
  from: number;
  to: number;
  sheet: Sheet;
  heads: Heads;
  /** Of pages with even numbers, where these have heads of their own. */
  evenHeads: Heads | null;
  /** The first page has no heads. */
  bareFirst: boolean;
  numbering: { start: number; format: NumberFormat } | null;
}

/** Of heads of their own; where there are more kinds, the commonest stands on all pages. */
const MAX_KINDS = 8;
/** Of the pages on one side: so many must have one head before left and right pages are told apart. */
const ONE_SIDED = 0.6;

/** At least one, for `pages` that are at least one. */
export function docxSections(pages: readonly Page[]): DocxSection[] {
  const all = pageHeads(pages);
  const sides = twoSided(all, pages);
  const keys = sides ? all.map(() => 'sides') : steadyKeys(all);
  const papers = pages.map(paperOf);
  const sections: DocxSection[] = [];
  let from = 0;
  for (let to = 1; to <= pages.length; to++) {
    const [first, next] = [papers[from], papers[to]];
    if (first && next && isSamePaper(first, next) && keys[to] === keys[from] && isCounting(all, to)) continue;
    if (!first) break;
    sections.push(sectionOf(from, to, sheetOf(pages.slice(from, to), first)));
    from = to;
  }
  return sections;

  function sectionOf(start: number, to: number, sheet: Sheet): DocxSection {
    const own = all.slice(start, to);
    const key = keys[start];
    const heads = sides?.odd ?? (own.find((page) => page.key === key) ?? all.find((page) => page.key === key))?.heads;
    const { numbering } = own.find((page) => page.numbering) ?? { numbering: null };
    const before = all[start - 1]?.numbering;
    const goesOn = numbering && before?.format === numbering.format && before.offset === numbering.offset;
    const number = numbering && (pages[start]?.index ?? 0) + numbering.offset;
    const hasHeads = heads !== undefined && heads.header.length + heads.footer.length > 0;
    return {
      from: start,
      to,
      sheet,
      heads: heads ?? { header: [], footer: [] },
      evenHeads: sides?.even ?? null,
      bareFirst: hasHeads && start === 0 && pages.length > 1 && all[0]?.key === '',
      numbering:
        numbering && number !== null && number >= 0 && !goesOn ? { start: number, format: numbering.format } : null,
    };
  }
}

/** Whether the page at `position` is counted on from the one before. */
function isCounting(all: readonly PageHeads[], position: number): boolean {
  const [before, after] = [all[position - 1]?.numbering, all[position]?.numbering];
  if (!before || !after) return true;
  return before.format === after.format && before.offset === after.offset;
}

/** A key a page: pages without heads go with those before them, and too many kinds become one. */
function steadyKeys(all: readonly PageHeads[]): string[] {
  let last = all.find(({ key }) => key !== '')?.key ?? '';
  const keys = all.map(({ key }) => {
    last = key || last;
    return last;
  });
  const changes = keys.filter((key, i) => key !== keys[i - 1]).length;
  if (changes <= MAX_KINDS) return keys;
  const most = commonest(all);
  return keys.map(() => most?.key ?? '');
}

/** Books have the title on left pages and the chapter on right ones. */
function twoSided(all: readonly PageHeads[], pages: readonly Page[]): { even: Heads; odd: Heads } | null {
  const isEven = (i: number) => ((pages[i]?.index ?? i) + (all[i]?.numbering?.offset ?? 1)) % 2 === 0;
  const [evenPages, oddPages] = [true, false].map((even) =>
    all.filter((page, i) => page.key !== '' && isEven(i) === even),
  );
  const [even, odd] = [commonest(evenPages ?? []), commonest(oddPages ?? [])];
  if (!even || !odd || even.key === odd.key) return null;
  const share = (kind: PageHeads, of: readonly PageHeads[] = []) =>
    of.length < 2 ? 0 : of.filter(({ key }) => key === kind.key).length / of.length;
  if (share(even, evenPages) < ONE_SIDED || share(odd, oddPages) < ONE_SIDED) return null;
  return { even: even.heads, odd: odd.heads };
}

function commonest(all: readonly PageHeads[]): PageHeads | undefined {
  const counts = new Map<string, number>();
  for (const { key } of all) if (key !== '') counts.set(key, (counts.get(key) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most && all.find(({ key }) => key === most[0]);
}

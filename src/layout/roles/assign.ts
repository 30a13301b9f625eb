/** What each paragraph of a page is: a heading, a list item, a caption, a footnote, code, a quote… */
import type { Bbox, Block } from '../../document/model.ts';
import { headingLevels } from '../document/levels.ts';
import { isCaption, splitCaption } from './captions.ts';
import { joinCode } from './code.ts';
import { findFigures, placeOf } from './figures.ts';
import { findFootnotes } from './footnotes.ts';
import { markFormulas } from './formula-regions.ts';
import { type Around, isHeading } from './headings.ts';
import { nestItems, splitItems } from './lists.ts';
import { markMargins } from './margins.ts';
import { type ColumnOf, findColumns, isCapitals, isRtl, measurePage } from './measure.ts';
import { numberingOf } from './numbering.ts';
import { overlap, toBlock, toPart } from './part.ts';
import { isQuote } from './quotes.ts';
import { splitTitles } from './titles.ts';
import type { PageFrame, PageMeasure, Part, Piece } from './types.ts';

/**
 * The page's blocks in the order of `pieces`, which is that of reading; figures join where they stand. Levels of
 * headings are those of the page alone: over the document they are decided anew.
 */
export function assignRoles(pieces: readonly Piece[], frame: PageFrame): Block[] {
  // 1. Paragraphs with their measures; finished blocks keep their places among them.
  const entries = pieces.flatMap((piece): Entry[] =>
    'type' in piece ? [{ block: piece }] : splitCaption(toPart(piece.lines)).map((part) => ({ part })),
  );
  const whole = entries.flatMap(({ part }) => (part ? [part] : []));
  const blocks = entries.flatMap(({ block }) => (block ? [block] : []));
  const measure = measurePage(whole, blocks, frame);
  // 2. The edges of the page, then figures, which captions need.
  markMargins(whole, measure, frame);
  const figures = findFigures(frame, whole);
  const shown = [...blocks, ...figures].map(({ bbox }) => ({ box: bbox }));
  for (const part of whole) {
    if (!part.role && isCaption(part, shown, measure.body, measure.leading)) part.role = { type: 'caption' };
  }
  const columnsBefore = findColumns(whole);
  // 3. Paragraphs parted where their lines have roles of their own; between two finished blocks at a time.
  const split = (parts: Part[]) => splitItems(joinCode(splitTitles(parts, measure, columnsBefore), measure), measure);
  const notes = findFootnotes(whole, measure, frame);
  const noted = splitRuns(entries, (run) => run.flatMap((part) => notes.get(part) ?? [part]));
  const parted = splitRuns(noted, split);
  // 4. Whole parts by what they look like and what stands around them.
  const columnOf = findColumns(partsOf(parted));
  const replaced = splitRuns(parted, (run) => markFormulas(run, columnOf, measure));
  const parts = partsOf(replaced);
  markHeadings(parts, shown, columnOf, measure);
  for (const [i, part] of parts.entries()) {
    // Below a heading it is an abstract, or the whole section stands in.
    const isBelowText = i > 0 && parts[i - 1]?.role?.type !== 'heading';
    if (!part.role && isBelowText && isQuote(part, columnOf(part), measure))
      part.role = { type: 'paragraph', style: 'quote' };
  }
  nestItems(parts, measure);
  const titled = joinTitles(replaced, measure);
  setLevels(
    titled.flatMap(({ part }) => (part ? [part] : [])),
    measure.boxes,
  );
  // 5. Blocks, with the figures in their places.
  const result = titled.map(({ part, block }) => (part ? toBlock(part) : (block as Block)));
  for (const figure of figures)
    result.splice(
      placeOf(
        figure.bbox,
        result.map(({ bbox }) => bbox),
      ),
      0,
      figure,
    );
  return result;
}

/** Headings that are hardly larger than the text, each over single lines or none, are labels of a drawing or a form. */
const FEW_WEAK = 2;
const WEAK_SIZE = 1.3;
/** Lines of one title are of one size. */
const TITLE_SIZES = 1.1;

type Entry = { part?: Part; block?: Block };

const partsOf = (entries: readonly Entry[]): Part[] => entries.flatMap(({ part }) => part ?? []);

/** Each run of parts that no block interrupts, exchanged for what `change` makes of it. */
function splitRuns(entries: readonly Entry[], change: (parts: Part[]) => Part[]): Entry[] {
  const out: Entry[] = [];
  let run: Part[] = [];
  const end = () => {
    out.push(...change(run).map((part) => ({ part })));
    run = [];
  };
  for (const entry of entries) {
    if (entry.part) run.push(entry.part);
    else {
      end();
      out.push(entry);
    }
  }
  end();
  return out;
}

function markHeadings(
  parts: readonly Part[],
  shown: readonly { box: Bbox }[],
  columnOf: ColumnOf,
  measure: PageMeasure,
): void {
  // From below upwards, so that a heading above a heading knows what it stands above.
  const before = new Map<Part, Part['role']>();
  for (const part of parts.toReversed()) {
    const isItem = part.role?.type === 'list-item';
    if (part.role && !(isItem && isHeadingItem(part, parts[parts.indexOf(part) + 1], measure))) continue;
    if (!isHeading(part, surroundings(part, parts, shown, columnOf), measure)) continue;
    before.set(part, part.role);
    part.role = { type: 'heading' };
  }
  const weak = [...before.keys()].filter((part) => part.size < WEAK_SIZE * measure.body && !numberingOf(part.text));
  const barren = weak.filter((part) => isBarren(part, parts));
  if (barren.length > FEW_WEAK && barren.length * 2 > weak.length)
    for (const part of barren) restore(part, before.get(part));
}

/** Whether no more than single lines stand below it, up to the next heading. */
function isBarren(heading: Part, parts: readonly Part[]): boolean {
  const below = parts.slice(parts.indexOf(heading) + 1);
  const end = below.findIndex(({ role }) => role?.type === 'heading');
  return below
    .slice(0, end < 0 ? undefined : end)
    .every(({ lines, role }) => lines.length === 1 && role?.type !== 'list-item');
}

function setLevels(parts: readonly Part[], boxes: PageFrame['boxes']): void {
  const found = parts.filter(({ role }) => role?.type === 'heading');
  const levels = headingLevels(
    found.map((part) => ({ text: part.text, size: part.size, bold: part.bold > 0.85 })),
    boxes,
  );
  for (const [i, part] of found.entries()) part.role = { type: 'heading', level: levels[i] ?? 1 };
}

/** A title of several lines that were taken for paragraphs each, as one. */
function joinTitles(entries: readonly Entry[], measure: PageMeasure): Entry[] {
  const joined: Entry[] = [];
  for (const entry of entries) {
    const last = joined.at(-1)?.part;
    if (last && entry.part && isSameTitle(last, entry.part, measure))
      joined[joined.length - 1] = { part: toPart([...last.lines, ...entry.part.lines], { type: 'heading' }) };
    else joined.push(entry);
  }
  return joined;
}

function isSameTitle(above: Part, below: Part, measure: PageMeasure): boolean {
  if (above.role?.type !== 'heading' || below.role?.type !== 'heading') return false;
  const [small, large] = above.size < below.size ? [above.size, below.size] : [below.size, above.size];
  const gap = below.box[1] - above.box[3];
  const isSet = large <= TITLE_SIZES * small && small >= 1.14 * measure.body && above.bold > 0.5 === below.bold > 0.5;
  return (
    isSet &&
    gap <= small &&
    gap > -large &&
    numberingOf(below.text) === null &&
    overlap(above.box[0], above.box[2], below.box[0], below.box[2]) > 0.5
  );
}

function restore(part: Part, role: Part['role']): void {
  if (role) part.role = role;
  else delete part.role;
}

/** What is set unlike its list's text, or stands over a paragraph that begins at its own margin; bullets never. */
function isHeadingItem(part: Part, next: Part | undefined, measure: PageMeasure): boolean {
  if (!/^[\p{L}\p{N}(§]/u.test(part.text) || part.lines.length > 2) return false;
  if (isCapitals(part.text) && !measure.capitals && part.lines.length === 1) return true;
  if ((part.bold > 0.85 && !measure.bold) || part.size >= 1.14 * measure.body) return true;
  if (!next || next.role || next.lines.length < 2) return false;
  const indent = isRtl(part.text) ? part.box[2] - next.box[2] : next.box[0] - part.box[0];
  return part.lines.length === 1 && Math.abs(indent) <= measure.body / 2;
}

function surroundings(part: Part, parts: readonly Part[], shown: readonly { box: Bbox }[], columnOf: ColumnOf): Around {
  const others: { box: Bbox; part?: Part }[] = [
    ...parts.filter((other) => other !== part && !isFurniture(other)).map((other) => ({ box: other.box, part: other })),
    ...shown,
  ];
  const middle = (part.box[1] + part.box[3]) / 2;
  const inColumn = others.filter(({ box }) => overlap(box[0], box[2], part.box[0], part.box[2]) > 0.2);
  const nearest = (list: typeof others, y: (box: Bbox) => number) =>
    list.reduce<(typeof others)[number] | undefined>(
      (best, one) => (!best || Math.abs(y(one.box) - middle) < Math.abs(y(best.box) - middle) ? one : best),
      undefined,
    );
  return {
    above: nearest(
      inColumn.filter(({ box }) => (box[1] + box[3]) / 2 < middle),
      (box) => box[3],
    ),
    below: nearest(
      inColumn.filter(({ box }) => (box[1] + box[3]) / 2 > middle),
      (box) => box[1],
    ),
    hasMate: others.some(
      ({ box, part: other }) =>
        other !== undefined && other.lines.length <= 2 && overlap(box[1], box[3], part.box[1], part.box[3]) > 0.5,
    ),
    column: columnOf(part),
  };
}

const isFurniture = ({ role }: Part): boolean => role?.type === 'page-header' || role?.type === 'page-footer';

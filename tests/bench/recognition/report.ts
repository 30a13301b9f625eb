/** The figures of a set as tables. */
import { mean } from '../shared/statistics.ts';
import { cell, printTable, printTitle } from '../shared/table.ts';
import { causeOf } from './cause.ts';
import type { Item, Result } from './readers.ts';
import { comparable, isUnspaced, type Score, score } from './score.ts';
import type { Part, RecognitionSet } from './sets.ts';

export interface Scored extends Score {
  item: Item;
  text: string;
  seconds: number;
  failure: string | undefined;
  /** Steps of it, as often as they were taken. */
  preparation: readonly string[];
}

/** By the reader's id, in the order of the columns. */
export type Scores = Map<string, Scored[]>;

/** Worse than the native program by more than this is a bug to explain. */
const MARGIN = 0.01;

export const scoresOf = ({ foldCase }: RecognitionSet, items: readonly Item[], results: readonly Result[]): Scored[] =>
  items.map((item, index) => {
    const { text, seconds, failure, preparation = [] } = results[index]!;
    return { item, text, seconds, failure, preparation, ...score(item, text, foldCase) };
  });

/** One row for the whole and one for each part, of the readers that read all of it. */
export function printFigures(set: RecognitionSet, scores: Scores): void {
  const readers = [...scores.keys()];
  const figures = set.amounts ? ['amounts right', 'signs aside', 'word F1', 's/page'] : ['CER', 'word F1', 's/page'];
  const parts: Part[] = [{ title: 'all', of: () => true }, ...(set.parts ?? [])];
  const rows = parts.flatMap(({ title, of }) =>
    readers.flatMap((reader) => {
      const scored = scores.get(reader)!.filter(({ item }) => of(item));
      return scored.length === 0 ? [] : [[title, reader, scored.length, ...figuresOf(set, scored)]];
    }),
  );
  printTable(['pages', 'reader', 'count', ...figures], rows);
}

function figuresOf({ amounts }: RecognitionSet, scored: readonly Scored[]): string[] {
  const average = (of: (page: Scored) => number, digits: number) => mean(scored.map(of)).toFixed(digits);
  const spaced = scored.flatMap((page) => page.f1 ?? []);
  const f1 = shown(spaced.length > 0 ? mean(spaced) : null);
  const seconds = average((page) => page.seconds, 2);
  if (!amounts) return [average((page) => page.cer, 4), f1, seconds];
  const sum = (of: (page: Scored) => number) => scored.reduce((total, page) => total + of(page), 0);
  const all = sum((page) => page.amounts.all);
  const right = sum((page) => page.amounts.right);
  return [`${right} of ${all}`, `${sum((page) => page.amounts.unsigned)} of ${all}`, f1, seconds];
}

const shown = (f1: number | null): string => f1?.toFixed(3) ?? '–';

/** Every page: CER, word F1 and amounts, a column a reader; what ours did to its picture. */
export function printPages({ amounts }: RecognitionSet, scores: Scores): void {
  const readers = [...scores.keys()];
  const byName = namesOf(scores);
  const ours = scores.get('ours') ?? [];
  const prepared = ours.some(({ preparation }) => preparation.length > 0);
  const stepsOf = (of: string) => ours.find(({ item }) => item.name === of)?.preparation.join(', ') ?? '';
  printTitle('Page by page: CER / word F1', 3);
  printTable(
    ['page', ...readers, ...(prepared ? ['preparation'] : [])],
    byName.map((name) => [
      cell(name),
      ...readers.map((reader) => {
        const page = scores.get(reader)!.find(({ item }) => item.name === name);
        if (!page) return '–';
        const { right, all } = page.amounts;
        return `${page.cer.toFixed(3)} / ${shown(page.f1)}${amounts ? ` / ${right} of ${all}` : ''}`;
      }),
      ...(prepared ? [cell(stepsOf(name))] : []),
    ]),
  );
}

const namesOf = (scores: Scores): string[] => [
  ...new Set([...scores.values()].flatMap((pages) => pages.map(({ item }) => item.name))),
];

/** Pages that ours reads worse than the native program, and by which errors. */
export function printWorse({ foldCase }: RecognitionSet, scores: Scores): void {
  const ours = scores.get('ours') ?? [];
  const native = new Map(scores.get('native')?.map((page) => [page.item.name, page]));
  if (ours.length === 0 || native.size === 0) return;
  const worse = ours
    .flatMap((page) => {
      const other = native.get(page.item.name);
      return other && page.cer > other.cer + MARGIN ? [{ page, other }] : [];
    })
    .sort((a, b) => b.page.cer - b.other.cer - (a.page.cer - a.other.cer));
  if (worse.length === 0) {
    console.log(`\nNo page is read worse than by the native program by more than ${MARGIN} CER.`);
    return;
  }
  printTitle(`Worse than the native program by more than ${MARGIN} CER: ${worse.length}`, 3);
  printTable(
    ['page', 'CER', 'native CER', 'word F1', 'native word F1'],
    worse.map(({ page, other }) => [
      cell(page.item.name),
      page.cer.toFixed(3),
      other.cer.toFixed(3),
      shown(page.f1),
      shown(other.f1),
    ]),
  );
  console.log('\nThe largest part of the difference, by its kind:\n');
  for (const { page, other } of worse) {
    const { item } = page;
    const [truth, own, others] = [item.truth, page.text, other.text].map((text) => comparable(item, text, foldCase));
    const cause = causeOf({ truth: truth!, ours: own!, native: others!, unspaced: isUnspaced(item) });
    console.log(`- ${cell(item.name)}: ${cell(cause, CAUSE)}`);
  }
}

/** Characters of a cause: long words among the examples are cut. */
const CAUSE = 300;

/** Pages that a reader failed on: they count as empty. */
export function printFailures(scores: Scores): void {
  for (const [reader, pages] of scores) {
    for (const { item, failure } of pages) {
      if (failure !== undefined) console.log(`\n${reader} failed on ${item.name}: ${cell(failure)}`);
    }
  }
}

/** PDFs that hold their text: how much of what Poppler finds we give, and how fast. */
import { popplerPages, popplerText } from '../shared/programs.ts';
import { createReader, type Reading, sourcesOf } from '../shared/reader.ts';
import { mean } from '../shared/statistics.ts';
import { cell, printTable, printTitle, row, tableHead } from '../shared/table.ts';
import { normalise, tokenScore, type WordScore, wordScore, wordsOf } from '../shared/text-score.ts';
import type { BenchOptions } from './run.ts';
import { type BenchFile, boundOf, filesOf } from './sets.ts';

/** Words that Poppler finds in a file, below which it has no text layer to speak of. */
const MIN_WORDS = 20;
/** Share of characters without a meaning (private use, U+FFFD, controls) above which a layer is garbage. */
const MAX_UNREADABLE = 0.01;
/** From so many pages on a file's speed is that of its pages, not of opening it. */
const LONG = 20;

interface Result extends Reading, WordScore {
  name: string;
  /** Without what is either program's habit: `tokenScore`. */
  f1Tokens: number;
  /** In Poppler's text, of the pages that are compared. */
  words: number;
  /** Of them, taken from the text layer, whole or in part. */
  compared: number;
  missing: string[];
  added: string[];
  /** Words that recognition added to what the layer of a mixed page holds. */
  recognised: number;
}

export async function bornDigital(options: BenchOptions): Promise<void> {
  const files = filesOf(options.folder, options.file).filter(({ name }) => /\.pdf$/i.test(name));
  if (files.length === 0) return;
  const leftOut: [string, string][] = [];
  const results: Result[] = [];
  printTitle('PDFs with text');
  console.log(tableHead(COLUMNS));
  const reader = await createReader(options);
  try {
    for (const file of files) {
      const reference = referenceOf(file);
      if (reference.reason) {
        leftOut.push([file.name, reference.reason]);
        continue;
      }
      const reading = await reader.read(file.path, { bound: boundOf(popplerPages(file.path) ?? 1) });
      results.push(resultOf(file.name, reference.pages, reading));
      console.log(row(rowOf(results.at(-1)!)));
    }
  } finally {
    await reader.close();
  }
  report(results, leftOut);
}

/** Poppler hands on the shapes of Arabic letters where a font names no others. */
const ARABIC_FORMS = /[\ufb50-\ufdff\ufe70-\ufefc]/g;

/** Poppler's text of the file, page by page; with a `reason` where it cannot serve as reference. */
function referenceOf({ path }: BenchFile): { pages: string[]; reason: string } {
  const raw = popplerText(path);
  if (raw === null) return { pages: [], reason: 'Poppler does not open it without a password' };
  const pages = raw.replace(ARABIC_FORMS, (form) => form.normalize('NFKC')).split('\f');
  const text = normalise(pages.join(' '));
  const words = wordsOf(text).length;
  if (words < MIN_WORDS) return { pages, reason: `Poppler finds ${words} words, fewer than ${MIN_WORDS}` };
  const unreadable = text.match(/[\p{Co}\p{Cc}\p{Cn}\ufffd]/gu)?.length ?? 0;
  const share = unreadable / text.length;
  if (share > MAX_UNREADABLE) {
    return { pages, reason: `${(100 * share).toFixed(0)} % of Poppler's characters mean nothing` };
  }
  return { pages: pages.map(cleaned), reason: '' };
}

/**
 * A few controls are bullets of fonts that name no characters; they would spoil the words they stand at. Poppler hands on
 * what is painted: a soft hyphen that is seen is a hyphen.
 */
const cleaned = (text: string): string => text.replace(/(?!\s)\p{Cc}/gu, '').replaceAll('\u00ad', '-');

/** Of the pages that were taken from the layer where there are enough words on them, else of all that was read. */
function resultOf(name: string, reference: readonly string[], reading: Reading): Result {
  const all = reading.layer.split('\f');
  const taken = all.flatMap((text, page) => (text === '\0' ? [] : [{ text, wanted: reference[page] ?? '' }]));
  const isSound = reading.outcome === 'done' && wordsOf(normalise(joined(taken, 'wanted'))).length >= MIN_WORDS;
  const wanted = isSound ? joined(taken, 'wanted') : reference.join('\n');
  const read = isSound ? joined(taken, 'text') : reading.text;
  const { f1: f1Tokens, missing, added } = tokenScore(wanted, read);
  const [words, text] = [normalise(wanted), normalise(read)];
  return {
    ...reading,
    ...wordScore(words, text),
    f1Tokens,
    missing,
    added,
    name,
    words: wordsOf(words).length,
    compared: isSound ? taken.length : 0,
    recognised: wordsOf(normalise(reading.text)).length - wordsOf(text).length,
  };
}

const joined = <Key extends string>(pages: readonly Record<Key, string>[], key: Key): string =>
  pages.map((page) => page[key]).join('\n');

/** Enough of it was taken from the text layer: what we give there can be compared word by word. */
const isSound = ({ compared }: Result): boolean => compared > 0;

function report(results: readonly Result[], leftOut: readonly [string, string][]): void {
  const sound = results.filter(isSound);
  const others = results.filter((result) => !isSound(result));
  printTitle(`Born-digital: ${sound.length} PDFs with a sound text layer`);
  console.log(
    [
      `Sound: Poppler finds at least ${MIN_WORDS} words, at most ${100 * MAX_UNREADABLE} % of its characters mean`,
      `nothing, and on the pages that we took from the text layer, whole or in part, there are ${MIN_WORDS} words too;`,
      'these pages are compared. All other files are listed below. Words that were recognised beside a text layer, in',
      'pictures, are not compared. Two figures: words between blanks as both print them; and tokens, in which habits do',
      'not count (line-end hyphens, the side on which a full stop stands between two directions, blanks beside raised',
      'digits and brackets, leaders, the code of a bullet).\n',
    ].join(' '),
  );
  printTable(
    [
      '',
      'files',
      'pages',
      'pages compared',
      'word F1',
      'precision',
      'recall',
      'token F1',
      'pages a second',
      'pictures stored unasked',
    ],
    [
      figuresOf('sound', sound),
      figuresOf(
        `of these with ${LONG} pages or more`,
        sound.filter(({ pages }) => pages >= LONG),
      ),
      figuresOf('sound, and those that we recognised or did not read', results),
    ],
  );
  printTitle('The worst ten', 3);
  const worst = [...sound].sort((a, b) => a.f1Tokens - b.f1Tokens);
  printTable(
    ['file', 'word F1', 'token F1', 'sources', 'missing tokens', 'added tokens'],
    worst
      .slice(0, 10)
      .map((result) => [
        cell(result.name),
        result.f1.toFixed(4),
        result.f1Tokens.toFixed(4),
        sourcesOf(result),
        sampleOf(result.missing),
        sampleOf(result.added),
      ]),
  );
  printTitle('The slowest five of ten pages or more', 3);
  const slow = sound.filter(({ pages }) => pages >= 10).sort((a, b) => speedOf([a]) - speedOf([b]));
  printTable(COLUMNS, slow.slice(0, 5).map(rowOf));
  printTitle(`Recognised, or not read, though Poppler finds text: ${others.length}`, 3);
  if (others.length > 0) printTable(COLUMNS, others.map(rowOf));
  printTitle(`Left out: ${leftOut.length}`, 3);
  if (leftOut.length > 0) printTable(['file', 'reason'], leftOut);
}

const figuresOf = (label: string, list: readonly Result[]): (string | number)[] => [
  label,
  list.length,
  total(list, 'pages'),
  total(list, 'compared'),
  ...(['f1', 'precision', 'recall', 'f1Tokens'] as const).map((key) =>
    list.length === 0 ? '–' : mean(list.map((result) => result[key])).toFixed(4),
  ),
  list.length === 0 ? '–' : speedOf(list).toFixed(1),
  total(list, 'pictures'),
];

const total = (list: readonly Result[], key: 'pages' | 'compared' | 'seconds' | 'pictures'): number =>
  list.reduce((sum, result) => sum + result[key], 0);

const speedOf = (list: readonly Result[]): number => total(list, 'pages') / total(list, 'seconds');

const COLUMNS = [
  'file',
  'words',
  'word F1',
  'token F1',
  'precision',
  'recall',
  'words recognised beside',
  'sources or error',
  'seconds',
  'pages a second',
];

/** How many words, and the first few. */
const sampleOf = (words: readonly string[]): string => `${words.length}: ${cell(words.join(' '), 80)}`;

const rowOf = (result: Result): (string | number)[] => [
  cell(result.name),
  result.words,
  result.f1.toFixed(4),
  result.f1Tokens.toFixed(4),
  result.precision.toFixed(4),
  result.recall.toFixed(4),
  result.recognised,
  result.outcome === 'done' ? sourcesOf(result) : cell(`${result.outcome} ${result.code} ${result.message}`),
  result.seconds.toFixed(1),
  speedOf([result]).toFixed(1),
];

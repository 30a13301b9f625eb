/** Broken, odd and hostile files: how each ends, and whether the app still reads a sound one afterwards. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURES } from '../../e2e/harness.ts';
import { popplerPages } from '../shared/programs.ts';
import { createReader, type Reader, type Reading, sourcesOf } from '../shared/reader.ts';
import { cell, printTable, printTitle, row, tableHead } from '../shared/table.ts';
import { normalise, wordScore } from '../shared/text-score.ts';
import type { BenchOptions } from './run.ts';
import { type BenchFile, besides, boundOf, filesOf, type ManifestEntry, manifestOf } from './sets.ts';

const SETS = ['pdf-robustness', 'image-robustness'];
const CHECK_EVERY = 10;
/** A reference of fewer words says nothing about a text. */
const MIN_WORDS = 5;

interface Result extends Reading {
  name: string;
  bound: number;
  /** Pages that Poppler or Pillow sees; null where they refuse the file, undefined where nobody asked them. */
  theirPages: number | null | undefined;
  /** Against the truth or Poppler's text; null where there is neither. */
  f1: number | null;
  /** Of a locked file that was sent without its password: how that ended. */
  unlocked: string | null;
}

export async function robustness(options: BenchOptions): Promise<void> {
  for (const set of SETS) {
    const files = filesOf(options.folder, options.file, [set]);
    if (files.length > 0) await runSet(set, files, options);
  }
}

async function runSet(set: string, files: BenchFile[], options: BenchOptions): Promise<void> {
  const manifest = manifestOf(options.folder, set);
  const reader = await createReader(options);
  const results: Result[] = [];
  const checks: string[] = [];
  printTitle(`Robustness: ${set}, ${files.length} files`);
  console.log(tableHead(['file', 'outcome', 'seconds', 'sources', 'they see', 'word F1', 'message or warnings']));
  try {
    for (const [i, file] of files.entries()) {
      const result = await runFile(reader, file, manifest.get(file.name));
      results.push(result);
      console.log(row(rowOf(result)));
      if ((i + 1) % CHECK_EVERY === 0 || i === files.length - 1) checks.push(await checkAlive(reader, file.name));
    }
  } finally {
    await reader.close();
  }
  const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
  console.log('');
  printTable(
    ['done', 'refused with an error', 'timeout', 'crash', 'sound picture read after it', 'browsers started'],
    [
      [
        count('done'),
        count('error'),
        count('timeout'),
        count('crash'),
        `${checks.filter((problem) => problem === '').length} of ${checks.length}`,
        reader.starts(),
      ],
    ],
  );
  for (const problem of checks.filter(Boolean)) console.log(`\n- ${problem}`);
  const errors = results.flatMap((result) => result.errors.map((text) => [result.name, text] as const));
  printTitle(`Errors in the browser's console: ${errors.length}`, 3);
  for (const [name, text] of errors) console.log(`- ${cell(name)}: ${cell(text, 600)}`);
  const exceptions = results.map((result) => [result, exceptionOf(result)] as const).filter(([, reason]) => reason);
  printTitle(`Exceptions: ${exceptions.length}`, 3);
  if (exceptions.length === 0) return;
  printTable(
    ['file', 'what', 'outcome', 'message or warnings'],
    exceptions.map(([result, reason]) => [cell(result.name), reason, outcomeOf(result), messageOf(result)]),
  );
}

async function runFile(reader: Reader, { name, path }: BenchFile, entry: ManifestEntry | undefined): Promise<Result> {
  const password = entry?.password ?? undefined;
  const theirPages = theirPagesOf(path, entry);
  const bound = boundOf(theirPages ?? entry?.tiff?.dirs ?? 1);
  let unlocked: string | null = null;
  if (password !== undefined) {
    const without = await reader.read(path, { bound });
    unlocked = without.outcome === 'error' ? without.code : without.outcome;
  }
  const reading = await reader.read(path, { bound, password });
  return { ...reading, name, bound, theirPages, unlocked, f1: scoreOf(path, reading) };
}

function theirPagesOf(path: string, entry: ManifestEntry | undefined): number | null | undefined {
  if (entry?.ref_poppler) return entry.ref_poppler.opens ? entry.ref_poppler.pages : null;
  const pillow = entry?.ref_pillow;
  if (pillow !== undefined) return /^(ERROR|TIMEOUT)/.test(pillow) ? null : Number(pillow.split(' ').at(-1)) || 1;
  return /\.pdf$/i.test(path) ? popplerPages(path, entry?.password ?? undefined) : undefined;
}

function scoreOf(path: string, { outcome, text }: Reading): number | null {
  const reference = normalise(besides(path, '.gt.txt') ?? besides(path, '.poppler.txt') ?? '');
  if (outcome !== 'done' || reference.split(' ').length < MIN_WORDS) return null;
  return wordScore(reference, normalise(text)).f1;
}

/** Why a result belongs into the table of exceptions; empty where it does not. */
function exceptionOf(result: Result): string {
  const { outcome, seconds, bound, theirPages, pages, unlocked, f1 } = result;
  const reasons = [
    outcome === 'crash' && 'crash',
    (outcome === 'timeout' || seconds > bound) && `over its bound of ${bound} s`,
    outcome === 'error' && theirPages && 'they read it, we do not',
    outcome === 'error' && !SPECIFIC.test(result.code) && 'no specific error',
    outcome === 'done' && theirPages && !isAnimated(result) && pages !== theirPages && `they see ${theirPages} p.`,
    outcome === 'done' && unreadPages(result).length > 0 && `${unreadPages(result).length} pages were not read`,
    result.errors.length > 0 && 'an error in the console',
    unlocked !== null && unlocked !== 'password_required' && `without its password: ${unlocked}`,
    f1 !== null && f1 < 0.9 && `word F1 ${f1.toFixed(2)}`,
  ];
  return reasons.filter(Boolean).join('; ');
}

/** Codes that tell what is the matter with the file itself. */
const SPECIFIC = /^(unsupported_type|file_too_large|too_many_|password_required|wrong_password|unreadable|empty_file)/;

/** Its frames are no pages to us. */
const isAnimated = ({ warnings }: Reading): boolean => warnings.some(({ code }) => code === 'first_frame_only');

const unreadPages = ({ warnings }: Reading) =>
  warnings.filter(({ code }) => SPECIFIC.test(code) || code === 'internal');

const outcomeOf = ({ outcome, pages, code }: Reading): string =>
  outcome === 'done' ? `done, ${pages} p.` : outcome === 'error' ? code : outcome;

function messageOf({ message, warnings }: Reading): string {
  const said = [message, ...warnings.map((warning) => `${warning.code}: ${warning.message}`)].filter(Boolean);
  const times = (text: string) => said.filter((other) => other === text).length;
  return cell(
    [...new Set(said)].map((text) => (times(text) > 1 ? `${text} (× ${times(text)})` : text)).join(' / '),
    240,
  );
}

const rowOf = (result: Result): string[] => [
  cell(result.name),
  outcomeOf(result) + (result.unlocked === null ? '' : ` (without password: ${result.unlocked})`),
  result.seconds.toFixed(1),
  sourcesOf(result),
  result.theirPages === undefined ? '–' : result.theirPages === null ? 'no' : `${result.theirPages} p.`,
  result.f1?.toFixed(3) ?? '–',
  messageOf(result),
];

/** Empty, or what went wrong with a sound picture after `name`. */
async function checkAlive(reader: Reader, name: string): Promise<string> {
  const reading = await reader.read(join(FIXTURES, 'phototest.tif'), { bound: boundOf(1), language: 'en' });
  const truth = normalise(readFileSync(join(FIXTURES, 'phototest.txt'), 'utf8'));
  const { f1 } = wordScore(truth, normalise(reading.text));
  if (f1 > 0.95) return '';
  return `After ${name} a sound picture: ${outcomeOf(reading)}, word F1 ${f1.toFixed(2)}. ${reading.message}`;
}

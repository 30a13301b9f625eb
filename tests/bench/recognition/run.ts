/**
 * `npm run bench -- recognition FOLDER`: how well pages are read and how fast, by ours, by tesseract.js as it is and by
 * the native program, on the same pictures. Nothing passes or fails. Options: tests/bench/README.md.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine } from '../shared/programs.ts';
import { printTitle } from '../shared/table.ts';
import { printAuto } from './auto.ts';
import { chromiumReader } from './chromium-ours.ts';
import { nativeReader } from './native.ts';
import { nodeReader } from './node-ours.ts';
import { printOverhead } from './overhead.ts';
import { plainReader } from './plain.ts';
import { cached, type Item, type PictureReader, type Result, readAll } from './readers.ts';
import { printFailures, printFigures, printPages, printWorse, type Scores, scoresOf } from './report.ts';
import { cleanPages, languages, SETS } from './sets.ts';

const READERS = ['ours', 'plain', 'native', 'native-debian'];
/** Sets of which ours alone is measured. */
const OURS = ['auto', 'overhead'];
const ALL = [...Object.keys(SETS), ...OURS];

interface Options {
  folder: string;
  sets: string[];
  file: RegExp;
  readers: string[];
  node: boolean;
  verbose: boolean;
  packs: string | undefined;
  cache: string | undefined;
  texts: string | undefined;
  dist: string | undefined;
}

export async function run(args: string[]): Promise<void> {
  const options = parse(args);
  if (typeof options === 'string') {
    console.log(options);
    return;
  }
  const made = mkdtempSync(join(tmpdir(), 'recognition-'));
  const readers = await openReaders(options);
  try {
    console.log(`\`npm run bench -- recognition ${args.join(' ')}\`\n`);
    console.log(`${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC; ${machine()}\n`);
    for (const { id, build } of readers) console.log(`- ${id}: ${build}`);
    // Of ours, by the item's name.
    const known = new Map<string, Result>();
    for (const name of options.sets) {
      if (OURS.includes(name)) await runOurs(name, readers, options, known);
      else await runSet(name, readers, options, made, known);
    }
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
    rmSync(made, { recursive: true });
  }
}

async function runOurs(
  name: string,
  readers: PictureReader[],
  { folder, file }: Options,
  known: Map<string, Result>,
): Promise<void> {
  const ours = readers.find(({ id }) => id === 'ours');
  if (!ours) return;
  const all = name === 'auto' ? languages(folder) : cleanPages(folder);
  const items = all.filter((item) => file.test(item.name) && ours.takes(item));
  await (name === 'auto' ? printAuto(ours, items, known) : printOverhead(ours, items));
}

async function runSet(
  name: string,
  readers: PictureReader[],
  options: Options,
  made: string,
  known: Map<string, Result>,
): Promise<void> {
  const set = SETS[name]!;
  const items = set.items(options.folder, made).filter((item) => options.file.test(item.name));
  if (items.length === 0) return;
  printTitle(`${set.title}, ${items.length} pages; aim: ${set.aim}`);
  // All on the same pages, but Debian's packs, which are others for some languages only.
  const main = readers.filter(({ id }) => id !== 'native-debian');
  const common = items.filter((item) => main.every((reader) => reader.takes(item)));
  const scores: Scores = new Map();
  for (const reader of readers) {
    const taken = common.filter((item) => reader.takes(item));
    if (taken.length === 0) continue;
    const results = await readAll(reader, taken);
    if (reader.id === 'ours') for (const [index, { name }] of taken.entries()) known.set(name, results[index]!);
    scores.set(reader.id, scoresOf(set, taken, results));
    if (options.texts !== undefined) writeTexts(join(options.texts, reader.id), taken, results);
  }
  const left = new Set(items.filter((item) => !common.includes(item)).flatMap(({ packs }) => packs));
  if (left.size > 0) console.log(`Left out, for want of a pack: ${[...left].join(', ')}\n`);
  printFigures(set, scores);
  if (options.verbose) printPages(set, scores);
  printWorse(set, scores);
  printFailures(scores);
}

async function openReaders({ node, dist, packs, cache, readers }: Options): Promise<PictureReader[]> {
  const wants = (id: string) => readers.includes(id);
  const opened: (PictureReader | null)[] = [
    wants('ours') ? await (node ? nodeReader(packs) : chromiumReader(dist)) : null,
    wants('plain') ? cached(plainReader(packs), cache, packs) : null,
  ];
  for (const debian of [false, true]) {
    const native = wants(debian ? 'native-debian' : 'native') ? nativeReader(packs, debian) : null;
    opened.push(native && cached(native, cache, packs));
  }
  return opened.filter((reader) => reader !== null);
}

function writeTexts(folder: string, items: readonly Item[], results: readonly Result[]): void {
  mkdirSync(folder, { recursive: true });
  for (const [index, { name }] of items.entries()) {
    writeFileSync(join(folder, `${name.replaceAll('/', '-')}.txt`), results[index]!.text);
  }
}

/** A string where something is missing or wrong: what to say. */
function parse(args: string[]): Options | string {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      set: { type: 'string' },
      file: { type: 'string', default: '' },
      readers: { type: 'string' },
      node: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
      packs: { type: 'string' },
      cache: { type: 'string' },
      texts: { type: 'string' },
      dist: { type: 'string' },
    },
  });
  const folder = positionals[0] ?? process.env.BARG_DATA;
  if (!folder || !existsSync(folder)) {
    return 'No documents: give the folder that holds the document sets as the argument, or set BARG_DATA to it.';
  }
  const { packs, cache, texts, dist, node, verbose } = values;
  const sets = values.set?.split(',') ?? ALL;
  const unknownSet = sets.find((name) => !ALL.includes(name));
  if (unknownSet !== undefined) return `There is no set "${unknownSet}": --set takes ${ALL.join(', ')}.`;
  const readers = values.readers?.split(',') ?? READERS;
  const unknownReader = readers.find((name) => !READERS.includes(name));
  if (unknownReader !== undefined)
    return `There is no reader "${unknownReader}": --readers takes ${READERS.join(', ')}.`;
  return { folder, sets, file: new RegExp(values.file, 'i'), readers, node, verbose, packs, cache, texts, dist };
}

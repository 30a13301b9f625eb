/**
 * `npm run bench -- structure FOLDER`: how well pages become documents: tables, reading order, headings, fields. Nothing
 * passes or fails. Options: tests/bench/README.md.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { documentMarkdown } from '../../../src/exports/markdown.ts';
import { machine } from '../shared/programs.ts';
import { chromiumReader } from './chromium-ours.ts';
import { nodeReader } from './node-ours.ts';
import type { Structure } from './readers.ts';
import { printLayoutTimes, printSet, type Result } from './report.ts';
import { itemsOf, SETS } from './sets.ts';

interface Options {
  folder: string;
  sets: string[];
  file: RegExp;
  /** Read under Node from these pages. */
  inputs: string | undefined;
  /** Where our Markdown is written. */
  texts: string | undefined;
  verbose: boolean;
  dist: string | undefined;
}

export async function run(args: string[]): Promise<void> {
  const options = parse(args);
  if (typeof options === 'string') {
    console.log(options);
    return;
  }
  const { folder, sets, file, inputs, texts, verbose, dist } = options;
  const made = mkdtempSync(join(tmpdir(), 'structure-'));
  const reader = inputs === undefined ? await chromiumReader(dist) : nodeReader(inputs);
  const all: Result[] = [];
  try {
    console.log(`\`npm run bench -- structure ${args.join(' ')}\`\n`);
    console.log(`${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC; ${machine()}\n`);
    console.log(`- ours: ${reader.build}`);
    for (const set of sets) {
      const results: Result[] = [];
      for (const item of itemsOf(set, folder, made).filter(({ name }) => file.test(name))) {
        const structure = await reader.read(item);
        results.push({ item, structure });
        if (texts !== undefined) writeMarkdown(join(texts, set), item.name, structure);
      }
      if (results.length > 0) printSet(set, results, verbose);
      all.push(...results);
    }
    printLayoutTimes(all);
  } finally {
    await reader.close();
    rmSync(made, { recursive: true });
  }
}

function writeMarkdown(folder: string, name: string, { pages, data }: Structure): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.md`), documentMarkdown(pages));
  if (Object.keys(data).length > 0) writeFileSync(join(folder, `${name}.json`), JSON.stringify(data, null, 2));
}

/** A string where something is missing or wrong: what to say. */
function parse(args: string[]): Options | string {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      set: { type: 'string' },
      file: { type: 'string', default: '' },
      node: { type: 'boolean', default: false },
      inputs: { type: 'string' },
      texts: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      dist: { type: 'string' },
    },
  });
  const folder = positionals[0] ?? process.env.BARG_DATA;
  if (!folder || !existsSync(folder)) {
    return 'No documents: give the folder that holds the document sets as the argument, or set BARG_DATA to it.';
  }
  const { node, inputs, texts, verbose, dist } = values;
  if (node && inputs === undefined) {
    return '--node takes --inputs DIR, a folder in which the pages are kept once they were read.';
  }
  const sets = values.set?.split(',') ?? SETS;
  const unknown = sets.find((name) => !SETS.includes(name));
  if (unknown !== undefined) return `There is no set "${unknown}": --set takes ${SETS.join(', ')}.`;
  return { folder, sets, file: new RegExp(values.file, 'i'), inputs: node ? inputs : undefined, texts, verbose, dist };
}

/**
 * `npm run bench -- documents FOLDER`: PDFs and pictures through the production build in Chromium. Each section prints
 * its own tables; nothing passes or fails. Options: tests/bench/README.md.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { machine, versions } from '../shared/programs.ts';
import { createReader, type ReaderOptions } from '../shared/reader.ts';
import { bornDigital } from './born-digital.ts';
import { robustness } from './robustness.ts';
import { scan } from './scan.ts';
import { variants } from './variants.ts';

export interface BenchOptions extends ReaderOptions {
  /** Of document sets, one folder each. */
  folder: string;
  /** Of the files, by their path below `folder`. */
  file: RegExp;
  /** Of the scan. */
  pages: number;
  /** Of the scan: one run for each. */
  workers: number[];
}

const SECTIONS = { 'born-digital': bornDigital, robustness, variants, scan };
type Section = keyof typeof SECTIONS;

export async function run(args: string[]): Promise<void> {
  const parsed = parse(args);
  if (typeof parsed === 'string') {
    console.log(parsed);
    return;
  }
  const { sections, options } = parsed;
  const reader = await createReader(options);
  const browser = reader.browser();
  await reader.close();
  console.log(`\`npm run bench -- documents ${args.join(' ')}\`\n`);
  console.log(`${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC; ${machine()}; ${versions(browser)}`);
  for (const section of sections) await SECTIONS[section](options);
}

/** A string where something is missing or wrong: what to say. */
function parse(args: string[]): { sections: Section[]; options: BenchOptions } | string {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      only: { type: 'string' },
      file: { type: 'string', default: '' },
      pages: { type: 'string', default: '300' },
      workers: { type: 'string', default: '1,2' },
      dist: { type: 'string' },
    },
  });
  const folder = positionals[0] ?? process.env.BARG_DATA;
  if (!folder || !existsSync(folder)) {
    return 'No documents: give the folder that holds the document sets as the argument, or set BARG_DATA to it.';
  }
  const names = Object.keys(SECTIONS);
  const sections = values.only?.split(',') ?? names;
  const unknown = sections.find((name) => !names.includes(name));
  if (unknown !== undefined) return `There is no section "${unknown}": --only takes ${names.join(', ')}.`;
  const pages = Number(values.pages);
  const workers = values.workers.split(',').map(Number);
  if (![pages, ...workers].every((number) => Number.isInteger(number) && number > 0)) {
    return '--pages takes a number above 0, --workers one or several joined with ",".';
  }
  const options = {
    folder,
    file: new RegExp(values.file, 'i'),
    pages,
    workers,
    dist: values.dist,
  };
  return { sections: sections as Section[], options };
}

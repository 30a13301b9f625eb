/** The sets of pages that the project's aims name, and what is counted of each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageByCode } from '../../../src/contract/languages.ts';
import { besides, filesOf } from '../documents/sets.ts';
import { drawnStatements, skewed } from './drawn.ts';
import type { Item } from './readers.ts';

/** One row of the figures: part of a set. */
export interface Part {
  title: string;
  of(item: Item): boolean;
}

export interface RecognitionSet {
  title: string;
  /** What the project aims at, in words. */
  aim: string;
  /** `made`: a folder for pictures that the bench makes. */
  items(folder: string, made: string): Item[];
  /** Besides the whole. */
  parts?: Part[];
  /** The truth is in capitals whatever the print. */
  foldCase?: boolean;
  /** What is counted are amounts of money. */
  amounts?: boolean;
}

const PICTURE = /\.(png|jpe?g|tiff?)$/i;
const TURNED = /rotated|rot\./i;
const SCREENSHOT = /statement|screenshot|bank/i;
const DEGRADED = /\.scan\./;
const FIXTURES = join(import.meta.dirname, '../../fixtures');
const LANGUAGES = 'udhr-multilang';

const MISC = 'en-pages-misc';

export const SETS: Record<string, RecognitionSet> = {
  english: {
    title: 'English pages',
    aim: 'word F1 ≥ 0.94',
    items: (folder) => pages(folder, 'en-pages-scribe', () => 'eng'),
  },
  turned: {
    title: 'Turned and skewed pages',
    aim: 'CER ≤ 0.01 each',
    items: turned,
    parts: [
      { title: 'turned', of: ({ name }) => name.startsWith(MISC) },
      { title: 'skewed', of: ({ name }) => !name.startsWith(MISC) },
    ],
  },
  receipts: {
    title: 'Receipts (case folded)',
    aim: 'word F1 ≥ 0.83, CER ≤ 0.08',
    items: (folder) => pages(folder, 'receipts-sroie', () => 'eng'),
    foldCase: true,
  },
  french: {
    title: 'French typewriting',
    aim: 'CER ≤ 0.12, word F1 ≥ 0.87',
    items: (folder) => pages(folder, 'fr-typewritten-tapuscorpus', () => 'fra'),
  },
  languages: {
    title: 'Languages, with the right pack',
    aim: 'CER ≤ 0.025; Persian ≤ 0.015 each',
    items: languages,
    parts: [
      { title: 'clean', of: ({ name }) => !DEGRADED.test(name) },
      { title: 'degraded', of: ({ name }) => DEGRADED.test(name) },
      { title: 'Persian, clean', of: ({ name, packs }) => packs[0] === 'fas' && !DEGRADED.test(name) },
      { title: 'Persian, degraded', of: ({ name, packs }) => packs[0] === 'fas' && DEGRADED.test(name) },
    ],
  },
  statement: {
    title: "Screenshots of a bank's statement, small type: amounts exactly right",
    aim: 'none wrong',
    items: (folder, made) => [...screenshots(folder), ...drawnStatements(made)],
    amounts: true,
  },
};

/** Also read with `auto`. */
export function languages(folder: string): Item[] {
  const codeOf = (file: string) => /^[^.]+/.exec(file)?.[0] ?? '';
  return pages(folder, LANGUAGES, codeOf).filter(({ packs: [code] }) => isKnown(code));
}

/** Upright, sharp and long enough for its time to be measured. */
export const cleanPages = (folder: string): Item[] =>
  languages(folder).filter(({ name, packs }) => !DEGRADED.test(name) && isCommon(packs[0]));

const isKnown = (code: string | undefined): boolean => code !== undefined && languageByCode(code) !== undefined;
const isCommon = (code: string | undefined): boolean => code === 'eng' || code === 'fra' || code === 'deu';

function turned(folder: string, made: string): Item[] {
  const upright: Item = {
    name: 'fixtures/phototest.tif',
    path: join(FIXTURES, 'phototest.tif'),
    truth: readFileSync(join(FIXTURES, 'phototest.txt'), 'utf8'),
    packs: ['eng'],
  };
  const page = cleanPages(folder).find(({ packs }) => packs[0] === 'eng');
  return [
    ...pages(folder, MISC, () => 'eng').filter(({ name }) => TURNED.test(name)),
    ...[-12, -5, -3, 3, 5, 12].map((degrees) => skewed(upright, degrees, made)),
    ...(page ? [-5, 5].map((degrees) => skewed(page, degrees, made)) : []),
  ].filter(({ truth }) => truth !== '');
}

const screenshots = (folder: string): Item[] =>
  ['en-pages-scribe', MISC].flatMap((set) =>
    pages(folder, set, () => 'eng').filter(({ name }) => SCREENSHOT.test(name)),
  );

function pages(folder: string, set: string, packOf: (file: string) => string): Item[] {
  return filesOf(folder, PICTURE, [set]).flatMap(({ name, path }): Item[] => {
    const truth = besides(path, '.gt.txt');
    return truth === null ? [] : [{ name, path, truth, packs: [packOf(name.slice(set.length + 1))] }];
  });
}

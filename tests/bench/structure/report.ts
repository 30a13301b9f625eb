/** Each set's figures, and with `--verbose` its documents. */
import { documentMarkdown } from '../../../src/exports/markdown.ts';
import { mean, median } from '../shared/statistics.ts';
import { cell, printTable, printTitle } from '../shared/table.ts';
import { cellScore, parseCsv } from './csv-cells.ts';
import { type FieldChecks, invoiceFields, receiptFields } from './fields.ts';
import { tablesOf, tablesOfHtml } from './grid-table.ts';
import { headingScore } from './headings.ts';
import { pooled, relationScore } from './neighbours.ts';
import { type OlmocrTest, passes } from './olmocr.ts';
import type { Structure } from './readers.ts';
import { type StructureItem, truthOf } from './sets.ts';
import { teds } from './teds.ts';

export interface Result {
  item: StructureItem;
  structure: Structure;
}

/** Rows of measure, ours, aim; and of each document its figures. */
interface Report {
  figures: [measure: string, ours: string, aim: string][];
  columns: string[];
  documents: (string | number)[][];
}

const REPORTS: Record<string, { title: string; report: (results: readonly Result[]) => Report }> = {
  'tables-icdar2013': {
    title: 'Tables of PDFs: neighbour relations (ICDAR 2013)',
    report: (all) => relations(all, '0.88'),
  },
  'tables-icdar2013-200dpi': {
    title: 'The same, every PDF rasterised at 200 dpi',
    report: (all) => relations(all, '0.78'),
  },
  'tables-pubtabnet': { title: 'Tables of pictures, enlarged 3 times (PubTabNet)', report: pictures },
  'tables-tabula-csv': { title: 'CSVs of tables: cells equal', report: csvs },
  'md-olmocr-bench': { title: 'olmOCR-bench tests on our Markdown', report: olmocr },
  'md-docling': { title: 'Headings', report: headings },
  'receipts-sroie': {
    title: 'Receipts: fields exactly right (SROIE)',
    report: (all) => fields(all, receiptFields, { total: '0.75', date: '0.8', company: '0.5' }),
  },
  'invoices-invoice2data': {
    title: 'Invoices: fields right',
    report: (all) =>
      fields(all, (truth, data) => invoiceFields([truth].flat()[0] as never, data), {
        amount: '0.9',
        date: '0.9',
        number: '0.9',
      }),
  },
};

export function printSet(set: string, results: readonly Result[], verbose: boolean): void {
  const { title, report } = REPORTS[set]!;
  const { figures, columns, documents } = report(results);
  printTitle(`${title}, ${results.length} documents (${set})`);
  printTable(['measure', 'ours', 'aim'], figures);
  for (const { item, structure } of results) {
    if (structure.failure !== undefined) console.log(`\n${item.name}: ${cell(structure.failure)}`);
  }
  if (!verbose) return;
  console.log();
  printTable(['document', ...columns], documents);
}

export function printLayoutTimes(results: readonly Result[]): void {
  const times = results.flatMap(({ item, structure }) =>
    structure.layout.map((ms, page) => ({ ms, name: `${item.set}/${item.name} page ${page + 1}` })),
  );
  if (times.length === 0) return;
  const slowest = times.reduce((most, time) => (time.ms > most.ms ? time : most));
  printTitle('Layout');
  printTable(
    ['measure', 'ours', 'aim'],
    [
      [`milliseconds a page, median of ${times.length}`, median(times.map(({ ms }) => ms)).toFixed(1), '≤ 10'],
      [`the slowest (${slowest.name})`, slowest.ms.toFixed(1), ''],
    ],
  );
}

const figure = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3));

function relations(results: readonly Result[], aim: string): Report {
  const scores = results.map(({ item, structure }) =>
    relationScore(tablesOfHtml(truthOf(item)), tablesOf(structure.pages)),
  );
  const all = pooled(scores);
  return {
    figures: [
      ['F1, mean over documents', figure(mean(scores.map(({ f1 }) => f1))), `≥ ${aim}`],
      ['F1, all relations together', figure(all.f1), ''],
      ['precision', figure(all.correct / all.found), ''],
      ['recall', figure(all.correct / all.wanted), ''],
    ],
    columns: ['F1', 'correct', 'found', 'wanted'],
    documents: results.map(({ item }, n) => {
      const { f1, correct, found, wanted } = scores[n]!;
      return [item.name, figure(f1), correct, found, wanted];
    }),
  };
}

/** The picture is one table: of ours the one with the most cells counts. */
function pictures(results: readonly Result[]): Report {
  const rows = results.map(({ item, structure }) => {
    const [truth] = tablesOfHtml(truthOf(item));
    const tables = tablesOf(structure.pages).sort((a, b) => b.cells.length - a.cells.length);
    const table = tables[0] ?? null;
    return {
      name: item.name,
      teds: teds(truth!, table),
      structure: teds(truth!, table, true),
      tables: tables.length,
      size: `${table?.height ?? 0} × ${table?.width ?? 0} of ${truth!.height} × ${truth!.width}`,
    };
  });
  return {
    figures: [
      ['TEDS', figure(mean(rows.map((row) => row.teds))), '≥ 0.75'],
      ['TEDS, structure alone', figure(mean(rows.map((row) => row.structure))), ''],
    ],
    columns: ['TEDS', 'structure', 'tables', 'rows × columns'],
    documents: rows.map((row) => [row.name, figure(row.teds), figure(row.structure), row.tables, row.size]),
  };
}

function csvs(results: readonly Result[]): Report {
  const rows = results.map(({ item, structure }) => ({
    name: item.name,
    ...cellScore(parseCsv(truthOf(item)), tablesOf(structure.pages)),
  }));
  const sum = (key: 'equal' | 'of') => rows.reduce((all, row) => all + row[key], 0);
  return {
    figures: [
      ['cells equal, mean over documents', figure(mean(rows.map(({ equal, of }) => equal / of))), '≥ 0.9'],
      ['cells equal, all together', figure(sum('equal') / sum('of')), ''],
    ],
    columns: ['equal', 'of'],
    documents: rows.map(({ name, equal, of }) => [name, equal, of]),
  };
}

function olmocr(results: readonly Result[]): Report {
  const tests = results.flatMap(({ item, structure }) =>
    truthOf(item)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as OlmocrTest)
      .map((test) => {
        const page = structure.pages[test.page - 1];
        return { test, passed: passes(test, page ? documentMarkdown([page]) : '') };
      })
      .filter(({ passed }) => passed !== null),
  );
  const share = (type: string | null): string => {
    const own = tests.filter(({ test }) => type === null || test.type === type);
    const passed = own.filter((one) => one.passed === true).length;
    return `${passed} of ${own.length} (${figure(passed / own.length)})`;
  };
  const types = [...new Set(tests.map(({ test }) => test.type))].sort();
  return {
    figures: [
      ['tests passed', share(null), '≥ 0.80'],
      ...types.map((type): [string, string, string] => [type, share(type), '']),
    ],
    columns: ['type', 'passed', 'asks for'],
    documents: tests.map(({ test, passed }) => {
      const { pdf, page, id, type, max_diffs, ...asked } = test;
      return [id, type, passed === true ? 'yes' : 'NO', cell(JSON.stringify(asked), 120)];
    }),
  };
}

function headings(results: readonly Result[]): Report {
  const rows = results.map(({ item, structure }) => ({
    name: item.name,
    ...headingScore(truthOf(item), documentMarkdown(structure.pages)),
  }));
  return {
    figures: [
      [
        'F1 of text, and of level where the reference tells levels apart',
        figure(mean(rows.map(({ level }) => level))),
        '≥ 0.8',
      ],
      ['F1 of text alone', figure(mean(rows.map(({ text }) => text))), ''],
      ['F1 of text and level as they stand', figure(mean(rows.map(({ strict }) => strict))), ''],
    ],
    columns: ['text and level', 'text', 'as they stand', 'missing', 'added'],
    documents: rows.map(({ name, level, text, strict, missing, added }) => [
      name,
      figure(level),
      figure(text),
      figure(strict),
      cell(missing.join('; ')),
      cell(added.join('; ')),
    ]),
  };
}

function fields(
  results: readonly Result[],
  check: (truth: never, data: Structure['data']) => FieldChecks,
  aims: Record<string, string>,
): Report {
  const names = Object.keys(aims);
  const rows = results.map(({ item, structure }) => ({
    name: item.name,
    checks: check(JSON.parse(truthOf(item)) as never, structure.data),
  }));
  return {
    figures: names.map((name) => {
      const known = rows.filter(({ checks }) => checks[name] !== undefined);
      const right = known.filter(({ checks }) => checks[name]).length;
      return [name, `${figure(right / known.length)} (${right} of ${known.length})`, `≥ ${aims[name]}`];
    }),
    columns: names,
    documents: rows.map(({ name, checks }) => [
      name,
      ...names.map((key) => (checks[key] === undefined ? '–' : checks[key] ? 'yes' : 'NO')),
    ]),
  };
}

import { expect, test } from 'vitest';
import { cellScore, parseCsv } from './csv-cells.ts';
import { nearMatches, partialSimilarity, similarity } from './edit-distance.ts';
import { dayFirst, invoiceFields, receiptFields } from './fields.ts';
import { tablesOfHtml } from './grid-table.ts';
import { headingScore } from './headings.ts';
import { relationScore } from './neighbours.ts';
import { normaliseMarkdown, type OlmocrTest, passes } from './olmocr.ts';
import { teds } from './teds.ts';

const row = (cells: string) => `<tr>${cells.replace(/\S+/g, '<td>$&</td>').replaceAll('<td>-</td>', '<td></td>')}</tr>`;
const table = (...rows: string[]) => tablesOfHtml(`<table>${rows.map(row).join('')}</table>`)[0]!;
const of = (html: string) => tablesOfHtml(html)[0]!;

test('spans take the places of the rows below', () => {
  const spanned = of(
    '<table><thead><tr><th rowspan="2">a</th><td colspan=2>b &amp; c</td></tr></thead><tr><td>d<td>e</tr></table>',
  );
  expect(spanned).toMatchObject({ height: 2, width: 3 });
  expect(spanned.cells.map(({ text, row, column, header }) => [text, row, column, header])).toEqual([
    ['a', 0, 0, true],
    ['b & c', 0, 1, true],
    ['d', 1, 1, false],
    ['e', 1, 2, false],
  ]);
});

test('neighbours: four relations of four cells, blanks and case ignored, blank cells stepped over', () => {
  const truth = [table('a b', 'c d')];
  expect(relationScore(truth, [table('A B', 'C D')])).toMatchObject({ correct: 4, wanted: 4, f1: 1 });
  expect(relationScore(truth, [table('a - b', 'c - d')]).f1).toBe(1);
  expect(relationScore(truth, [table('a b'), table('c d')])).toMatchObject({ correct: 2, found: 2, f1: 2 / 3 });
  expect(relationScore(truth, []).f1).toBe(0);
});

test('neighbours: a pair of spanning cells counts once', () => {
  const spanned = of('<table><tr><td colspan="2">a</td></tr><tr><td colspan="2">b</td></tr></table>');
  expect(relationScore([spanned], [table('a', 'b')])).toMatchObject({ correct: 1, found: 1, wanted: 1 });
});

test('TEDS: changes over the size of the tree', () => {
  // tbody, two rows, four cells.
  const truth = table('ab b', 'c d');
  expect(teds(truth, table('ab b', 'c d'))).toBe(1);
  expect(teds(truth, table('ax b', 'c d'))).toBeCloseTo(1 - 0.5 / 7);
  expect(teds(truth, table('ax b', 'c d'), true)).toBe(1);
  expect(teds(truth, table('ab b'))).toBeCloseTo(1 - 3 / 7);
  expect(teds(truth, null)).toBe(0);
  const spanned = of('<table><tr><td colspan="2">ab</td></tr><tr><td>c</td><td>d</td></tr></table>');
  expect(teds(truth, spanned)).toBeCloseTo(1 - 2 / 7);
  const headed = of('<table><thead><tr><td>ab</td><td>b</td></tr></thead><tr><td>c</td><td>d</td></tr></table>');
  expect(teds(headed, headed)).toBe(1);
  expect(teds(headed, truth)).toBeCloseTo(1 - 3 / 8);
});

test('CSV: quoted cells, and rows found in part of a larger table', () => {
  const truth = parseCsv('"a, ""x""",2\r\n"b\nc",3\n');
  expect(truth).toEqual([
    ['a, "x"', '2'],
    ['b\nc', '3'],
  ]);
  const html = '<table><tr><td>head</td><td></td><td></td></tr><tr><td>a, “x”</td><td></td><td>2</td></tr>';
  expect(cellScore(truth, [of(`${html}<tr><td>b c</td><td></td><td>4</td></tr></table>`)])).toEqual({
    equal: 3,
    of: 4,
  });
});

test('CSV: a cell in another column than the others, and cells too many, count against it', () => {
  const truth = parseCsv('a,1\nb,2\nc,3');
  expect(cellScore(truth, [table('a 1', 'b - 2', 'c 3')])).toEqual({ equal: 5, of: 6 });
  expect(cellScore(truth, [table('a 1 x', 'b 2', 'c 3')])).toEqual({ equal: 6, of: 7 });
});

test('CSV: a right-to-left table may be mirrored, another not', () => {
  expect(cellScore(parseCsv('1,2,שלום\n3,4,עולם'), [table('שלום 2 1', 'עולם 4 3')])).toEqual({ equal: 6, of: 6 });
  expect(cellScore(parseCsv('1,2,a\n3,4,b'), [table('a 2 1', 'b 4 3')])).toEqual({ equal: 2, of: 6 });
});

test('similarities as rapidfuzz has them', () => {
  expect(similarity('abcd', 'abxd')).toBe(0.75);
  expect(partialSimilarity('bcd', 'xxabcdxx')).toBe(1);
  expect(partialSimilarity('abcd', 'xxabydxx')).toBeCloseTo(6 / 8);
  expect(partialSimilarity(`${'a'.repeat(40)}b`, `x${'a'.repeat(40)}c`)).toBeCloseTo(80 / 82, 5);
  expect(nearMatches('abc', 'xabc abd', 1)).toEqual([
    { start: 1, end: 4, distance: 0 },
    { start: 5, end: 7, distance: 1 },
  ]);
});

const olmocr = (part: Partial<OlmocrTest>, markdown: string) =>
  passes({ pdf: 'x.pdf', page: 1, id: 'x', type: 'present', ...part }, markdown);

test('olmOCR: present, absent, order', () => {
  const markdown = '# A **bold**\nheading\n\nIt’s the first.\n\nThe last one, page 7';
  expect(normaliseMarkdown('A **bold**\n “x”')).toBe('A bold "x"');
  expect(olmocr({ text: "bold heading It's" }, markdown)).toBe(true);
  expect(olmocr({ text: 'the second.' }, markdown)).toBe(false);
  expect(olmocr({ text: 'the forst.', max_diffs: 1 }, markdown)).toBe(true);
  expect(olmocr({ type: 'absent', text: 'page 7', first_n: 20 }, markdown)).toBe(true);
  expect(olmocr({ type: 'absent', text: 'page 7', last_n: 20 }, markdown)).toBe(false);
  expect(olmocr({ type: 'order', before: 'heading', after: 'last' }, markdown)).toBe(true);
  expect(olmocr({ type: 'order', before: 'last', after: 'heading' }, markdown)).toBe(false);
  expect(olmocr({ type: 'math' }, markdown)).toBeNull();
});

test('olmOCR: cells by their neighbours and headings, in pipes and in HTML', () => {
  const pipes = '| Kind | 2020 | 2021 |\n| --- | --- | --- |\n| Cats | 1 | 2 |\n| Dogs | 3 | 4 |';
  expect(
    olmocr({ type: 'table', cell: '4', up: '2', left: '3', top_heading: '2021', left_heading: 'Dogs' }, pipes),
  ).toBe(true);
  expect(olmocr({ type: 'table', cell: '4', up: '3' }, pipes)).toBe(false);
  const html =
    '<table><thead><tr><th></th><th colspan="2">Years</th></tr></thead><tr><td>Cats</td><td>1</td><td>2</td></tr></table>';
  expect(olmocr({ type: 'table', cell: '2', top_heading: 'Years', left_heading: 'Cats' }, html)).toBe(true);
});

test('olmOCR: the baseline', () => {
  expect(olmocr({ type: 'baseline' }, 'text')).toBe(true);
  expect(olmocr({ type: 'baseline' }, '--')).toBe(false);
  expect(olmocr({ type: 'baseline' }, `text ${'ab'.repeat(40)}`)).toBe(false);
  expect(olmocr({ type: 'baseline', max_length: 3 }, 'text')).toBe(false);
});

test('headings: text, and level where the reference has levels', () => {
  const reference = '# A\n\n## B\n\n```\n# no heading\n```';
  expect(headingScore(reference, '# A\n\n## B')).toMatchObject({ text: 1, level: 1, strict: 1 });
  expect(headingScore(reference, '# A\n\n### B')).toMatchObject({ text: 1, level: 0.5, strict: 0.5 });
  expect(headingScore('## A\\_x', '# A_x\n\n# C')).toMatchObject({
    text: 2 / 3,
    level: 2 / 3,
    strict: 0,
    added: ['c'],
  });
});

test('fields: dates with the day first, amounts to the cent, names in capitals', () => {
  expect(['09/03/18', '9-3-2018', '09 MAR 2018'].map(dayFirst)).toEqual(Array(3).fill('2018-03-09'));
  const data = { total: { value: 12.5 }, date: { value: '2018-03-09' }, merchant: { value: 'Acme Ltd.' } };
  const truth = { total: 'RM 12.50', date: '09/03/2018', company: 'ACME LTD.' };
  expect(receiptFields(truth, data)).toEqual({ total: true, date: true, company: true });
  expect(receiptFields(truth, {})).toEqual({ total: false, date: false, company: false });
  expect(
    invoiceFields({ amount: 12.5, date: '2018-03-09', invoice_number: 'A 1' }, { ...data, number: { value: 'a1' } }),
  ).toEqual({ amount: true, date: true, number: true });
});

import { expect, test } from 'vitest';
import { csvCell, csvTables, documentCsv } from './csv.ts';
import { cell, pageOf, tableBlock, textBlock } from './test-documents.ts';

const prices = tableBlock([
  [cell('Item', { header: true }), cell('Price', { header: true })],
  [cell('Tea, green'), cell('-5.00')],
]);
const spans = tableBlock([
  [cell('A', { row_span: 2 }), cell('B', { col_span: 2 })],
  [cell('C'), cell('D')],
]);

test('tables with an empty line between, spans as empty places', () => {
  expect(documentCsv({ pages: [pageOf([prices, textBlock('paragraph', 'not this')]), pageOf([spans])] })).toBe(
    'Item,Price\r\n"Tea, green",-5.00\r\n\r\nA,B,\r\n,C,D\r\n',
  );
});

test('a document without tables gives its lines, but not its page numbers', () => {
  const page = pageOf([
    textBlock('heading', 'Title'),
    textBlock('paragraph', 'a, b\nc'),
    textBlock('page-footer', '7'),
  ]);
  expect(documentCsv({ pages: [page] })).toBe('Title\r\n"a, b"\r\nc\r\n');
  expect(documentCsv({ pages: [page] }, { bom: true })).toBe('\ufeffTitle\r\n"a, b"\r\nc\r\n');
  expect(documentCsv({ pages: [] })).toBe('');
});

test('a table that goes on over pages is one, its head stands once', () => {
  const more = tableBlock([
    [cell('item', { header: true }), cell('Price', { header: true })],
    [cell('Milk'), cell('2.00')],
  ]);
  const pages = [pageOf([prices]), pageOf([{ ...more, continues: true }, spans], { index: 1 })];
  expect(documentCsv({ pages })).toBe('Item,Price\r\n"Tea, green",-5.00\r\nMilk,2.00\r\n\r\nA,B,\r\n,C,D\r\n');
  expect(csvTables({ pages }).map(({ name }) => name)).toEqual(['page-1-table-1.csv', 'page-2-table-1.csv']);
});

test('each table can have a file', () => {
  expect(
    csvTables({ pages: [pageOf([prices, spans]), pageOf([spans], { index: 3 })] }).map(({ name }) => name),
  ).toEqual(['page-1-table-1.csv', 'page-1-table-2.csv', 'page-4-table-1.csv']);
  expect(csvTables({ pages: [pageOf([textBlock('paragraph', 'x')])] })).toEqual([{ name: 'text.csv', text: 'x\r\n' }]);
});

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['+cmd|x', "'+cmd|x"],
  ['-2+3', "'-2+3"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\n=1"'],
  ['-5.00', '-5.00'],
  ['+3', '+3'],
  ['-1.234,50', '-1.234,50'.replace(/.*/, '"$&"')],
  ['-12%', '-12%'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  [' padded ', '" padded "'],
  ['a\0b', 'ab'],
  ['\0=1+1', "'=1+1"],
])('%j becomes %j', (text, csv) => {
  expect(csvCell(text)).toBe(csv);
});

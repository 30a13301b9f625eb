/** Tables as the scorers see them: cells with their place and span, whatever they come from. */
import type { Block, Page } from '../../../src/document/model.ts';
import { tableGrid } from '../../../src/exports/table.ts';

export interface PlacedCell {
  text: string;
  row: number;
  column: number;
  rows: number;
  columns: number;
  header: boolean;
}

export interface GridTable {
  cells: PlacedCell[];
  height: number;
  width: number;
}

type Rows = NonNullable<Block['table']>['rows'];

/** Of the pages, in reading order. */
export const tablesOf = (pages: readonly Pick<Page, 'blocks'>[]): GridTable[] =>
  pages.flatMap(({ blocks }) => blocks.flatMap(({ table }) => (table ? [gridTable(table.rows)] : [])));

/** Of HTML, or of Markdown that holds HTML; the cells of `thead` are headings as those of `th` are. */
export function tablesOfHtml(html: string): GridTable[] {
  return [...html.matchAll(/<table\b[^>]*>([\s\S]*?)<\/table>/gi)].map(([, body = '']) => {
    const rows = [...body.matchAll(/<thead\b[^>]*>|<\/thead>|<tr\b[^>]*>([\s\S]*?)(?:<\/tr>|$)/gi)];
    let inHead = false;
    const read = rows.flatMap(([whole, row]): Rows => {
      if (row === undefined) {
        inHead = /^<thead/i.test(whole);
        return [];
      }
      const header = inHead;
      return [[...row.matchAll(CELL)].map(([, name, attributes, text]) => cellOf(name!, attributes!, text!, header))];
    });
    return gridTable(read);
  });
}

export function gridTable(rows: Rows): GridTable {
  const grid = tableGrid(rows);
  const cells = grid.flatMap((places, row) =>
    places.flatMap((place, column): PlacedCell[] => {
      if (place === null || place === 'covered') return [];
      const { cell, row_span, col_span } = place;
      return [{ text: cell.text, row, column, rows: row_span, columns: col_span, header: cell.header }];
    }),
  );
  return { cells, height: grid.length, width: grid[0]?.length ?? 0 };
}

/** The index of the cell at each place, null where the table has none. */
export function occupancy({ cells, height, width }: GridTable): (number | null)[][] {
  const places = Array.from({ length: height }, () => Array.from({ length: width }, (): number | null => null));
  for (const [index, { row, column, rows, columns }] of cells.entries()) {
    for (let y = row; y < row + rows; y++) {
      for (let x = column; x < column + columns; x++) if (places[y]) places[y]![x] = index;
    }
  }
  return places;
}

const CELL = /<(t[dh])\b([^>]*)>([\s\S]*?)(?=<\/\1>|<t[dh]\b|$)/gi;

function cellOf(name: string, attributes: string, html: string, inHead: boolean): Rows[number][number] {
  const span = (key: string) => Math.max(1, Number(new RegExp(`${key}="?(\\d+)`, 'i').exec(attributes)?.[1] ?? 1));
  return {
    text: plainText(html),
    row_span: span('rowspan'),
    col_span: span('colspan'),
    header: inHead || name.toLowerCase() === 'th',
    bbox: [0, 0, 0, 0],
    confidence: 1,
  };
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** HTML's text: line breaks as such, every other tag gone. */
export const plainText = (html: string): string =>
  html
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
      return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
    })
    .trim();

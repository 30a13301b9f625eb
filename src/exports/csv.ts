/** Tables as comma-separated values. RFC 4180: CRLF, quotes doubled. */
import type { Block } from '../document/model.ts';
import { blockText } from '../document/text.ts';
import { printable } from './characters.ts';
import { bodyBlocks, bodyPages, type ExportDocument, type ExportOptions } from './document.ts';
import { tableGrid } from './table.ts';

const BOM = '\ufeff';

/** The document's tables with an empty line between two; where it has none, its lines as rows of one cell. */
export function documentCsv(doc: Pick<ExportDocument, 'pages'>, { bom = false }: Pick<ExportOptions, 'bom'> = {}) {
  const tables = documentTables(doc).flat().map(tableCsv);
  const text = tables.length > 0 ? tables.join('\r\n') : doc.pages.flatMap(({ blocks }) => textRows(blocks)).join('');
  return (bom ? BOM : '') + text;
}

/** Each table as a file of its own, `page-3-table-1.csv`; pages count from 1, tables anew on each page. */
export function csvTables(doc: Pick<ExportDocument, 'pages'>, { bom = false }: Pick<ExportOptions, 'bom'> = {}) {
  const files = documentTables(doc).flatMap((tables, page) =>
    tables.map((block, index) => ({
      name: `page-${(doc.pages[page]?.index ?? page) + 1}-table-${index + 1}.csv`,
      text: (bom ? BOM : '') + tableCsv(block),
    })),
  );
  return files.length > 0 ? files : [{ name: 'text.csv', text: documentCsv(doc, { bom }) }];
}

/** Of each page; a table that goes on over pages is whole on its first. */
const documentTables = ({ pages }: Pick<ExportDocument, 'pages'>): TableBlock[][] =>
  bodyPages(pages).map((body) => body.map(({ block }) => block).filter(isTable));

type TableBlock = Block & { table: NonNullable<Block['table']> };

const isTable = (block: Block): block is TableBlock => block.type === 'table' && (block.table?.rows.length ?? 0) > 0;

/** A spanning cell stands where it begins, the places that it covers are empty. */
function tableCsv({ table }: TableBlock): string {
  const rows = tableGrid(table.rows);
  return rows
    .map((row) => row.map((at) => (at && at !== 'covered' ? csvCell(at.cell.text) : '')).join(','))
    .map(toRow)
    .join('');
}

function textRows(blocks: readonly Block[]): string[] {
  const lines = bodyBlocks(blocks).flatMap((block) => printable(block.text || blockText(block.lines)).split('\n'));
  return lines
    .filter((line) => line.trim() !== '')
    .map(csvCell)
    .map(toRow);
}

const toRow = (row: string): string => `${row}\r\n`;

/** What a spreadsheet would compute. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-](?:\d+(?:[.,]\d+)*|[.,]\d+)%?$/;

/** One cell: a formula is made text by an apostrophe in front, what would break the row is quoted. */
export function csvCell(text: string): string {
  const plain = printable(text);
  // Line ends are unified by now, but a carriage return in front was one of the dangerous beginnings.
  const isFormula = (FORMULA.test(plain) || FORMULA.test(text)) && !NUMBER.test(plain);
  const clean = isFormula ? `'${plain}` : plain;
  return /[",\n\r]/.test(clean) || clean !== clean.trim() ? `"${clean.replaceAll('"', '""')}"` : clean;
}

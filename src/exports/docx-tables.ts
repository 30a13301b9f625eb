/** Tables in a Word file. */
import type { Paragraph, ParagraphChild, Table, TableCell } from 'docx';
import type { Block } from '../document/model.ts';
import { directionOfText, printable } from './characters.ts';
import { type Sheet, textWidth } from './docx-page.ts';
import { paragraphStyle, type RunContext, runs } from './docx-runs.ts';
import { headerRows, tableGrid } from './table.ts';

type TableContext = RunContext & { rtl: boolean; sheet: Sheet };

/** Word refuses a file with a table of more columns. */
const MAX_COLUMNS = 63;

/** A table in its own widths, or lines with tabs where Word could not open it; nothing where it has no columns. */
export function tableChildren(rows: NonNullable<Block['table']>['rows'], context: TableContext): (Paragraph | Table)[] {
  const { docx } = context;
  const grid = tableGrid(rows);
  const columns = grid[0]?.length ?? 0;
  const room = textWidth(context.sheet);
  const isRtl =
    directionOfText(
      rows
        .flat()
        .map((cell) => cell.text)
        .join(' '),
    ) ?? (context.rtl ? 'rtl' : 'ltr');
  if (columns === 0) return [];
  if (columns > MAX_COLUMNS)
    return grid.map((row) =>
      textRow(
        row.map((at) => textAt(at)),
        context,
      ),
    );
  const widths = columnWidths(grid, columns, room);
  const heads = headerRows(rows);
  const table = new docx.Table({
    width: { size: room, type: docx.WidthType.DXA },
    columnWidths: widths,
    layout: docx.TableLayoutType.FIXED,
    visuallyRightToLeft: isRtl === 'rtl',
    rows: grid.map(
      (row, y) => new docx.TableRow({ ...(y < heads ? { tableHeader: true } : {}), children: cells(row) }),
    ),
  });
  return [table];

  function cells(row: (typeof grid)[number]): TableCell[] {
    return row.flatMap((at, x) => {
      if (at === 'covered') return [];
      const [text, header] = [textAt(at), at?.cell.header ?? false];
      const [columnSpan, rowSpan] = [at?.col_span ?? 1, at?.row_span ?? 1];
      const size = widths.slice(x, x + columnSpan).reduce((sum, width) => sum + width, 0);
      return [
        new docx.TableCell({
          columnSpan,
          rowSpan,
          width: { size, type: docx.WidthType.DXA },
          children: [
            new docx.Paragraph({
              ...paragraphStyle(text, context),
              spacing: { after: 0 },
              children: cellRunsOf(text, header, context),
            }),
          ],
        }),
      ];
    });
  }
}

/** Lines of a cell; of a head's bold. */
const cellRunsOf = (text: string, bold: boolean, context: TableContext): ParagraphChild[] =>
  text.split('\n').flatMap((line, i) => runs({ text: line, bold, italic: false }, context, { break: i > 0 }));

type At = ReturnType<typeof tableGrid>[number][number];
const textAt = (at: At | undefined): string => (at && at !== 'covered' ? printable(at.cell.text).trim() : '');

function textRow(texts: readonly string[], context: TableContext): Paragraph {
  const text = texts.join('\t');
  return new context.docx.Paragraph({
    ...paragraphStyle(text, context),
    children: runs({ text, bold: false, italic: false }, context),
  });
}

/** In proportion to the columns on paper, as cells of one column show them; none below a third of an even share. */
function columnWidths(grid: ReturnType<typeof tableGrid>, columns: number, room: number): number[] {
  const even = room / columns;
  const seen = Array.from({ length: columns }, (_, x) => {
    const widths = grid.flatMap((row) => {
      const at = row[x];
      return at && at !== 'covered' && at.col_span === 1 ? [at.cell.bbox[2] - at.cell.bbox[0]] : [];
    });
    return Math.max(0, ...widths.filter(Number.isFinite));
  });
  const total = seen.reduce((sum, width) => sum + width, 0);
  const known = seen.every((width) => width > 0);
  const shares = seen.map((width) => (known ? Math.max((width / total) * room, even / 3) : even));
  const sum = shares.reduce((a, b) => a + b, 0);
  return shares.map((share) => Math.floor((share / sum) * room));
}

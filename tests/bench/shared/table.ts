/** Figures as Markdown. */

/** Text that stays in its cell: one line, no bars, at most `most` characters. */
export const cell = (text: string, most = 160): string => {
  const line = text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
};

export const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** The head of a table whose rows are printed as they come. */
export const tableHead = (columns: readonly string[]): string => `${row(columns)}\n${row(columns.map(() => '---'))}`;

export function printTable(columns: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  console.log(tableHead(columns));
  for (const cells of rows) console.log(row(cells));
}

export const printTitle = (title: string, level = 2): void => console.log(`\n${'#'.repeat(level)} ${title}\n`);

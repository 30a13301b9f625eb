/** What everything around Tesseract costs on pages that need nothing done to them. */
import { median } from '../shared/statistics.ts';
import { cell, printTable, printTitle } from '../shared/table.ts';
import type { Item, PictureReader } from './readers.ts';

/** Other work on the machine strikes one time and not the next. */
const TIMES = 3;

export async function printOverhead(reader: PictureReader, items: readonly Item[]): Promise<void> {
  if (!reader.tesseractAlone || items.length === 0) return;
  printTitle(`Overhead on clean pages, ${items.length}; aim: our total ≤ 1.15 × Tesseract's own time`);
  const rows: (string | number)[][] = [];
  for (const item of items) {
    const totals: number[] = [];
    const alone: number[] = [];
    for (let time = 0; time < TIMES; time++) {
      alone.push(await reader.tesseractAlone(item));
      totals.push((await reader.read(item)).seconds);
    }
    const ratio = median(totals) / median(alone);
    rows.push([cell(item.name), median(totals).toFixed(2), median(alone).toFixed(2), ratio.toFixed(2)]);
  }
  printTable(['page', `our total, s (median of ${TIMES})`, 'Tesseract alone, s', 'ratio'], rows);
}

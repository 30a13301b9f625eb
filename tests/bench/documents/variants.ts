/** One known page in many file formats: what is read of it tells whether it was decoded rightly. */
import { createReader } from '../shared/reader.ts';
import { mean } from '../shared/statistics.ts';
import { cell, printTable, printTitle, row, tableHead } from '../shared/table.ts';
import { characterErrorRate, normalise } from '../shared/text-score.ts';
import type { BenchOptions } from './run.ts';
import { besides, boundOf, filesOf, manifestOf } from './sets.ts';

const SET = 'format-variants';
/** The most that the project allows a variant that the contract covers. */
const GOOD = 0.02;

export async function variants(options: BenchOptions): Promise<void> {
  const files = filesOf(options.folder, options.file, [SET]);
  if (files.length === 0) return;
  const manifest = manifestOf(options.folder, SET);
  const reader = await createReader(options);
  const rates: number[] = [];
  const refused: string[][] = [];
  printTitle(`Format variants, ${files.length} files`);
  console.log(tableHead(['file', 'what', 'CER', 'seconds', 'pages', 'message or warnings']));
  try {
    for (const { name, path } of files) {
      const reading = await reader.read(path, { bound: boundOf(1), language: 'en' });
      const { outcome, code, message, warnings, seconds, pages } = reading;
      const note = manifest.get(name)?.note ?? '';
      const truth = normalise(besides(path, '.gt.txt') ?? '');
      const done = outcome === 'done';
      const rate = characterErrorRate(truth, normalise(reading.text));
      if (done) rates.push(rate);
      else refused.push([cell(name), cell(note), code || outcome, cell(message, 240)]);
      const said = [message, ...warnings.map((warning) => `${warning.code}: ${warning.message}`)].filter(Boolean);
      const figure = done ? `${rate.toFixed(3)}${rate > GOOD ? ' **high**' : ''}` : code || outcome;
      console.log(row([cell(name), cell(note), figure, seconds.toFixed(1), pages, cell(said.join(' / '))]));
    }
  } finally {
    await reader.close();
  }
  console.log('');
  printTable(
    ['read', `of these CER ≤ ${GOOD}`, 'mean CER', 'not read', 'browsers started'],
    [
      [
        rates.length,
        rates.filter((rate) => rate <= GOOD).length,
        rates.length > 0 ? mean(rates).toFixed(4) : '–',
        refused.length,
        reader.starts(),
      ],
    ],
  );
  printTitle(`Not read: ${refused.length}`, 3);
  if (refused.length > 0) printTable(['file', 'what', 'outcome', 'message'], refused);
}

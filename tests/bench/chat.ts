/**
 * Figures of the extractive chat engine: cited pages on reports, abstention, fields of invoices and receipts, times.
 * `BARG_DATA` or the first argument names a folder of document sets: PDFs with `questions.jsonl`, `*.boxes.csv` or
 * `*.pdf` with `*.fields.json`. `--verbose` prints each question, `--questions FILE` asks others of the same PDFs,
 * `--recognised DIR` reads pages around the evidence as pictures too.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { invoices, receipts } from './chat-forms.ts';
import { type BenchPage, pdfPages, READINGS, type Reading } from './chat-pages.ts';
import { pagesAround, recognisedPages } from './chat-recognised.ts';
import { type Asked, type Report, reports } from './chat-reports.ts';

/** Of each document, around its evidence: a page takes two seconds or three to recognise. */
const RECOGNISED_PAGES = 12;

export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { verbose: { type: 'boolean' }, questions: { type: 'string' }, recognised: { type: 'string' } },
  });
  const folder = process.env.BARG_DATA ?? positionals[0];
  if (!folder || !existsSync(folder)) {
    console.log('No data: set BARG_DATA to the folder that holds the document sets, or give it as the first argument.');
    return;
  }
  const verbose = values.verbose ?? false;
  for (const name of readdirSync(folder)) {
    const set = join(folder, name);
    const files = statSync(set).isDirectory() ? readdirSync(set) : [];
    if (files.includes('questions.jsonl')) {
      const asked = questionsOf(set, values.questions);
      for (const reading of READINGS) reports(`Reports (${reading})`, asked, read(set, asked, reading), verbose);
      if (values.recognised) await recognised(set, asked, values.recognised, verbose);
    }
    if (files.some((file) => file.endsWith('.boxes.csv'))) receipts(set, verbose);
    else if (files.some((file) => file.endsWith('.fields.json'))) invoices(set, verbose);
  }
}

/** Of the PDFs that are there. */
function questionsOf(set: string, file = join(set, 'questions.jsonl')): Asked[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Asked).filter(({ pdf }) => existsSync(join(set, pdf)));
}

function read(set: string, asked: Asked[], reading: Reading): Map<string, Report> {
  const pdfs = [...new Set(asked.map(({ pdf }) => pdf))];
  return new Map(pdfs.map((pdf) => [pdf, whole(pdfPages(join(set, pdf), reading))]));
}

const whole = (pages: BenchPage[]): Report => ({ pages, numbers: pages.map((_, i) => i + 1) });

/** The same pages from the text layer and recognised, so that only the reading differs. */
async function recognised(set: string, asked: Asked[], cache: string, verbose: boolean): Promise<void> {
  const reader = recognisedPages(cache);
  const layer = new Map<string, Report>();
  const pictures = new Map<string, Report>();
  for (const [pdf, { pages }] of read(set, asked, 'blocks')) {
    const places = asked.flatMap(({ evidence }) => evidence.filter((place) => place.pdf === pdf));
    const evidence = places.map(({ page0 }) => page0 + 1);
    const numbers = pagesAround(evidence, pages.length, RECOGNISED_PAGES);
    layer.set(pdf, { pages: numbers.map((number) => pages[number - 1]!), numbers });
    pictures.set(pdf, { pages: await reader.read(join(set, pdf), numbers), numbers });
  }
  await reader.close();
  const title = `Reports, ${RECOGNISED_PAGES} pages around the evidence`;
  reports(`${title} (blocks)`, asked, layer, verbose);
  reports(`${title} (recognised)`, asked, pictures, verbose);
}

/**
 * Figures of the extractive chat engine: cited pages on reports, abstention, fields of invoices and receipts, times.
 * `BARG_DATA` or the first argument names a folder of document sets: PDFs with `questions.jsonl`, `*.boxes.csv` or
 * `*.pdf` with `*.fields.json`. `--verbose` prints each question, `--questions=FILE` asks others of the same PDFs.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { answerQuestion, buildIndex, type ChatIndex } from '../../src/chat/index.ts';
import { isVerbatim } from '../../src/chat/verify.ts';
import { findDates } from '../../src/layout/fields/dates.ts';
import { findNumbers } from '../../src/layout/fields/numbers.ts';
import { pdfPages, READINGS, type Reading, receiptPage } from './chat-pages.ts';
import { median } from './shared/statistics.ts';

interface Asked {
  id: string;
  pdf: string;
  question: string;
  answer: string;
  evidence: { pdf: string; page0: number }[];
}

export async function run(args: string[]): Promise<void> {
  const folder = process.env.BARG_DATA ?? args.find((arg) => !arg.startsWith('--'));
  if (!folder || !existsSync(folder)) {
    console.log('No data: set BARG_DATA to the folder that holds the document sets, or give it as the first argument.');
    return;
  }
  const verbose = args.includes('--verbose');
  const extra = args.find((arg) => arg.startsWith('--questions='))?.slice('--questions='.length);
  for (const name of readdirSync(folder)) {
    const set = join(folder, name);
    const files = statSync(set).isDirectory() ? readdirSync(set) : [];
    if (files.includes('questions.jsonl')) for (const reading of READINGS) reports(set, reading, verbose, extra);
    if (files.some((file) => file.endsWith('.boxes.csv'))) receipts(set, verbose);
    else if (files.some((file) => file.endsWith('.fields.json'))) invoices(set, verbose);
  }
}

const share = (hits: number, all: number): string => (all === 0 ? '–' : `${(hits / all).toFixed(2)} (${hits}/${all})`);

function reports(folder: string, reading: Reading, verbose: boolean, extra?: string): void {
  const lines = readFileSync(extra ?? join(folder, 'questions.jsonl'), 'utf8')
    .trim()
    .split('\n');
  const asked = lines.map((line) => JSON.parse(line) as Asked).filter(({ pdf }) => existsSync(join(folder, pdf)));
  const pdfs = [...new Set(asked.map(({ pdf }) => pdf))];
  const indexes = new Map<string, ChatIndex>();
  let [pages, buildTime] = [0, 0];
  for (const pdf of pdfs) {
    const read = pdfPages(join(folder, pdf), reading);
    const start = performance.now();
    indexes.set(pdf, buildIndex(read));
    buildTime += performance.now() - start;
    pages += read.length;
  }
  const count = { first: 0, three: 0, verbatim: 0, snippets: 0, stated: 0, statable: 0, refused: 0 };
  const times: number[] = [];
  for (const { pdf, question, answer, evidence, id } of asked) {
    const index = indexes.get(pdf)!;
    const start = performance.now();
    const given = answerQuestion(index, question);
    times.push(performance.now() - start);
    const truth = new Set(evidence.filter((place) => place.pdf === pdf).map(({ page0 }) => page0 + 1));
    const cited = given.citations.map(({ page }) => page);
    const hit = cited.findIndex((page) => truth.has(page));
    if (hit === 0) count.first++;
    if (hit >= 0 && hit < 3) count.three++;
    if (cited.length === 0) count.refused++;
    count.snippets += given.citations.length;
    count.verbatim += given.citations.filter((citation) => isVerbatim(index.texts, citation)).length;
    const wanted = findNumbers(answer).map(({ value }) => Math.abs(value));
    if (wanted.some((value) => index.texts.some((text) => text.includes(value.toLocaleString('en'))))) {
      count.statable++;
      const said = findNumbers(given.content).map(({ value }) => Math.abs(value));
      if (wanted.some((value) => said.includes(value))) count.stated++;
    }
    if (verbose)
      console.log(`\n${hit} ${id} ${question}\n  truth p. ${[...truth]}, cited ${cited}\n  ${given.content}`);
  }
  const refused = unanswerable(asked, indexes, verbose);
  console.log(`\nReports (${reading}): ${asked.length} questions, ${pdfs.length} documents, ${pages} pages`);
  console.table({
    'evidence page cited at 1': share(count.first, asked.length),
    'evidence page cited at 3': share(count.three, asked.length),
    'snippets verbatim': share(count.verbatim, count.snippets),
    'a number of the answer is stated (where it stands in the text)': share(count.stated, count.statable),
    'wrongly refused': share(count.refused, asked.length),
    ...refused,
    'index, ms a page': (buildTime / pages).toFixed(2),
    'answer, ms (median)': median(times).toFixed(1),
    'answer, ms (most)': Math.max(...times).toFixed(1),
  });
}

/** Other documents' questions, and own ones with the name or the year changed to one the document does not know. */
function unanswerable(asked: Asked[], indexes: Map<string, ChatIndex>, verbose: boolean): Record<string, string> {
  const kinds: Record<string, [string, string][]> = {
    'of other documents': [],
    'name changed': [],
    'year changed': [],
  };
  for (const { pdf, question } of asked) {
    for (const other of indexes.keys()) {
      if (other !== pdf && nameIn(question, pdf)) kinds['of other documents']!.push([other, question]);
    }
    const name = nameIn(question, pdf);
    if (name) kinds['name changed']!.push([pdf, question.replaceAll(name, 'Velmora')]);
    const later = question.replace(/\b(FY ?)?(20\d\d|FY\d\d)\b/g, (year) =>
      year.replace(/\d+$/, (n) => String(Number(n) + 31)),
    );
    if (later !== question) kinds['year changed']!.push([pdf, later]);
  }
  return Object.fromEntries(
    Object.entries(kinds).map(([kind, questions]) => {
      const answered = questions.filter(
        ([pdf, question]) => answerQuestion(indexes.get(pdf)!, question).citations.length > 0,
      );
      if (verbose) for (const [pdf, question] of answered) console.log(`not refused (${kind}) by ${pdf}: ${question}`);
      return [`abstained: ${kind}`, share(questions.length - answered.length, questions.length)];
    }),
  );
}

/** The words of a question that spell the start of its file's name. */
function nameIn(question: string, pdf: string): string | null {
  const stem = basename(pdf).split('_')[0]!.toLowerCase();
  const names = question.match(/\p{Lu}[\p{L}]+(?: \p{Lu}\p{L}+)?/gu) ?? [];
  const spelt = names.flatMap((name) => [name, name.split(' ')[0]!]);
  return spelt.find((name) => stem.startsWith(name.replace(' ', '').toLowerCase()) && name.length > 2) ?? null;
}

const QUESTIONS = {
  total: ['What is the total?', 'How much is the total amount?', 'مبلغ کل چقدر است؟', 'جمع کل فاکتور چقدر است؟'],
  date: ['What is the date?', 'When was the invoice issued?', 'تاریخ فاکتور چیست؟', 'تاریخ رسید چه روزی است؟'],
  number: ['What is the invoice number?', 'شماره فاکتور چیست؟'],
};
const ABSENT = [
  'What is the IBAN?',
  'Who is the tenant?',
  'What is the notice period?',
  'شماره شبا چیست؟',
  'مستاجر کیست؟',
];

function receipts(folder: string, verbose: boolean): void {
  const counts = new Map<string, [number, number]>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.fields.json'))) {
    const index = buildIndex([receiptPage(join(folder, file.replace('.fields.json', '.boxes.csv')))]);
    const truth = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>;
    for (const question of QUESTIONS.total)
      tally(
        index,
        `total: ${question}`,
        question,
        counts,
        file,
        sameNumber(Number(truth.total!.replace(/[^\d.]/g, ''))),
        verbose,
      );
    for (const question of QUESTIONS.date)
      tally(index, `date: ${question}`, question, counts, file, sameDate(truth.date!), verbose);
    for (const question of ABSENT)
      tally(index, `absent: ${question}`, question, counts, file, (_, cited) => cited === 0, verbose);
  }
  print('Receipts', counts);
}

function invoices(folder: string, verbose: boolean): void {
  const counts = new Map<string, [number, number]>();
  for (const reading of READINGS) {
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.fields.json'))) {
      const index = buildIndex(pdfPages(join(folder, file.replace('.fields.json', '.pdf')), reading));
      const [truth] = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, string>[];
      for (const question of QUESTIONS.total)
        tally(
          index,
          `total (${reading}): ${question}`,
          question,
          counts,
          file,
          sameNumber(Number(truth!.amount)),
          verbose,
        );
      for (const question of QUESTIONS.date)
        tally(index, `date (${reading}): ${question}`, question, counts, file, sameDate(truth!.date!), verbose);
      for (const question of QUESTIONS.number)
        tally(
          index,
          `number (${reading}): ${question}`,
          question,
          counts,
          file,
          (content) => content.includes(truth!.invoice_number!),
          verbose,
        );
    }
  }
  print('Invoices', counts);
}

type Check = (content: string, cited: number) => boolean;

const sameNumber =
  (value: number): Check =>
  (content) =>
    findNumbers(content).some((number) => Math.abs(number.value - value) < 0.005);

function sameDate(printed: string): Check {
  const truth = findDates(printed)[0]?.iso;
  return (content) => content.includes(printed) || findDates(content).some(({ iso }) => iso === truth);
}

function tally(
  index: ChatIndex,
  name: string,
  question: string,
  counts: Map<string, [number, number]>,
  file: string,
  right: Check,
  verbose: boolean,
): void {
  const { content, citations } = answerQuestion(index, question);
  const [hits, all] = counts.get(name) ?? [0, 0];
  const good = right(content, citations.length);
  counts.set(name, [hits + (good ? 1 : 0), all + 1]);
  if (verbose && !good) console.log(`${file} ${question} → ${content}`);
}

function print(title: string, counts: Map<string, [number, number]>): void {
  console.log(`\n${title}`);
  console.table(Object.fromEntries([...counts].map(([name, [hits, all]]) => [name, share(hits, all)])));
}

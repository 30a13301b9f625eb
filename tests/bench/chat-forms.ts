/** Totals, dates and numbers asked of invoices and receipts, and what they do not say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerQuestion, buildIndex, type ChatIndex } from '../../src/chat/index.ts';
import { findDates } from '../../src/layout/fields/dates.ts';
import { findNumbers } from '../../src/layout/fields/numbers.ts';
import { pdfPages, READINGS, receiptPage } from './chat-pages.ts';
import { share } from './chat-share.ts';

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

/** From the words and boxes that stand beside the pictures. */
export function receipts(folder: string, verbose: boolean): void {
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

/** Each in three readings of its text layer. */
export function invoices(folder: string, verbose: boolean): void {
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

/** Questions about reports: pages cited, what of the true answer is stated, abstention from what they do not say. */
import { basename } from 'node:path';
import { answerQuestion, buildIndex, type ChatIndex } from '../../src/chat/index.ts';
import { isVerbatim } from '../../src/chat/verify.ts';
import type { BenchPage } from './chat-pages.ts';
import { share } from './chat-share.ts';
import { statable, stated } from './chat-stated.ts';
import { median } from './shared/statistics.ts';

export interface Asked {
  id: string;
  pdf: string;
  question: string;
  answer: string;
  evidence: { pdf: string; page0: number }[];
}

export interface Report {
  pages: BenchPage[];
  /** Of each page, from 1: where only some pages of the file are taken. */
  numbers: number[];
}

export function reports(title: string, asked: Asked[], documents: ReadonlyMap<string, Report>, verbose: boolean): void {
  const indexes = new Map<string, ChatIndex>();
  let [pages, buildTime] = [0, 0];
  for (const [pdf, report] of documents) {
    const start = performance.now();
    indexes.set(pdf, buildIndex(report.pages));
    buildTime += performance.now() - start;
    pages += report.pages.length;
  }
  const count = { first: 0, three: 0, verbatim: 0, snippets: 0, stated: 0, statable: 0, refused: 0 };
  const times: number[] = [];
  for (const { pdf, question, answer, evidence, id } of asked) {
    const index = indexes.get(pdf)!;
    const { numbers } = documents.get(pdf)!;
    const start = performance.now();
    const given = answerQuestion(index, question);
    times.push(performance.now() - start);
    const truth = new Set(evidence.filter((place) => place.pdf === pdf).map(({ page0 }) => page0 + 1));
    const cited = given.citations.map(({ page }) => numbers[page - 1]!);
    const hit = cited.findIndex((page) => truth.has(page));
    if (hit === 0) count.first++;
    if (hit >= 0 && hit < 3) count.three++;
    if (cited.length === 0) count.refused++;
    count.snippets += given.citations.length;
    count.verbatim += given.citations.filter((citation) => isVerbatim(index.texts, citation)).length;
    const evidenceText = index.texts.filter((_, i) => truth.has(numbers[i]!)).join('\n');
    const wanted = statable(question, answer, evidenceText);
    const there = stated(given.content, wanted);
    if (wanted.length > 0) count.statable++;
    if (wanted.length > 0 && there.length >= wanted.length / 2) count.stated++;
    if (!verbose) continue;
    console.log(`\n${hit} ${id} ${question}\n  truth p. ${[...truth]}, cited ${cited}\n  ${given.content}`);
    if (wanted.length > 0) console.log(`  to be stated: ${wanted.join(', ')}; stated: ${there.join(', ') || 'none'}`);
  }
  const refused = unanswerable(asked, indexes, verbose);
  console.log(`\n${title}: ${asked.length} questions, ${documents.size} documents, ${pages} pages`);
  console.table({
    'evidence page cited at 1': share(count.first, asked.length),
    'evidence page cited at 3': share(count.three, asked.length),
    'snippets verbatim': share(count.verbatim, count.snippets),
    'numbers and names of the answer are stated (where the evidence page has them)': share(
      count.stated,
      count.statable,
    ),
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

/** A long scan with one recogniser and with two: memory from page to page, and pages a minute. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchRenderers } from '../shared/memory.ts';
import { createReader, type Reader, type Reading, sourcesOf } from '../shared/reader.ts';
import { median } from '../shared/statistics.ts';
import { cell, printTable, printTitle, row, tableHead } from '../shared/table.ts';
import type { BenchOptions } from './run.ts';
import { scanPdf } from './scan-pdf.ts';

/** Seconds: a page of six megapixels takes about four. */
const BOUND = 300;
const BOUND_PAGE = 20;
const SAMPLE_EVERY = 1_000;
/** From this page on memory is not to grow. */
const SETTLED = 50;
/** Over fewer pages the differences between pages hide a trend. */
const TREND_PAGES = 30;

interface Sample {
  /** Seconds since the upload. */
  at: number;
  /** Pages finished. */
  done: number;
  rss: number;
  pss: number;
}

interface Run {
  workers: number;
  reading: Reading;
  samples: Sample[];
}

export async function scan(options: BenchOptions): Promise<void> {
  const made = await scanPdf(options.folder, options.pages);
  printTitle(`Scan of ${options.pages} pages`);
  if (!made) {
    console.log('There are no page pictures in the folder to make a scan of.');
    return;
  }
  console.log(`${made.pictures} different pictures, ${megabytes(made.bytes.length)} MB.\n`);
  const folder = await mkdtemp(join(tmpdir(), 'barg-bench-'));
  const runs: Run[] = [];
  try {
    const path = join(folder, 'scan.pdf');
    await writeFile(path, made.bytes);
    console.log(tableHead(['recognisers', 'outcome', 'sources', 'seconds', 'pages a minute', 'message or warnings']));
    for (const workers of options.workers) {
      const run = await runScan(path, workers, options);
      runs.push(run);
      console.log(row(rowOf(run)));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  report(runs);
}

async function runScan(path: string, workers: number, options: BenchOptions): Promise<Run> {
  const reader = await createReader({ ...options, cores: workers });
  try {
    const bound = BOUND + BOUND_PAGE * options.pages;
    const over = new AbortController();
    const sampling = sample(reader, over.signal);
    const reading = await reader.read(path, { bound, language: 'en' });
    over.abort();
    return { workers, reading, samples: await sampling };
  } finally {
    await reader.close();
  }
}

/** Memory of all renderer processes and the pages done, every second until `signal` aborts or the tab is gone. */
async function sample(reader: Reader, signal: AbortSignal): Promise<Sample[]> {
  const { page, context } = reader.session();
  const browser = context.browser();
  if (!browser) throw new Error('The browser is gone.');
  const look = await watchRenderers(browser);
  const samples: Sample[] = [];
  const started = performance.now();
  while (!signal.aborted) {
    const at = (performance.now() - started) / 1000;
    try {
      const { rss, pss } = await look();
      const done = await page.evaluate(pagesDone, reader.token());
      // The job is deleted at the end, and is not listed while the file is inspected.
      if (done !== null || samples.at(-1)?.done === 0 || samples.length === 0) {
        samples.push({ at, done: done ?? 0, rss, pss });
      }
    } catch {
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, SAMPLE_EVERY));
  }
  return samples;
}

async function pagesDone(token: string): Promise<number | null> {
  const response = await fetch('/api/v1/ocr/?limit=1', { headers: { Authorization: `Bearer ${token}` } });
  const { jobs } = (await response.json()) as { jobs: { progress: { done: number } }[] };
  return jobs[0]?.progress.done ?? null;
}

const rowOf = ({ workers, reading }: Run): (string | number)[] => [
  workers,
  reading.outcome === 'done' ? `done, ${reading.pages} p.` : `${reading.outcome} ${reading.code}`,
  sourcesOf(reading),
  reading.seconds.toFixed(0),
  speedOf(reading).toFixed(1),
  cell([reading.message, ...reading.warnings.map(({ message }) => message)].filter(Boolean).join(' / ')),
];

function report(runs: readonly Run[]): void {
  const [one, ...more] = runs;
  for (const { workers, reading } of one ? more : []) {
    const ratio = speedOf(reading) / speedOf(one!.reading);
    console.log(`\nThroughput with ${workers} is ${ratio.toFixed(2)} × that with ${one!.workers}.`);
  }
  printTitle('Memory of all renderer processes, MB at the peak', 3);
  console.log('RSS counts what several processes share in each of them, PSS once.\n');
  const parts = (samples: readonly Sample[]): [string, Sample[]][] => [
    ['all', [...samples]],
    ['until the first page is done', samples.filter(({ done }) => done === 0)],
    [`pages 1 to ${SETTLED}`, samples.filter(({ done }) => done > 0 && done < SETTLED)],
    [`after page ${SETTLED}`, samples.filter(({ done }) => done >= SETTLED)],
  ];
  printTable(
    ['recognisers', 'while', 'samples', 'RSS', 'PSS', 'PSS at the median', 'PSS, trend per 100 pages'],
    runs.flatMap(({ workers, samples }) =>
      parts(samples)
        .filter(([, part]) => part.length > 0)
        .map(([label, part]) => [
          workers,
          label,
          part.length,
          megabytes(Math.max(...part.map(({ rss }) => rss))),
          megabytes(Math.max(...part.map(({ pss }) => pss))),
          megabytes(median(part.map(({ pss }) => pss))),
          label === 'all' ? '' : trend(part),
        ]),
    ),
  );
}

const speedOf = ({ pages, seconds }: Reading): number => (60 * pages) / seconds;

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

/** The slope of the least-squares line through the samples; empty where too few pages were done to tell. */
function trend(samples: readonly Sample[]): string {
  const n = samples.length;
  if (new Set(samples.map(({ done }) => done)).size < TREND_PAGES) return '';
  const x = samples.reduce((sum, { done }) => sum + done, 0) / n;
  const y = samples.reduce((sum, { pss }) => sum + pss, 0) / n;
  const covariance = samples.reduce((sum, { done, pss }) => sum + (done - x) * (pss - y), 0);
  const variance = samples.reduce((sum, { done }) => sum + (done - x) ** 2, 0);
  const slope = (100 * covariance) / variance;
  return `${slope >= 0 ? '+' : ''}${megabytes(slope)}`;
}

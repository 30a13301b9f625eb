/** Alignment and fusion without a model: a page's true text, corrupted in known ways, against what our recogniser reads. */
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Bbox, Line } from '../../../src/document/model.ts';
import { fuse } from '../../../src/vision/fuse/fuse.ts';
import { createNodeRecognizer, loadGray } from '../recognition/node-recognizer.ts';
import { readBlocks } from '../recognition/pipeline.ts';
import { mean, median } from '../shared/statistics.ts';
import { printTable, printTitle } from '../shared/table.ts';
import { type Corruption, corrupt, random } from './corrupt.ts';
import { readHocr, type TruePage } from './hocr.ts';

interface Item {
  name: string;
  truth: TruePage;
  read: Line[];
}

const KINDS: Record<string, Corruption> = {
  'as it is': { swapped: 0, dropped: 0, invented: 0, misspelt: 0, moved: false },
  'swapped lines': { swapped: 0.15, dropped: 0, invented: 0, misspelt: 0, moved: false },
  'moved columns': { swapped: 0, dropped: 0, invented: 0, misspelt: 0, moved: true },
  'dropped lines': { swapped: 0, dropped: 0.1, invented: 0, misspelt: 0, moved: false },
  'invented passages': { swapped: 0, dropped: 0, invented: 0.1, misspelt: 0, moved: false },
  'misspelt words': { swapped: 0, dropped: 0, invented: 0, misspelt: 0.1, moved: false },
  'all together': { swapped: 0.1, dropped: 0.05, invented: 0.08, misspelt: 0.05, moved: true },
};
const SEEDS = 5;
/** Words of an invented passage. */
const PASSAGE = [6, 14] as const;

export async function run([folder = process.env.BARG_DATA ?? '']: string[]): Promise<void> {
  const items = await load(folder);
  if (items.length === 0) throw new Error('Give a folder of sets with true words: item.gt.hocr beside item.png.');
  console.log(
    `npm run bench -- vision FOLDER · ${items.length} pages with true boxes, read by our recogniser, ${SEEDS} seeds`,
  );
  printTitle('Alignment and fusion');
  const bound = mean(items.map(reachable));
  const rows = Object.entries(KINDS).map(([kind, corruption]) => [kind, ...scoreOf(items, corruption)]);
  printTable(
    [
      'corruption',
      'boxes right',
      'invented flagged',
      'false alarms',
      'left out, found',
      'left out, false',
      'ms a page',
    ],
    rows,
  );
  console.log(
    `\nOf the true words ${bound.toFixed(3)} have a word of ours at their place (the bound of boxes that are no estimate).`,
  );
}

async function load(folder: string): Promise<Item[]> {
  const items: Item[] = [];
  const recognizer = createNodeRecognizer(undefined);
  for (const set of (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    const names = await readdir(join(folder, set.name));
    for (const name of names.filter((one) => one.endsWith('.gt.hocr')).sort()) {
      const stem = name.slice(0, -'.gt.hocr'.length);
      const picture = names.find((one) => one.startsWith(`${stem}.`) && ['.png', '.jpg'].includes(extname(one)));
      if (!picture) continue;
      const truth = readHocr(await readFile(join(folder, set.name, name), 'utf8'));
      const { blocks } = await readBlocks(loadGray(join(folder, set.name, picture)), ['eng'], recognizer);
      items.push({ name: stem, truth, read: blocks.flatMap(({ lines }) => lines) });
    }
  }
  await recognizer.close();
  return items;
}

function scoreOf(items: readonly Item[], corruption: Corruption): string[] {
  const sums = { words: 0, right: 0, passages: 0, flagged: 0, lines: 0, alarms: 0, left: 0, found: 0, extra: 0 };
  const times: number[] = [];
  const passages = items.map(({ truth }) => truth.lines.flat().map(({ text }) => text));
  for (const [n, { truth, read }] of items.entries()) {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const chance = random(n * 100 + seed);
      const others = Array.from({ length: 40 }, () => {
        const other = passages[(n + 1 + Math.floor(chance() * (items.length - 1))) % items.length] ?? [];
        const length = PASSAGE[0] + Math.floor(chance() * (PASSAGE[1] - PASSAGE[0] + 1));
        const from = Math.floor(chance() * Math.max(1, other.length - length));
        return other.slice(from, from + length);
      });
      const { lines, left } = corrupt(truth, others, corruption, chance);
      const started = performance.now();
      const fused = fuse(
        lines.map((line) => line.map(({ text }) => ({ text, confidence: 0.95 }))),
        read,
        truth,
      );
      times.push(performance.now() - started);
      const isFlagged = lines.map((line) => line.map(() => false));
      for (const { block, from, to } of fused.invented) {
        for (let i = from; i < to; i++) (isFlagged[block] as boolean[])[i] = true;
      }
      for (const [i, line] of lines.entries()) {
        const share = (isFlagged[i] ?? []).filter(Boolean).length / Math.max(1, line.length);
        if ((line[0]?.line ?? 0) < 0) {
          sums.passages++;
          if (share >= 0.5) sums.flagged++;
          continue;
        }
        sums.lines++;
        if (share >= 0.5) sums.alarms++;
        for (const [j, { truth: word }] of line.entries()) {
          if (!word) continue;
          sums.words++;
          if (isThere(fused.blocks[i]?.[j]?.bbox ?? [0, 0, 0, 0], word.bbox)) sums.right++;
        }
      }
      for (const line of left) {
        const words = truth.lines[line] ?? [];
        if (words.length < 4) continue;
        sums.left++;
        const box = words[Math.floor(words.length / 2)]?.bbox ?? [0, 0, 0, 0];
        if (fused.dropped.some((passage) => overlap(passage.bbox, box) > 0.3)) sums.found++;
      }
      const wrong = fused.dropped.filter(
        ({ bbox }) => !left.some((line) => (truth.lines[line] ?? []).some((word) => overlap(bbox, word.bbox) > 0.3)),
      );
      sums.extra += wrong.length;
    }
  }
  const share = (part: number, whole: number) => (whole === 0 ? '–' : (part / whole).toFixed(3));
  return [
    share(sums.right, sums.words),
    share(sums.flagged, sums.passages),
    share(sums.alarms, sums.lines),
    share(sums.found, sums.left),
    `${(sums.extra / times.length).toFixed(2)} a page`,
    median(times).toFixed(1),
  ];
}

/** Share of true words whose place one of the read words takes. */
function reachable({ truth, read }: Item): number {
  const words = read.flatMap((line) => line.words);
  const all = truth.lines.flat();
  return all.filter(({ bbox }) => words.some((word) => isThere(word.bbox, bbox))).length / Math.max(1, all.length);
}

/** The middle of each lies in the other, or they share half of what they cover. */
function isThere(box: Bbox, truth: Bbox): boolean {
  return (holds(truth, box) && holds(box, truth)) || overlap(box, truth) >= 0.5;
}

function holds([x0, y0, x1, y1]: Bbox, [left, top, right, bottom]: Bbox): boolean {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return x >= x0 && x <= x1 && y >= y0 && y <= y1;
}

/** Of the smaller of two boxes the share that lies in the other. */
function overlap(a: Bbox, b: Bbox): number {
  const w = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const h = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (w <= 0 || h <= 0) return 0;
  return (w * h) / Math.max(1, Math.min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1])));
}

/**
 * The unit tests of olmOCR-bench (allenai/olmocr, olmocr/bench/tests.py), on Markdown: text that must be there or must
 * not, the order of two texts, a table's cell by its neighbours and headings, and a baseline. Formulas are left out.
 */
import { nearMatches, partialSimilarity, similarity } from './edit-distance.ts';
import { type GridTable, gridTable, occupancy, tablesOfHtml } from './grid-table.ts';

export interface OlmocrTest {
  pdf: string;
  /** Counts from 1. */
  page: number;
  id: string;
  type: string;
  max_diffs?: number;
  text?: string;
  case_sensitive?: boolean;
  first_n?: number;
  last_n?: number;
  before?: string;
  after?: string;
  cell?: string;
  up?: string;
  down?: string;
  left?: string;
  right?: string;
  top_heading?: string;
  left_heading?: string;
  ignore_markdown_tables?: boolean;
  max_length?: number;
  max_repeats?: number;
  check_disallowed_characters?: boolean;
}

type Check = (test: OlmocrTest, markdown: string) => boolean;

const CHECKS: Record<string, Check> = {
  present: (test, markdown) => isPresent(test, markdown),
  absent: (test, markdown) => !isPresent(test, markdown),
  order: isInOrder,
  table: hasCell,
  baseline: isSound,
};

/** Null where the kind of test is left out. */
export const passes = (test: OlmocrTest, markdown: string): boolean | null =>
  CHECKS[test.type]?.(test, markdown) ?? null;

const FOLDED: Record<string, string> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '＿': '_',
  '–': '-',
  '—': '-',
  '‑': '-',
  '‒': '-',
  '−': '-',
  µ: 'μ',
};

/** As the published tests normalise both sides: emphasis and blanks, NFC, quotes and dashes; escapes stay. */
export function normaliseMarkdown(text: string): string {
  return text
    .replace(/<br\/?>/g, ' ')
    .replace(/\*\*(.*?)\*\*/g, '$1')
    .replace(/__(.*?)__/g, '$1')
    .replace(/<\/?[bi]>/g, '')
    .replace(/(\*\*|__)(.*?)\1/g, '$2')
    .replace(/(\*|_)(.*?)\1/g, '$2')
    .replace(/\s+/g, ' ')
    .normalize('NFC')
    .replace(/[‘’‚“”„＿–—‑‒−µ]/g, (character) => FOLDED[character]!);
}

function isPresent(test: OlmocrTest, markdown: string): boolean {
  const { max_diffs = 0, case_sensitive = true, first_n = 0, last_n = 0 } = test;
  const fold = (text: string) => (case_sensitive ? text : text.toLowerCase());
  const wanted = fold(normaliseMarkdown(test.text ?? ''));
  const all = fold(normaliseMarkdown(markdown));
  const text = first_n === 0 && last_n === 0 ? all : all.slice(0, first_n) + (last_n > 0 ? all.slice(-last_n) : '');
  if (text.length < wanted.length - max_diffs) return false;
  return partialSimilarity(wanted, text) >= 1 - max_diffs / Math.max(1, wanted.length);
}

function isInOrder({ before = '', after = '', max_diffs = 0 }: OlmocrTest, markdown: string): boolean {
  const text = normaliseMarkdown(markdown);
  const startsOf = (wanted: string) =>
    nearMatches(normaliseMarkdown(wanted), text, max_diffs).map(({ start }) => start);
  return Math.min(...startsOf(before)) < Math.max(...startsOf(after));
}

/** What the tests ask of a cell, and the cells that may answer. */
const RELATIONS = {
  up: (view: View, index: number) => beside(view, index, -1, 0),
  down: (view: View, index: number) => beside(view, index, 1, 0),
  left: (view: View, index: number) => beside(view, index, 0, -1),
  right: (view: View, index: number) => beside(view, index, 0, 1),
  top_heading: (view: View, index: number) => headings(view, index, -1, 0),
  left_heading: (view: View, index: number) => headings(view, index, 0, -1),
} as const;

interface View {
  table: GridTable;
  places: (number | null)[][];
}

function hasCell(test: OlmocrTest, markdown: string): boolean {
  const tables = [...(test.ignore_markdown_tables ? [] : pipeTables(markdown)), ...tablesOfHtml(markdown)];
  const { max_diffs = 0 } = test;
  const isLike = (wanted: string, text: string) =>
    similarity(wanted, normaliseMarkdown(text)) >= Math.max(0.5, 1 - max_diffs / Math.max(1, wanted.length));
  const cell = normaliseMarkdown(test.cell ?? '');
  return tables.some((table) => {
    const view: View = { table, places: occupancy(table) };
    return table.cells.some(({ text }, index) => {
      if (!isLike(cell, text)) return false;
      return (Object.keys(RELATIONS) as (keyof typeof RELATIONS)[]).every((relation) => {
        const wanted = normaliseMarkdown(test[relation] ?? '');
        if (wanted === '') return true;
        return RELATIONS[relation](view, index).some((other) => isLike(wanted, table.cells[other]!.text));
      });
    });
  });
}

/** The next cells in a direction, one or more of a cell that spans. */
function beside({ table, places }: View, index: number, down: number, right: number): number[] {
  const { row, column, rows, columns } = table.cells[index]!;
  const next = new Set<number>();
  const spread = down === 0 ? rows : columns;
  for (let n = 0; n < spread; n++) {
    let y = down === 0 ? row + n : down > 0 ? row + rows : row - 1;
    let x = right === 0 ? column + n : right > 0 ? column + columns : column - 1;
    for (; y >= 0 && x >= 0 && y < table.height && x < table.width; y += down, x += right) {
      const other = places[y]![x] ?? null;
      if (other === null || other === index) continue;
      next.add(other);
      break;
    }
  }
  return [...next];
}

/** The headings on the way to the table's edge; where none is marked as one, the outermost cells. */
function headings(view: View, index: number, down: number, right: number): number[] {
  const reached = new Set<number>();
  const outermost = new Set<number>();
  for (let open = [index]; open.length > 0; ) {
    open = open.flatMap((from) => {
      const next = beside(view, from, down, right);
      if (next.length === 0 && from !== index) outermost.add(from);
      return next.filter((other) => !reached.has(other) && reached.add(other));
    });
  }
  const marked = [...reached].filter((other) => view.table.cells[other]!.header);
  return marked.length > 0 ? marked : [...outermost];
}

/** Runs of lines with bars; the first row and the first column are headings. */
function pipeTables(markdown: string): GridTable[] {
  const runs: string[][] = [[]];
  for (const line of markdown.trim().split('\n')) {
    if (line.includes('|')) runs.at(-1)!.push(line);
    else runs.push([]);
  }
  return runs
    .filter((lines) => lines.length > 1)
    .map((lines) => {
      const rows = lines.filter((line) => !/^[-:| ]+$/.test(line) || !line.includes('-')).map(pipeCells);
      const read = rows.filter((cells) => cells.length > 0);
      const place = { row_span: 1, col_span: 1, bbox: [0, 0, 0, 0] as [number, number, number, number], confidence: 1 };
      return gridTable(
        read.map((cells, y) => cells.map((text, x) => ({ text, header: y === 0 || x === 0, ...place }))),
      );
    });
}

function pipeCells(line: string): string[] {
  const cells = line.split('|').map((cell) => cell.trim());
  if (cells[0] === '') cells.shift();
  if (cells.at(-1) === '') cells.pop();
  return cells;
}

/** Chinese, Japanese and pictographs, where the tests expect none. */
const DISALLOWED =
  /[\u4e00-\u9fff\u3040-\u30ff\u{1f600}-\u{1f64f}\u{1f300}-\u{1f5ff}\u{1f680}-\u{1f6ff}\u{1f1e0}-\u{1f1ff}]/u;

function isSound(test: OlmocrTest, markdown: string): boolean {
  const characters = markdown.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  if (test.max_length !== undefined) return characters <= test.max_length;
  if (characters === 0 || repeatsAtEnd(markdown) > (test.max_repeats ?? 30)) return false;
  return test.check_disallowed_characters === false || !DISALLOWED.test(markdown);
}

/** How often the last one to five characters stand there in a row. */
function repeatsAtEnd(text: string): number {
  return Math.max(
    ...[1, 2, 3, 4, 5].map((size) => {
      const last = text.slice(-size);
      let count = 1;
      while (text.slice(-size * (count + 1), -size * count) === last && last.length === size) count++;
      return count;
    }),
  );
}

/** Pages for tests: each line's words in boxes of equal letters, columns where the text has two spaces or more. */
import type { Block, Line, Page, Word } from '../../document/model.ts';
import { blockText, lineText, pageText } from '../../document/text.ts';
import { isRightToLeft } from './rows.ts';

const LETTER = 10;
const LINE_HEIGHT = 20;
const WIDTH = 1200;

export interface TestPage {
  text: string;
  blocks: Block[];
}

/** A block a paragraph (parted by blank lines). In `columns` each wide gap starts a block of its own. */
export function pageOf(text: string, columns = false): TestPage {
  const mirrored = isRightToLeft(text);
  const rows = text.split('\n').map((row, y) => ({ words: wordsOf(row, y, mirrored), gap: row.trim() === '' }));
  const groups: Word[][][] = [[]];
  for (const { words, gap } of rows) {
    if (gap) groups.push([]);
    else groups.at(-1)?.push(words);
  }
  const blocks = groups.filter((group) => group.length > 0).flatMap((group) => (columns ? byColumn(group) : [group]));
  const made = blocks.map((lines) => blockOf(lines.map((words) => lineOf(words))));
  return { text: pageText(made), blocks: made };
}

function wordsOf(row: string, y: number, mirrored: boolean): Word[] {
  return [...row.matchAll(/\S+/g)].map((match) => {
    const [from, to] = [match.index * LETTER, (match.index + match[0].length) * LETTER];
    const [x0, x1] = mirrored ? [WIDTH - to, WIDTH - from] : [from, to];
    return { text: match[0], bbox: [x0, y * 30, x1, y * 30 + LINE_HEIGHT], confidence: 1 };
  });
}

/** Cells of the same rank in their rows as one block, as OCR gives a table column by column. */
function byColumn(rows: Word[][]): Word[][][] {
  const cells = rows.map((words) => {
    const parts: Word[][] = [];
    words.forEach((word, i) => {
      const before = words[i - 1];
      const gap = before ? Math.max(word.bbox[0] - before.bbox[2], before.bbox[0] - word.bbox[2]) : Infinity;
      if (gap <= 1.5 * LETTER) parts.at(-1)?.push(word);
      else parts.push([word]);
    });
    return parts;
  });
  const count = Math.max(...cells.map((row) => row.length));
  return Array.from({ length: count }, (_, c) => cells.flatMap((row) => (row[c] ? [row[c]] : [])));
}

const lineOf = (words: Word[]): Line => ({ text: lineText(words), bbox: around(words), confidence: 1, words });

const blockOf = (lines: Line[]): Block => ({
  type: 'paragraph',
  text: blockText(lines),
  bbox: around(lines),
  confidence: 1,
  lines,
});

function around(parts: Pick<Word, 'bbox'>[]): Word['bbox'] {
  return [
    Math.min(...parts.map(({ bbox }) => bbox[0])),
    Math.min(...parts.map(({ bbox }) => bbox[1])),
    Math.max(...parts.map(({ bbox }) => bbox[2])),
    Math.max(...parts.map(({ bbox }) => bbox[3])),
  ];
}

/** The same as finished pages. */
export const pagesOf = (...texts: string[]): Page[] =>
  texts.map((text, index) => ({
    index,
    ...pageOf(text),
    width: WIDTH,
    height: 1600,
    dpi: null,
    rotation: 0,
    source: 'ocr',
    mean_confidence: 1,
    detected_language: null,
    warnings: [],
  }));

/** Documents of the data folder as pages, as the engine would hand them to the chat. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Bbox, Block, Line, Word } from '../../src/document/model.ts';
import { blockText, lineText, pageText } from '../../src/document/text.ts';

export interface BenchPage {
  text: string;
  blocks: Block[];
}

/**
 * `rows`: lines across the page, as a text layer sorted by baseline; `blocks`: poppler's own blocks, column by column;
 * `layout`: text alone, columns told by spaces.
 */
export const READINGS = ['rows', 'blocks', 'layout'] as const;
export type Reading = (typeof READINGS)[number];

export function pdfPages(path: string, reading: Reading): BenchPage[] {
  const flag = reading === 'layout' ? '-layout' : '-bbox-layout';
  const xml = execFileSync('pdftotext', [flag, path, '-'], { maxBuffer: 1 << 29 }).toString();
  if (reading === 'layout')
    return xml
      .split('\f')
      .slice(0, -1)
      .map((text) => ({ text, blocks: [] }));
  return xml
    .split('<page ')
    .slice(1)
    .map((page) => (reading === 'rows' ? rowPage(page) : blockPage(page)));
}

const WORD = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)<\/word>/g;
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };

const wordsIn = (xml: string): Word[] =>
  [...xml.matchAll(WORD)].map(([, x0, y0, x1, y1, text]) => ({
    text: (text ?? '').replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity),
    bbox: [x0, y0, x1, y1].map((v) => 2 * Number(v)) as Bbox,
    confidence: 1,
  }));

const blockPage = (xml: string): BenchPage =>
  pageOf(
    xml
      .split('<block ')
      .slice(1)
      .map((block) =>
        block
          .split('<line ')
          .slice(1)
          .map((line) => lineOf(wordsIn(line))),
      ),
  );

function rowPage(xml: string): BenchPage {
  const words = wordsIn(xml).sort((a, b) => a.bbox[1] + a.bbox[3] - b.bbox[1] - b.bbox[3]);
  const rows: Word[][] = [];
  for (const word of words) {
    const last = rows.at(-1)?.[0];
    const middle = (word.bbox[1] + word.bbox[3]) / 2;
    if (last && middle > last.bbox[1] && middle < last.bbox[3]) rows.at(-1)?.push(word);
    else rows.push([word]);
  }
  const lines = rows.map((row) => lineOf(row.sort((a, b) => a.bbox[0] - b.bbox[0])));
  const blocks: Line[][] = [];
  for (const line of lines) {
    const previous = blocks.at(-1)?.at(-1);
    const height = line.bbox[3] - line.bbox[1];
    if (previous && line.bbox[1] - previous.bbox[3] < 0.6 * height) blocks.at(-1)?.push(line);
    else blocks.push([line]);
  }
  return pageOf(blocks);
}

const lineOf = (words: Word[]): Line => ({ text: lineText(words), bbox: around(words), confidence: 1, words });

export function pageOf(blocks: Line[][]): BenchPage {
  const made = blocks
    .filter((lines) => lines.length > 0)
    .map((lines): Block => ({ type: 'paragraph', text: blockText(lines), bbox: around(lines), confidence: 1, lines }));
  return { text: pageText(made), blocks: made };
}

function around(parts: { bbox: Bbox }[]): Bbox {
  return [
    Math.min(...parts.map(({ bbox }) => bbox[0])),
    Math.min(...parts.map(({ bbox }) => bbox[1])),
    Math.max(...parts.map(({ bbox }) => bbox[2])),
    Math.max(...parts.map(({ bbox }) => bbox[3])),
  ];
}

/** A receipt's lines, each a box with its text (`x1,y1,…,x4,y4,TEXT`), words spread evenly over it. */
export function receiptPage(path: string): BenchPage {
  const lines = readFileSync(path, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((row) => {
      const parts = row.split(',');
      const [x0 = 0, y0 = 0, , , x1 = 0, y1 = 0] = parts.slice(0, 8).map(Number);
      const text = parts.slice(8).join(',').trim();
      const step = (x1 - x0) / Math.max(1, text.length);
      const words = [...text.matchAll(/\S+/g)].map((match): Word => {
        const from = x0 + step * match.index;
        return { text: match[0], bbox: [from, y0, from + step * match[0].length, y1], confidence: 1 };
      });
      return lineOf(words);
    });
  return pageOf(lines.filter(({ words }) => words.length > 0).map((line) => [line]));
}

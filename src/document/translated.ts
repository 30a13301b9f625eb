/** A page in the language it was translated into, as a page like any other: exports and the chat know no difference. */
import { meanConfidence } from './confidence.ts';
import type { Bbox, Block, Line, Page, Word } from './model.ts';
import { blockText, lineText, pageText, tableText } from './text.ts';

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/** Its blocks' translations in place of their texts; blocks without one stay as they are. */
export function translatedPage(page: Page): Page {
  const blocks = page.blocks.map(translatedBlock);
  return { ...page, blocks, text: pageText(blocks) };
}

/** Both: the page's own blocks, and behind them their translations at the same places. */
export function withTranslation<P extends Pick<Page, 'blocks' | 'text'>>(page: P): P {
  const translated = page.blocks.filter(isTranslated).map(translatedBlock);
  if (translated.length === 0) return page;
  const blocks = [...page.blocks, ...translated];
  return { ...page, blocks, text: pageText(blocks) };
}

export const isTranslated = ({ translation, table }: Block): boolean =>
  translation !== undefined || (table?.rows.some((row) => row.some((cell) => cell.translation !== undefined)) ?? false);

function translatedBlock(block: Block): Block {
  if (!isTranslated(block)) return block;
  const { translation, ...rest } = block;
  if (block.table) {
    const rows = block.table.rows.map((row) =>
      row.map(({ translation: text, ...cell }) => ({ ...cell, text: text ?? cell.text })),
    );
    const lines = rows
      .flat()
      .flatMap(({ text, bbox, confidence }) => (text === '' ? [] : [lineIn(text, bbox, confidence)]));
    return { ...rest, table: { rows }, text: tableText(rows), lines };
  }
  const texts = (translation ?? '').split('\n').filter((line) => line.trim() !== '');
  const lines = texts.map((text, n) => lineIn(text, sliceOf(block.bbox, n, texts.length), block.confidence));
  return { ...rest, lines, text: blockText(lines) };
}

/** The n-th of so many slices of a box, from the top. */
const sliceOf = ([x0, y0, x1, y1]: Bbox, n: number, count: number): Bbox => {
  const height = (y1 - y0) / count;
  return [x0, y0 + n * height, x1, y0 + (n + 1) * height];
};

/** Its words share the box by their lengths, from the right where the script runs so. */
function lineIn(text: string, bbox: Bbox, confidence: number): Line {
  const [x0, y0, x1, y1] = bbox;
  const texts = text.trim().split(/\s+/);
  const unit =
    (x1 - x0) /
    Math.max(
      1,
      texts.reduce((sum, word) => sum + word.length + 1, -1),
    );
  const isRtl = RIGHT_TO_LEFT.test(text);
  let at = 0;
  const words = texts.map((word): Word => {
    const [from, to] = [at * unit, (at + word.length) * unit];
    at += word.length + 1;
    const box: Bbox = isRtl ? [x1 - to, y0, x1 - from, y1] : [x0 + from, y0, x0 + to, y1];
    return { text: word, bbox: box, confidence, estimated: true };
  });
  return { text: lineText(words), bbox, confidence: meanConfidence(words) ?? confidence, words };
}

/**
 * What a model wrote as blocks: Markdown with tables of pipes or HTML and formulas of LaTeX, as document models are made to
 * write, and close to it. Nothing of HTML but a table's cells is taken over, no address of a link or picture is kept.
 */
import { confidences } from './confidences.ts';
import { htmlTable } from './html-table.ts';
import { type ConfidenceOf, inlineWords } from './inline.ts';
import { linesOf, part, type Span, trimmed } from './spans.ts';
import { type Token, textOf, type WrittenBlock, type WrittenCell } from './written.ts';

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const LIST_ITEM = /^(\s*)((?:[-*+•◦▪]|(?:\d{1,3}|[a-zA-Z۰-۹٠-٩]{1,3})[.)])\s+)\S/;
const RULE = /^(?:[-*_=]\s*){3,}$/;
const QUOTE = /^>\s?/;
const FENCE = /^(?:```|~~~)\s*([\w-]*)\s*$/;
const PIPES = /^\|.*\|$/;
const UNDER_HEAD = /^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/;
/** A picture whose place the model tells in thousandths of the page, as LightOnOCR's do. */
const FIGURE = /^!\[[^\]]*\]\([^)]*\)\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*(\d{1,4})\s*$/;
const THOUSANDTHS = 1000;
const INDENT = 2;

export function readMarkdown(tokens: readonly Token[]): WrittenBlock[] {
  return blocksOf(unwrapped({ text: textOf(tokens), at: 0 }), confidences(tokens));
}

/** Without thoughts before it and a fence around all of it. */
function unwrapped(span: Span): Span {
  const thought = /^\s*<think>[\s\S]*?<\/think>/.exec(span.text);
  const rest = trimmed(part(span, thought?.[0].length ?? 0));
  const fence = /^```(?:markdown|md|html|text|latex)?[ \t]*\n/i.exec(rest.text);
  if (!fence) return rest;
  const end = rest.text.indexOf('\n```', fence[0].length - 1);
  // Text after the fence is the model's own.
  return part(rest, fence[0].length, end < 0 ? undefined : end);
}

function blocksOf(span: Span, confidenceOf: ConfidenceOf): WrittenBlock[] {
  const blocks: WrittenBlock[] = [];
  const lines = linesOf(span);
  const words = (of: Span) => inlineWords(of, confidenceOf);
  let paragraph: Span[] = [];
  let style: 'quote' | undefined;
  const endParagraph = (): void => {
    const found = paragraph.flatMap(words);
    if (found.length > 0) blocks.push({ type: 'paragraph', ...(style && { style }), words: found });
    paragraph = [];
    style = undefined;
  };
  const add = (block: WrittenBlock): void => {
    endParagraph();
    blocks.push(block);
  };

  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Span;
    const { text } = trimmed(line);
    if (text === '' || RULE.test(text)) {
      endParagraph();
      continue;
    }
    const whole = elementAt(lines, i);
    if (whole) {
      if (whole.block) add(whole.block);
      else endParagraph();
      i = whole.last;
      continue;
    }
    const heading = HEADING.exec(text);
    if (heading) {
      const inner = part(trimmed(line), (heading[1]?.length ?? 0) + 1);
      const found = words({ ...inner, text: inner.text.replace(/\s+#+$/, '') });
      if (found.length > 0) add({ type: 'heading', level: heading[1]?.length ?? 1, words: found });
      continue;
    }
    const item = LIST_ITEM.exec(line.text);
    if (item) {
      const level = Math.min(6, 1 + Math.floor((item[1]?.replaceAll('\t', '  ').length ?? 0) / INDENT));
      // A bullet is the list's, a number is printed.
      const isBullet = /^[-*+]/.test(item[2] ?? '');
      add({
        type: 'list-item',
        level,
        words: words(part(line, (item[1]?.length ?? 0) + (isBullet ? (item[2]?.length ?? 0) : 0))),
      });
      continue;
    }
    const last = blocks.at(-1);
    if (paragraph.length === 0 && last?.type === 'list-item' && /^\s{2,}\S/.test(line.text)) {
      last.words.push(...words(line));
      continue;
    }
    const quote = QUOTE.exec(text);
    if (quote && paragraph.length === 0) style = 'quote';
    paragraph.push(quote ? part(trimmed(line), quote[0].length) : line);
  }
  endParagraph();
  return blocks;

  /** What begins in the line `i` and may take several: code, formula, table, figure. */
  function elementAt(all: readonly Span[], i: number): { block: WrittenBlock | null; last: number } | null {
    const line = trimmed(all[i] as Span);
    const figure = FIGURE.exec(line.text);
    if (figure) return { block: figureOf(figure.slice(1).map(Number)), last: i };
    if (/^!\[[^\]]*\]\([^)]*\)$/.test(line.text)) return { block: null, last: i };
    if (FENCE.test(line.text)) return code(all, i);
    const formula = /^(?:\$\$|\\\[|\\begin\{(?:equation|align|gather|displaymath)\*?\})/.exec(line.text);
    if (formula) return formulaFrom(all, i, formula[0]);
    if (/^<table\b/i.test(line.text)) return tableFrom(all, i);
    if (PIPES.test(line.text) || (line.text.includes('|') && UNDER_HEAD.test(trimmed(all[i + 1] ?? line).text)))
      return pipesFrom(all, i);
    return null;
  }

  function code(all: readonly Span[], from: number): { block: WrittenBlock | null; last: number } {
    let last = from + 1;
    while (last < all.length && !FENCE.test(trimmed(all[last] as Span).text)) last++;
    const found = all.slice(from + 1, last).flatMap((line) => plainWords(line));
    return { block: found.length > 0 ? { type: 'paragraph', style: 'code', words: found } : null, last };
  }

  function formulaFrom(all: readonly Span[], from: number, open: string): { block: WrittenBlock | null; last: number } {
    const close = open === '$$' ? '$$' : open === '\\[' ? '\\]' : open.replace('begin', 'end');
    const isMark = open === '$$' || open === '\\[';
    const first = trimmed(all[from] as Span);
    const inner: Span[] = [];
    for (let last = from; last < all.length; last++) {
      const line = last === from ? part(first, isMark ? open.length : 0) : (all[last] as Span);
      const end = line.text.indexOf(close, last === from && !isMark ? open.length : 0);
      inner.push(end < 0 ? line : part(line, 0, isMark ? end : end + close.length));
      if (end >= 0) return { block: formulaOf(inner), last };
      // A formula that nothing closes ends with its paragraph.
      if (line.text.trim() === '' && last > from) return { block: formulaOf(inner), last };
    }
    return { block: formulaOf(inner), last: all.length - 1 };
  }

  function formulaOf(inner: readonly Span[]): WrittenBlock | null {
    const found = inner.flatMap((line) => plainWords(line));
    return found.length > 0 ? { type: 'formula', words: found } : null;
  }

  function plainWords(line: Span) {
    return [...line.text.matchAll(/\S+/g)].map((match) => ({
      text: match[0],
      confidence: confidenceOf(line.at + match.index, line.at + match.index + match[0].length),
    }));
  }

  function tableFrom(all: readonly Span[], from: number): { block: WrittenBlock | null; last: number } {
    let last = from;
    while (last + 1 < all.length && !/<\/table\s*>/i.test((all[last] as Span).text)) last++;
    const start = (all[from] as Span).at - span.at;
    const end = (all[last] as Span).at - span.at + (all[last] as Span).text.length;
    const rows = htmlTable(part(span, start, end), confidenceOf);
    return { block: rows && { type: 'table', rows }, last };
  }

  function pipesFrom(all: readonly Span[], from: number): { block: WrittenBlock; last: number } {
    const rows: WrittenCell[][] = [];
    let last = from;
    let heads = 0;
    for (; last < all.length; last++) {
      const line = trimmed(all[last] as Span);
      if (!line.text.includes('|')) break;
      if (UNDER_HEAD.test(line.text)) heads = heads === 0 ? rows.length : heads;
      else rows.push(cellsOf(line).map((cell) => ({ words: words(cell), row_span: 1, col_span: 1, header: false })));
    }
    for (const row of rows.slice(0, heads)) for (const cell of row) cell.header = true;
    return { block: { type: 'table', rows }, last: last - 1 };
  }
}

/** Between the pipes of a row; one that is escaped or within a formula's marks divides nothing. */
function cellsOf(row: Span): Span[] {
  const cells: Span[] = [];
  let from = row.text.startsWith('|') ? 1 : 0;
  for (let i = from; i < row.text.length; i++) {
    if (row.text[i] === '\\') i++;
    else if (row.text[i] === '|') {
      cells.push(trimmed(part(row, from, i)));
      from = i + 1;
    }
  }
  if (from < row.text.length) cells.push(trimmed(part(row, from)));
  return cells;
}

function figureOf(numbers: readonly number[]): WrittenBlock | null {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = numbers.map((n) => Math.min(1, n / THOUSANDTHS));
  return x1 > x0 && y1 > y0 ? { type: 'figure', place: [x0, y0, x1, y1] } : null;
}

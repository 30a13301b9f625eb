/** What the document needs to know of a page: a few hundred bytes, so that thousands of pages fit at once. */
import type { Block, Page } from '../../document/model.ts';
import { isRtl } from '../roles/measure.ts';
import { median, weightedMedian } from '../roles/part.ts';
import { measureType } from '../type-size.ts';
import { type ListRuns, listRuns } from './list-runs.ts';
import { type TableShape, tableShape } from './table-shape.ts';

export interface PageSummary {
  index: number;
  /** Blocks of the page: decisions about another reading of it do not fit. */
  blocks: number;
  boxes: 'font' | 'ink';
  /** Em of the running text in points, with how many characters are set in it. */
  body: { size: number; characters: number };
  /** Of all blocks. */
  characters: number;
  headings: HeadingSummary[];
  /** The outermost blocks at the top and at the bottom, from the edge inwards. */
  top: EdgeSummary[];
  bottom: EdgeSummary[];
  /** The body's first and last blocks in reading order, before running heads are left out. */
  first: FlowSummary[];
  last: FlowSummary[];
  /** Where the text steps to the next column. */
  steps: ColumnStep[];
  /** Null where the page neither begins nor ends with a list. */
  lists: ListRuns | null;
}

/** The last block of a column and the first of the next; running heads may stand between them in the order. */
export interface ColumnStep {
  before: FlowSummary;
  next: FlowSummary;
  between: number[];
}

export interface HeadingSummary {
  block: number;
  text: string;
  /** Points. */
  size: number;
  bold: boolean;
}

export interface EdgeSummary {
  block: number;
  type: Block['type'];
  text: string;
  lines: number;
  /** Of the page's height and width, 0…1: the middle, and the left edge. */
  y: number;
  x: number;
  /** Points. */
  size: number;
}

export interface FlowSummary {
  block: number;
  type: Block['type'];
  style?: Block['style'];
  /** The first and the last words. */
  head: string;
  tail: string;
  lines: number;
  /** Whether the last line is full, and the first stands in. */
  full: boolean;
  indented: boolean;
  table?: TableShape;
}

/** In inches, the square root of A4's area: sizes are compared in points also where a file states no resolution. */
const PAGE_SIDE = 9.83;
/** Of the page's height: running heads stand nearer to its edges. */
const EDGE = 0.14;
const EDGE_LINES = 3;
const EDGE_BLOCKS = 4;
/** More than all running heads that may be found among them. */
const FLOW_BLOCKS = 2 * EDGE_BLOCKS + 1;
const STEP_BLOCKS = 3;
const EDGE_TEXT = 120;
const FLOW_TEXT = 40;

export type SummarisedPage = Pick<Page, 'index' | 'blocks' | 'width' | 'height' | 'source'>;

export function summarise(page: SummarisedPage): PageSummary {
  const boxes = page.source === 'ocr' || page.source === 'vlm' ? 'ink' : 'font';
  const dpi = Math.sqrt(Math.max(1, page.width * page.height)) / PAGE_SIDE;
  const sizeOf = (block: Block): number => (emOf(block, boxes) * 72) / dpi;
  const entries = page.blocks.map((block, index) => ({ block, index }));
  const text = entries.filter(({ block }) => block.lines.length > 0 && block.type !== 'table');
  const weighed = text.map(({ block }) => ({ value: sizeOf(block), weight: block.text.length }));
  const short = text.filter(({ block }) => block.lines.length <= EDGE_LINES);
  const byTop = short.toSorted((a, b) => a.block.bbox[1] - b.block.bbox[1]);
  const byBottom = short.toSorted((a, b) => b.block.bbox[3] - a.block.bbox[3]);
  const flow = entries.filter(({ block }) => flows(block));
  const flowOf = ({ block, index }: (typeof entries)[number]) => flowSummary(block, index, page);
  const top = byTop
    .filter(({ block }) => block.bbox[3] <= EDGE * page.height)
    .slice(0, EDGE_BLOCKS)
    .map(edgeOf);
  const bottom = byBottom
    .filter(({ block }) => block.bbox[1] >= (1 - EDGE) * page.height)
    .slice(0, EDGE_BLOCKS)
    .map(edgeOf);
  const edges = new Set([...top, ...bottom].map(({ block }) => block));
  return {
    index: page.index,
    blocks: page.blocks.length,
    boxes,
    body: {
      size: round(weightedMedian(weighed)),
      characters: weighed.reduce((sum, { weight }) => sum + weight, 0),
    },
    characters: page.blocks.reduce((sum, block) => sum + block.text.length, 0),
    headings: text
      .filter(({ block }) => block.type === 'heading')
      .map(({ block, index }) => ({
        block: index,
        text: block.text.replaceAll('\n', ' ').slice(0, EDGE_TEXT),
        size: round(sizeOf(block)),
        bold: boldShare(block) > 0.85,
      })),
    top,
    bottom,
    first: flow.slice(0, FLOW_BLOCKS).map(flowOf),
    last: flow.slice(-FLOW_BLOCKS).map(flowOf),
    steps: columnSteps(flow, page),
    lists: listRuns(flow, (block) => edges.has(block), 72 / dpi),
  };

  function edgeOf({ block, index }: (typeof entries)[number]): EdgeSummary {
    const [x0, y0, , y1] = block.bbox;
    return {
      block: index,
      type: block.type,
      text: block.text.replaceAll('\n', ' ').slice(0, EDGE_TEXT),
      lines: block.lines.length,
      y: round((y0 + y1) / 2 / page.height, 1e4),
      x: round(x0 / page.width, 1e4),
      size: round(sizeOf(block)),
    };
  }
}

/** Running text, tables and list items: what may be broken off at a page's end. */
const flows = ({ type, style }: Block): boolean =>
  !['figure', 'caption', 'page-header', 'page-footer'].includes(type) && style !== 'footnote';

function flowSummary(block: Block, index: number, page: SummarisedPage): FlowSummary {
  const table = block.type === 'table' ? tableShape(block, page.width) : undefined;
  const lines = block.lines;
  const [first, second, last] = [lines[0], lines[1], lines.at(-1)];
  const rtl = isRtl(block.text);
  const width = block.bbox[2] - block.bbox[0];
  const room = last ? (rtl ? last.bbox[0] - block.bbox[0] : block.bbox[2] - last.bbox[2]) : width;
  const indent = first && second ? (rtl ? second.bbox[2] - first.bbox[2] : first.bbox[0] - second.bbox[0]) : 0;
  const height = first ? first.bbox[3] - first.bbox[1] : 0;
  return {
    block: index,
    type: block.type,
    ...(block.style ? { style: block.style } : {}),
    head: block.text.slice(0, FLOW_TEXT),
    tail: block.text.slice(-FLOW_TEXT),
    lines: lines.length,
    full: room <= FULL * width,
    indented: indent > height / 2,
    ...(table ? { table } : {}),
  };
}

/** Of a block's width: the room that a full last line may leave. */
const FULL = 0.12;

/** A block that is higher on the page than one shortly before it, and beside it. */
function columnSteps(flow: readonly { block: Block; index: number }[], page: SummarisedPage): ColumnStep[] {
  const isStep = ([a, b]: [Block, Block]) =>
    Math.min(a.bbox[2], b.bbox[2]) <= Math.max(a.bbox[0], b.bbox[0]) && b.bbox[1] < a.bbox[1];
  return flow.flatMap((next, i) =>
    flow
      .slice(Math.max(0, i - STEP_BLOCKS), i)
      .filter(
        (before) => before.block.type !== 'table' && next.block.type !== 'table' && isStep([before.block, next.block]),
      )
      .map((before) => ({
        before: flowSummary(before.block, before.index, page),
        next: flowSummary(next.block, next.index, page),
        between: flow.slice(flow.indexOf(before) + 1, i).map(({ index }) => index),
      })),
  );
}

/** The median over its lines. */
function emOf(block: Block, boxes: PageSummary['boxes']): number {
  const sizes = block.lines.map(
    ({ words }) =>
      measureType(
        words.map((word) => ({ word, box: word.bbox })),
        null,
        boxes,
      ).size,
  );
  return median(sizes);
}

function boldShare(block: Block): number {
  const words = block.lines.flatMap((line) => line.words);
  const length = (of: typeof words) => of.reduce((sum, { text }) => sum + text.length, 0);
  return length(words.filter((word) => word.bold)) / Math.max(1, length(words));
}

const round = (value: number, steps = 100): number => Math.round(value * steps) / steps;

/** The paper of a Word file, as the source's: its size, its margins, how large its text is set. Twips, 20 to a point. */
import type { Bbox, Page } from '../document/model.ts';
import { bodyBlocks } from './document.ts';
import { pageSize } from './pdf/page-size.ts';

export interface Paper {
  width: number;
  height: number;
}

export interface Sheet extends Paper {
  /** `header` and `footer` are how far running heads stand from the edge. */
  margin: { top: number; right: number; bottom: number; left: number; header: number; footer: number };
}

const INCH = 1440;
/** A4, Letter, Legal, A5 and A3: what paper of nearly their size is taken to be. */
const SIZES = [
  [11_906, 16_838],
  [12_240, 15_840],
  [12_240, 20_160],
  [8391, 11_906],
  [16_838, 23_811],
] as const;
const [A4_WIDTH, A4_HEIGHT] = SIZES[0];
/** Of a side: scanners and cameras cut the pages of one book differently. */
const NEARLY = 0.03;
/** Word's limit. */
const MAX_SIDE = 22 * INCH;
/** Less is a receipt or a screenshot, which nobody wants to go on writing on. */
const MIN_SIDE = 4 * INCH;
const MAX_RATIO = 2;

/** What is no sheet of paper (a screenshot, a receipt) becomes A4. */
export function paperOf(page: Pick<Page, 'dpi' | 'width' | 'height'>): Paper {
  const stated = twips(page);
  // Cameras state 72 dpi, which makes a page of a metre.
  const { width, height } = Math.max(stated.width, stated.height) > MAX_SIDE ? twips({ ...page, dpi: null }) : stated;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (short < MIN_SIDE || long > MAX_SIDE || long / short > MAX_RATIO) return { width: A4_WIDTH, height: A4_HEIGHT };
  const [a, b] = SIZES.find((size) => isNear(size[0], short) && isNear(size[1], long)) ?? [short, long];
  return width <= height ? { width: a, height: b } : { width: b, height: a };
}

function twips(page: Pick<Page, 'dpi' | 'width' | 'height'>): Paper {
  const { width, height, userUnit } = pageSize(page);
  return { width: Math.round(width * userUnit * 20), height: Math.round(height * userUnit * 20) };
}

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= NEARLY * Math.max(a, b);

export const isSamePaper = (a: Paper, b: Paper): boolean => isNear(a.width, b.width) && isNear(a.height, b.height);

/** Of a side: what is further in is the text's shape, not its margin. */
const MARGIN = { least: 0.06, most: 0.15 };
/** From the edge of the paper to a running head. */
const HEAD = { least: INCH / 4, usual: INCH / 2 };

/** The margins are those of the fuller pages; `pages` are of one size. */
export function sheetOf(pages: readonly Page[], paper: Paper): Sheet {
  const bodies = pages
    .map((page) =>
      extentOf(
        bodyBlocks(page.blocks).map(({ bbox }) => bbox),
        page,
      ),
    )
    .filter((extent) => extent !== undefined);
  const heads = (type: 'page-header' | 'page-footer') =>
    pages
      .map((page) =>
        extentOf(
          page.blocks.filter((block) => block.type === type).map(({ bbox }) => bbox),
          page,
        ),
      )
      .filter((extent) => extent !== undefined);
  const margin = (side: number, gaps: readonly number[]) => {
    const [least, most] = [Math.min(INCH / 2, side * MARGIN.least), Math.min(1.25 * INCH, side * MARGIN.most)];
    return Math.round(Math.min(most, Math.max(least, side * (quantile(gaps, 0.1) ?? 1))));
  };
  const { width, height } = paper;
  const top = margin(
    height,
    bodies.map(([, y0]) => y0),
  );
  const bottom = margin(
    height,
    bodies.map(([, , , y1]) => 1 - y1),
  );
  const head = (gap: number | undefined, room: number) =>
    Math.round(Math.max(HEAD.least, Math.min(gap === undefined ? HEAD.usual : gap * height, room - INCH / 4)));
  return {
    width,
    height,
    margin: {
      top,
      bottom,
      left: margin(
        width,
        bodies.map(([x0]) => x0),
      ),
      right: margin(
        width,
        bodies.map(([, , x1]) => 1 - x1),
      ),
      header: head(
        quantile(
          heads('page-header').map(([, y0]) => y0),
          0.5,
        ),
        top,
      ),
      footer: head(
        quantile(
          heads('page-footer').map(([, , , y1]) => 1 - y1),
          0.5,
        ),
        bottom,
      ),
    },
  };
}

export const textWidth = ({ width, margin }: Sheet): number => width - margin.left - margin.right;

export const textHeight = ({ height, margin }: Sheet): number => height - margin.top - margin.bottom;

/** Around all boxes, in 0…1 of the page's sides. */
function extentOf(boxes: readonly Bbox[], { width, height }: Pick<Page, 'width' | 'height'>): Bbox | undefined {
  const real = boxes.filter(([x0, y0, x1, y1]) => x1 > x0 && y1 > y0);
  if (real.length === 0 || width <= 0 || height <= 0) return undefined;
  return [
    Math.min(...real.map(([x0]) => x0)) / width,
    Math.min(...real.map(([, y0]) => y0)) / height,
    Math.max(...real.map(([, , x1]) => x1)) / width,
    Math.max(...real.map(([, , , y1]) => y1)) / height,
  ];
}

/** Line pitch to type size, as usually set. */
const LEADING = 1.2;
/** Half-points. */
const SIZE = { usual: 22, least: 17, most: 24 };

/** Of the running text, in half-points; the usual one where the lines do not tell. */
export function textSize(pages: readonly Page[]): number {
  const pitches = pages.flatMap((page) => {
    const scale = paperOf(page).width / Math.max(page.width, 1);
    return page.blocks.flatMap(({ type, lines }) => {
      const [first, last] = [lines[0], lines.at(-1)];
      if (type !== 'paragraph' || lines.length < 3 || !first || !last) return [];
      return [((last.bbox[3] - first.bbox[3]) / (lines.length - 1)) * scale];
    });
  });
  const pitch = quantile(pitches, 0.5);
  if (pitch === undefined || pitch <= 0) return SIZE.usual;
  return Math.min(SIZE.most, Math.max(SIZE.least, Math.round(pitch / LEADING / 10)));
}

function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}

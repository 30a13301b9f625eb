/** Figures and formulas as pictures of what is printed: which blocks, how large on paper, with which captions. */
import type { Bbox, Block, Page } from '../document/model.ts';
import { printable } from './characters.ts';
import type { BodyBlock, ExportOptions, ExportPage, RegionPicture } from './document.ts';
import { isLatex } from './latex.ts';
import { pageDpi } from './pdf/page-size.ts';

/** `paper`: width and height in points, 72 to an inch. `text`: what was read in it, one line, may be empty. */
export type BlockPicture = RegionPicture & { paper: { width: number; height: number }; text: string };
export type BlockPictures = ReadonlyMap<Block, BlockPicture>;

export interface Illustrated {
  /** Without the labels that stand in a figure that is shown. */
  pages: ExportPage[];
  pictures: BlockPictures;
}

/** In pixels of the page; what is smaller is a slip of whoever found it. */
const MIN_SIDE = 4;
/** Of a block: with as much of it in a figure it is the figure's label. */
const WITHIN = 0.9;

/** Whether there is something to cut, which takes longer than all else that is done with a page. */
export const isIllustrated = (pages: readonly ExportPage[], { cutRegion }: Pick<ExportOptions, 'cutRegion'>): boolean =>
  cutRegion !== undefined && pages.some(({ blocks }) => blocks.some(isShown));

/**
 * Figures and formulas with their pictures, where they are to be had. `step` is awaited after each page. Throws the
 * signal's reason once it is aborted.
 */
export async function illustrate(
  pages: readonly ExportPage[],
  { cutRegion, signal }: Pick<ExportOptions, 'cutRegion' | 'signal'>,
  step?: () => Promise<void>,
): Promise<Illustrated> {
  const pictures = new Map<Block, BlockPicture>();
  const illustrated: ExportPage[] = [];
  for (const page of pages) {
    const labels = new Set<Block>();
    const cut = async (block: Block, within: readonly Block[]) => {
      const bbox = regionOf(block, page);
      if (!bbox || !cutRegion) return;
      signal?.throwIfAborted();
      const picture = await cutRegion(page, bbox);
      if (!picture) return;
      const scale = 72 / pageDpi(page);
      const paper = { width: (bbox[2] - bbox[0]) * scale, height: (bbox[3] - bbox[1]) * scale };
      const text = oneLine([block, ...within].map((one) => one.text).join(' '));
      pictures.set(block, { ...picture, paper, text });
      for (const label of within) labels.add(label);
    };
    for (const block of page.blocks) {
      if (block.type === 'figure') await cut(block, labelsOf(block, page.blocks));
    }
    // A formula that is a figure's label is in its picture.
    for (const block of page.blocks) {
      if (block.type === 'formula' && isShown(block) && !labels.has(block)) await cut(block, []);
    }
    illustrated.push(labels.size > 0 ? { ...page, blocks: page.blocks.filter((block) => !labels.has(block)) } : page);
    await step?.();
  }
  return { pages: illustrated, pictures };
}

const isShown = ({ type, text }: Block): boolean => type === 'figure' || (type === 'formula' && !isLatex(text));

/** Tables and captions are worth their own place wherever they stand. */
const labelsOf = (figure: Block, blocks: readonly Block[]): Block[] =>
  blocks.filter(
    (block) =>
      (block.type === 'paragraph' ||
        block.type === 'heading' ||
        block.type === 'list-item' ||
        block.type === 'formula') &&
      isWithin(block.bbox, figure.bbox),
  );

/** Within the page, in whole pixels; null where next to nothing is left. */
function regionOf({ bbox }: Block, { width, height }: Pick<Page, 'width' | 'height'>): Bbox | null {
  const clamp = (value: number, end: number) => Math.min(Math.max(value, 0), end);
  const [x0, y0] = [Math.floor(clamp(bbox[0], width)), Math.floor(clamp(bbox[1], height))];
  const [x1, y1] = [Math.ceil(clamp(bbox[2], width)), Math.ceil(clamp(bbox[3], height))];
  return x1 - x0 >= MIN_SIDE && y1 - y0 >= MIN_SIDE ? [x0, y0, x1, y1] : null;
}

/** What a picture is to those who do not see it: what was read in it, else its caption; empty for neither. */
export const alternativeText = ({ text }: BlockPicture, caption?: Block): string =>
  text || oneLine(caption?.text ?? '');

const oneLine = (text: string): string => printable(text).replace(/\s+/g, ' ').trim();

/** Captions by figure. A caption between a figure and a table, or another figure, belongs to the nearer one. */
export function figureCaptions(body: readonly BodyBlock[], pictures: BlockPictures): Map<Block, Block> {
  const captions = new Map<Block, Block>();
  for (const [i, { block }] of body.entries()) {
    if (block.type !== 'caption') continue;
    const [nearest] = [body[i - 1]?.block, body[i + 1]?.block]
      .filter((other) => other !== undefined && (other.type === 'figure' || other.type === 'table'))
      .sort((a, b) => gap(a as Block, block) - gap(b as Block, block));
    if (nearest?.type === 'figure' && pictures.has(nearest) && !captions.has(nearest)) captions.set(nearest, block);
  }
  return captions;
}

/** In pixels, by which two boxes stand apart. */
function gap({ bbox: a }: Block, { bbox: b }: Block): number {
  const across = Math.max(0, a[0] - b[2], b[0] - a[2]);
  return Math.hypot(across, Math.max(0, a[1] - b[3], b[1] - a[3]));
}

/** An empty box is nowhere. */
const isWithin = (inner: Bbox, outer: Bbox): boolean =>
  areaOf(inner) > 0 && commonArea(inner, outer) >= WITHIN * areaOf(inner);

const areaOf = ([x0, y0, x1, y1]: Bbox): number => Math.max(0, x1 - x0) * Math.max(0, y1 - y0);

const commonArea = (a: Bbox, b: Bbox): number =>
  areaOf([Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]);

/**
 * What a page's picture is like: everything that decides about its preparation. Read on a copy of at most 2.5
 * megapixels (an 8-megapixel page: at half its size), the results are in pixels of the picture.
 */
import type { Bbox } from '../../document/model.ts';
import type { GrayPicture } from '../recognise/recognizer.ts';
import { type Background, backgroundOf } from './background.ts';
import { binarise } from './binarise.ts';
import { darkBorders } from './borders.ts';
import { type Components, componentsOf } from './components.ts';
import { histogramOf, otsu, percentile } from './histogram.ts';
import { invert } from './invert.ts';
import { darkTextRegions, invertRegions } from './invert-regions.ts';
import { darkGround } from './polarity.ts';
import { shrink } from './shrink.ts';
import { inkOf, profileOf, type Skew, skewOf } from './skew.ts';
import { textLike, xHeightOf } from './text-size.ts';

export interface Measures {
  width: number;
  height: number;
  /** Of the whole picture: what lies at or below is the darker class. */
  otsuThreshold: number;
  /** The gray that 1 % of the pixels do not exceed (a quarter of the ink, where that is less), and 99 % do not. */
  tails: { low: number; high: number };
  isLightOnDark: boolean;
  /** Areas with light writing of a page that is else dark on light. */
  darkRegions: Bbox[];
  /** The paper's gray around the text, of the darkest (5 %), the middle and the lightest (95 %) squares. */
  paper: { low: number; median: number; high: number };
  /** Share of the pixels that are ink, 0…1. */
  ink: number;
  /** Pixels; null where no letters are seen. */
  xHeight: number | null;
  /** Of the lines as they run across. */
  skew: Skew;
  /** Of the lines as they would run on a page that lies on its side. */
  verticalSkew: Skew;
  /** How much better the ink gathers in columns than in rows: below 1 upright, well above 1 the page lies on its side. */
  sideways: number;
  /** Isolated specks for each component that looks like a letter. */
  noise: number;
  /** Dark margins, as of a scanner's lid: pixels from each edge. */
  borders: { left: number; top: number; right: number; bottom: number };
  /** Components that look like letters. */
  letters: number;
  /** Rows of text, over all columns. */
  textLines: number;
  /** Around the text, or null. */
  textBounds: Bbox | null;
}

const MOST_PIXELS = 2_500_000;
/** Side of a background's square; letters up to as high leave paper in it. */
const SQUARE = 32;

export function measurePage(picture: GrayPicture): Measures {
  const { width, height } = picture;
  const counts = histogramOf(picture, 1 + Math.floor(picture.data.length / 1_000_000));
  const { threshold } = otsu(counts);
  const factor = Math.ceil(Math.sqrt(picture.data.length / MOST_PIXELS));
  const small = shrink(picture, factor);

  const ground = darkGround(small, SQUARE, percentile(counts, 0.998) - percentile(counts, 0.002));
  const isLightOnDark = ground > ALL_DARK;
  const darkRegions = ground > SOME_DARK && !isLightOnDark ? darkTextRegions(small) : [];
  const view = look(isLightOnDark ? invert(small) : darkRegions.length > 0 ? invertRegions(small, darkRegions) : small);
  const { components, text, background, letters } = view;
  const ink = inkOf(components, text);
  const upright = xHeightOf(components, text);
  const skew = skewOf(ink, upright ?? 8);
  const verticalSkew = skewOf(ink, upright ?? 8, true);
  const sideways = (verticalSkew.contrast - 1) / Math.max(0.05, skew.contrast - 1);
  const xHeight = sideways > SIDEWAYS ? xHeightOf(components, text, true) : upright;
  const inkShare = components.area.reduce((sum, area) => sum + area, 0) / small.data.length;
  const textInk = components.area.reduce((sum, area, n) => sum + area * (text[n] as number), 0) / small.data.length;
  const bounds = boundsOf(components, text);
  const enlarged = (box: Bbox) => box.map((value) => value * factor) as Bbox;
  return {
    width,
    height,
    otsuThreshold: threshold,
    tails: { low: percentile(counts, Math.min(0.01, textInk / 4)), high: percentile(counts, 0.99) },
    isLightOnDark,
    darkRegions: darkRegions.map(enlarged),
    paper: paperOf(background, components, text),
    ink: inkShare,
    xHeight: xHeight === null ? null : xHeight * factor,
    skew,
    verticalSkew,
    sideways,
    noise: letters === 0 ? 0 : specksOf(components, xHeight ?? 8) / letters,
    borders: darkBorders(small, factor),
    letters,
    textLines: letters === 0 ? 0 : linesOf(profileOf(ink, skew.degrees, Math.max(1, (xHeight ?? 8) / 4))),
    textBounds: bounds && enlarged(bounds),
  };
}

/** Share of the squares with contrast whose ground is dark: of a page light on dark, of one worth looking for areas. */
const ALL_DARK = 0.9;
const SOME_DARK = 0.005;
/** Upright pages of the sets measured stay below 1.3, those on their side above 5. */
export const SIDEWAYS = 2;

interface View {
  components: Components;
  text: Uint8Array;
  background: Background;
  letters: number;
}

function look(picture: GrayPicture): View {
  const background = backgroundOf(picture, SQUARE);
  const sorted = background.values.toSorted();
  const paper = sorted[sorted.length >> 1] as number;
  const view = (faint: boolean): View => {
    const components = componentsOf(binarise(picture, background, paper, faint));
    const text = textLike(components, picture.width, picture.height);
    return { components, text, background, letters: text.reduce((sum, value) => sum + value, 0) };
  };
  const first = view(false);
  if (first.letters >= FEW) return first;
  const second = view(true);
  return second.letters > 2 * first.letters && second.letters < GRAIN ? second : first;
}

/** Fewer letters may be all that is black of a faint page. */
const FEW = 40;
/** More components are the paper's grain. */
const GRAIN = 20_000;

/** Of the squares in which text stands; of all where there is none. */
function paperOf({ values, columns, side }: Background, { count, x0, y0 }: Components, text: Uint8Array) {
  const withText = new Uint8Array(values.length);
  for (let n = 0; n < count; n++) {
    if (text[n] === 1)
      withText[Math.floor((y0[n] as number) / side) * columns + Math.floor((x0[n] as number) / side)] = 1;
  }
  const some = values.filter((_, n) => withText[n] === 1);
  const sorted = (some.length > 0 ? some : values).toSorted();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] as number;
  return { low: at(0.05), median: at(0.5), high: at(0.95) };
}

/** Smaller than a full stop both ways. */
function specksOf({ count, x0, y0, x1, y1 }: Components, xHeight: number): number {
  const size = Math.max(2, 0.2 * xHeight);
  let specks = 0;
  for (let n = 0; n < count; n++) {
    if ((x1[n] as number) - (x0[n] as number) < size && (y1[n] as number) - (y0[n] as number) < size) specks++;
  }
  return specks;
}

function boundsOf({ count, x0, y0, x1, y1 }: Components, text: Uint8Array): Bbox | null {
  const box: Bbox = [Infinity, Infinity, 0, 0];
  for (let n = 0; n < count; n++) {
    if (text[n] === 0) continue;
    box[0] = Math.min(box[0], x0[n] as number);
    box[1] = Math.min(box[1], y0[n] as number);
    box[2] = Math.max(box[2], x1[n] as number);
    box[3] = Math.max(box[3], y1[n] as number);
  }
  return box[2] > 0 ? box : null;
}

/** Bands of a profile of quarter x-heights that rise above the gaps between them. */
function linesOf(profile: Float64Array): number {
  const smooth = profile.map((value, n) => (value + (profile[n - 1] ?? value) + (profile[n + 1] ?? value)) / 3);
  const sorted = smooth.filter((value) => value > 0).toSorted();
  const high = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
  let [lines, inside] = [0, false];
  for (const value of smooth) {
    if (!inside && value > 0.3 * high) {
      lines++;
      inside = true;
    } else if (inside && value < 0.15 * high) inside = false;
  }
  return lines;
}

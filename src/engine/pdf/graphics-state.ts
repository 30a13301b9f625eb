/** The part of PDF's graphics state (ISO 32000-2, 8.4) on which text, and whether it can be seen, depends. */
import type { Bbox } from '../../document/model.ts';
import type { Matrix } from './matrix.ts';
import type { FontInfo } from './page-content.ts';

export interface State {
  /** To pixels of the upright page. */
  ctm: Matrix;
  /** Around the clipping path; `isClipExact` where the path is that very box. */
  clip: Bbox;
  isClipExact: boolean;
  font: FontInfo | undefined;
  fontSize: number;
  charSpacing: number;
  wordSpacing: number;
  hScale: number;
  leading: number;
  rise: number;
  /** Text rendering mode, 0…7. */
  mode: number;
  /** `#rrggbb`; null where a pattern fills. */
  fill: string | null;
  fillAlpha: number;
  /** As `fill`, of what is stroked. */
  stroke: string | null;
  strokeAlpha: number;
  lineWidth: number;
  /** What is painted mixes with what lies under it, other than by its alpha. */
  isBlended: boolean;
  isMasked: boolean;
}

export const initialState = (ctm: Matrix, clip: Bbox): State => ({
  ctm,
  clip,
  isClipExact: true,
  font: undefined,
  fontSize: 0,
  charSpacing: 0,
  wordSpacing: 0,
  hScale: 1,
  leading: 0,
  rise: 0,
  mode: 0,
  fill: '#000000',
  fillAlpha: 1,
  stroke: '#000000',
  strokeAlpha: 1,
  lineWidth: 1,
  isBlended: false,
  isMasked: false,
});

export const isOpaque = ({ fillAlpha, isBlended, isMasked }: State): boolean =>
  fillAlpha === 1 && !isBlended && !isMasked;

/** White or so near to it that nobody reads it on paper. */
export const isPale = (colour: string | null): boolean => colour !== null && /^#(?:f[4-9a-f]){3}$/i.test(colour);

/** Alpha at which nothing is left to be seen. */
export const UNSEEN_ALPHA = 0.02;

/** Whether text in this state leaves no mark at all: modes 3 and 7, or full transparency. */
export const paintsNoText = ({ mode, fillAlpha }: State): boolean =>
  mode === 3 || mode === 7 || (fillAlpha <= UNSEEN_ALPHA && (mode === 0 || mode === 4));

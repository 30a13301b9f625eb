/** What a page brings before it has structure: words in lines, the strokes and the pictures between them. */
import type { Bbox, Word } from '../document/model.ts';

/** Words that stand on one baseline without a wide gap, as the source set them. Boxes: pixels of the upright page. */
export interface SourceLine {
  /** In logical order; at least one. */
  words: Word[];
  bbox: Bbox;
  /** Degrees clockwise in which the text runs: 0 for upright text, 90 for text that runs down the page. */
  angle: number;
  /** The em of its type in pixels, where the source knows it; null for recognised text. */
  size: number | null;
  /** Set in type of one width, as program text is. */
  mono?: boolean;
  /** A column of characters that stand upright under each other: Chinese and Japanese. */
  vertical?: boolean;
}

/** A straight stroke along an axis, as its middle line: a table's rule, an underline, the line above footnotes. */
export interface Rule {
  axis: 'horizontal' | 'vertical';
  /** Across it: y of a horizontal rule. */
  at: number;
  /** Along it. */
  from: number;
  to: number;
  thickness: number;
}

export interface LayoutInput {
  width: number;
  height: number;
  /**
   * Degrees clockwise by which the lines lean, where the source measured it and the boxes surround leaning words; absent:
   * it is told from the lines.
   */
  skew?: number;
  /** In the order of the source: that of a content stream, or of a recogniser's reading. */
  lines: SourceLine[];
  rules: Rule[];
  pictures: Bbox[];
  /** Grounds painted in a colour, thicker than a rule: shaded header cells, stripes. Only where the source knows them. */
  fills?: Bbox[];
  /**
   * What a word's box surrounds: `font`, from the type's ascent to its descent whatever the letters, or `ink`, the
   * letters alone.
   */
  boxes: 'font' | 'ink';
}

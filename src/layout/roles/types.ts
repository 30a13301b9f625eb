/** What the roles are told from: the text of a page in paragraphs and reading order, with its finished tables between. */
import type { Bbox, Block, Word } from '../../document/model.ts';
import type { LayoutInput } from '../input.ts';

/** A line of a paragraph. Boxes: pixels of the upright page. */
export interface TextLine {
  /** In logical order, with the boxes that the source gave; at least one. */
  words: Word[];
  /** Around the words once the page's skew is taken out. */
  box: Bbox;
  /** The em of its type in pixels, estimated where the source does not know it. */
  size: number;
  mono?: boolean;
  vertical?: boolean;
  /** Degrees clockwise in which the text runs; upright where absent. */
  angle?: number;
}

export interface Paragraph {
  lines: TextLine[];
}

/** In reading order. A block, as a table, is finished and passes as it is. */
export type Piece = Paragraph | Block;

export interface PageFrame extends Pick<LayoutInput, 'width' | 'height' | 'rules' | 'pictures' | 'boxes'> {
  /** Off a till's roll, which is cut where the print ends: it has neither head nor foot. */
  isReceipt?: boolean;
}

/** A paragraph, or the part of one that has a role of its own, with what is measured of it once. */
export interface Part {
  lines: TextLine[];
  /** Levelled, around all lines. */
  box: Bbox;
  /** Lines joined by line ends. */
  text: string;
  /** Median em of its lines, pixels. */
  size: number;
  /** Shares of the characters, 0…1. */
  bold: number;
  italic: number;
  mono: number;
  role?: Role;
}

export interface Role {
  type: Block['type'];
  style?: Block['style'];
  level?: number;
}

/** What is usual on the page. Pixels. */
export interface PageMeasure {
  width: number;
  height: number;
  boxes: LayoutInput['boxes'];
  /** The em of the running text. */
  body: number;
  /** Whether the running text itself is bold, mono or in capitals: then none of them marks anything. */
  bold: boolean;
  mono: boolean;
  capitals: boolean;
  /** From a line's top to the next one's, within paragraphs. */
  leading: number;
  rtl: boolean;
  /** Whether most of the text stands in paragraphs of several lines, unlike that of forms, receipts and slides. */
  prose: boolean;
}

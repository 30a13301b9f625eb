/** What a page paints, as read off pdf.js's operators: every glyph with its place, images, shapes. */
import type { Bbox } from '../../document/model.ts';
import type { FontStyle, NamedFont } from './font-style.ts';
import type { Fill, RulePiece } from './path-marks.ts';

/** `page.getOperatorList()` of pdf.js. */
export interface OperatorList {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

/** The part of pdf.js's font object that is used. */
export interface FontInfo extends NamedFont {
  vertical?: boolean;
  isType3Font?: boolean;
  /** Glyph space to text space. */
  fontMatrix?: readonly number[];
  /** Of a Type 3 font, in glyph space. */
  bbox?: readonly number[];
}

/** Lengths in pixels of the upright page, origin top left. */
export interface Glyph {
  /** As the font's mapping says; one glyph may stand for several characters (a ligature) or for a space. */
  text: string;
  /** Where the glyph's baseline begins; of a vertical glyph, the middle of its top. */
  x: number;
  y: number;
  /** Unit vector in which the text advances. */
  dx: number;
  dy: number;
  /** Along the text, without character and word spacing. */
  width: number;
  /** The em. */
  size: number;
  box: Bbox;
  /** Absent: plain type. */
  style?: FontStyle;
  /** Of a font whose characters stand under each other. */
  vertical?: boolean;
  /** Not to be seen: painted in no ink, white on paper, or under something opaque. */
  hidden: boolean;
}

export interface PlacedImage {
  /** What is seen of it, pixels. */
  box: Bbox;
  /** Of the stored image; 0 where unknown. */
  width: number;
  height: number;
}

export interface PageContent {
  glyphs: Glyph[];
  images: PlacedImage[];
  /** Filled shapes and masks of the size and the intricacy of letters. */
  outlines: Bbox[];
  /** Straight lines, in pieces as painted, and rectangles in a colour. */
  rules: RulePiece[];
  fills: Fill[];
  /** Glyphs that stand for no character at all: their font maps them to none. */
  unmapped: number;
  /** Annotations whose text was painted. */
  annotated: Set<string>;
  /** Whether anything but text is painted. */
  painted: boolean;
}

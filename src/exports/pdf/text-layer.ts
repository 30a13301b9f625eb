/**
 * The invisible text of a page as PDF operators: what makes a picture of a page searchable and selectable. One writer
 * for pages made from pictures and for pages of a PDF that came in; the caller puts the result under the page's content.
 */
import type { PDFRef } from '@cantoo/pdf-lib';
import type { Page } from '../../document/model.ts';
import { directionOfText, isSpaced } from '../characters.ts';
import { linesOf } from '../lines.ts';
import { GLYPH_WIDTH, type GlyphlessFont } from './glyphless-font.ts';
import { type FramedWord, type LineFrame, lineFrame } from './line-frame.ts';
import { visualOrder } from './visual-order.ts';

/** `[a b c d e f]` of a `cm` operator. */
export type Matrix = readonly [number, number, number, number, number, number];

export type TextLayer = {
  /** Balanced in `q` and `Q`: it leaves no trace in the graphics state of what follows. */
  content: Uint8Array;
  /** By the names that the content calls them. */
  fonts: Map<string, PDFRef>;
};

/**
 * `placement` maps the page's pixels, origin bottom left and y up, into the space that the content stands in.
 * `prefix` begins the fonts' names. Undefined where the page has no word.
 */
export function textLayer(
  page: Pick<Page, 'blocks' | 'height'>, font: GlyphlessFont, placement: Matrix, prefix: string,
): TextLayer | undefined {
  const fonts = new Map<string, PDFRef>();
  const useFont = (ascent: number, descent: number): string => {
    const { key, ref } = font.variant(ascent, descent);
    const name = `${prefix}${key}`;
    fonts.set(name, ref);
    return name;
  };
  const lines = page.blocks.flatMap(linesOf);
  if (lines.length === 0) return undefined;
  const out: (string | number[])[] = [`q ${placement.map((value) => format(value, 6)).join(' ')} cm\n`];
  for (const line of lines) writeLine(out, lineFrame(line, page.height), font, useFont);
  out.push('Q\n');
  return { content: join(out), fonts };
}

function writeLine(
  out: (string | number[])[], frame: LineFrame, font: GlyphlessFont,
  useFont: (ascent: number, descent: number) => string,
): void {
  const { x, y, dx, dy, size, words } = frame;
  out.push(`BT 3 Tr ${[dx, dy, -dy, dx].map((value) => format(value, 5)).join(' ')} ${format(x)} ${format(y)} Tm\n`);
  const rtl = directionOfText(words.map((word) => word.text).join(' ')) === 'rtl';
  if (rtl && (globalThis as any).LOGICAL) words.reverse();
  let at = { along: 0, across: 0 };
  let current = '';
  for (const [index, word] of words.entries()) {
    const next = words[index + 1];
    const { ascent, descent, rise } = extents(word, size);
    const name = useFont(ascent, descent);
    if (name !== current) out.push(`/${name} ${format(size)} Tf `);
    current = name;
    if (rtl && (globalThis as any).LOGICAL) {
      const sp = next && isSpaced(word.text, next.text) ? Math.max(word.start - next.end, size / 20) : 0;
    out.push(`${format(word.start - sp - at.along)} ${format(rise - at.across)} Td `);
    at = { along: word.start - sp, across: rise };
    if (sp) show(out, ' ', sp);
    show(out, visualOrder(word.text), word.end - word.start);
    } else {
    out.push(`${format(word.start - at.along)} ${format(rise - at.across)} Td `);
    at = { along: word.start, across: rise };
    show(out, visualOrder(word.text), word.end - word.start);
    if (next && isSpaced(word.text, next.text)) show(out, ' ', Math.max(next.start - word.end, size / 20));
    }
  }
  out.push('ET\n');

  /** Stretched to `width` pixels. */
  function show(target: (string | number[])[], text: string, width: number) {
    const codes = font.encode(text);
    const scale = (width / ((codes.length * size * GLYPH_WIDTH) / 1000)) * 100;
    target.push(`${format(Math.max(scale, 0.1), 1)} Tz `, literal(codes), ' Tj\n');
  }
}

// Above 3 poppler takes an ascent for a mistake of the font's, and 0 for not given.
const MAX_EXTENT = 2.5;
const MIN_EXTENT = 0.1;
/** Words raised further from their line's baseline, in sizes, are to pdftotext a line of their own. */
const MAX_RISE = 0.45;

/** In sizes of the font and steps of a tenth, so that few variants serve; `rise` in pixels. */
function extents({ low, high }: FramedWord, size: number) {
  const tenth = (value: number) => Math.round((value / size) * 10) / 10;
  const rise = tenth(low) > 0 ? Math.min(low, MAX_RISE * size) : 0;
  return {
    ascent: Math.min(MAX_EXTENT, Math.max(MIN_EXTENT, tenth(high - rise))),
    descent: Math.min(MAX_EXTENT, Math.max(0, tenth(rise - low))) || 0.001,
    rise,
  };
}

/** A string in parentheses, bytes as they are. */
function literal(codes: readonly number[]): number[] {
  const bytes: number[] = [0x28];
  for (const code of codes) {
    for (const byte of [code >> 8, code & 0xff]) {
      if (byte === 0x28 || byte === 0x29 || byte === 0x5c) bytes.push(0x5c, byte);
      else if (byte === 0x0d) bytes.push(0x5c, 0x72);
      else bytes.push(byte);
    }
  }
  bytes.push(0x29);
  return bytes;
}

function join(parts: readonly (string | number[])[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'string') for (let index = 0; index < part.length; index++) bytes[at++] = part.charCodeAt(index);
    else for (const byte of part) bytes[at++] = byte;
  }
  return bytes;
}

/** PDF knows no exponents. */
function format(value: number, digits = 2): string {
  return String(Number(value.toFixed(digits)) || 0);
}

/** Where the glyphs of a text-showing operator stand (ISO 32000-2, 9.4). */

import { type FontStyle, fontStyle } from './font-style.ts';
import { paintsNoText, type State } from './graphics-state.ts';
import { boxAround, compose, type Matrix } from './matrix.ts';
import type { FontInfo, Glyph } from './page-content.ts';

/** An item of pdf.js's `showText`; numbers between the glyphs move the pen back, in thousandths of the font size. */
export interface PdfGlyph {
  unicode: string;
  width: number;
  vmetric?: readonly [number, number, number] | null;
  isSpace: boolean;
}

/** Where the pen is, in text space. */
export interface Pen {
  matrix: Matrix;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
}

/** Above and below the baseline, in em, where the font does not tell: about what Times and Helvetica have. */
const ASCENT = 0.8;
const DESCENT = 0.2;

/** Moves the pen; `place` gets each glyph as it is set. */
export function showText(
  items: readonly (PdfGlyph | number)[],
  state: State,
  pen: Pen,
  place: (glyph: Glyph) => void,
): void {
  const { font, fontSize, hScale, charSpacing, wordSpacing, rise } = state;
  if (fontSize === 0) return;
  const vertical = font?.vertical === true;
  const fontMatrix = font?.fontMatrix ?? [0.001, 0, 0, 0.001];
  const toText = (fontMatrix[0] || 0.001) * fontSize;
  const matrix = compose(state.ctm, pen.matrix);
  const [a, b, c, d, e, f] = matrix;
  const along = vertical ? ([-c, -d] as const) : ([a, b] as const);
  const scale = Math.hypot(...along);
  const sign = vertical ? 1 : Math.sign(fontSize * hScale) || 1;
  const [dx, dy] = scale > 0 ? [(along[0] / scale) * sign, (along[1] / scale) * sign] : [1, 0];
  const up = extent(font);
  const size = Math.abs(fontSize) * up.em * (vertical ? Math.hypot(a, b) : Math.hypot(c, d));
  const [below, above] = [rise - up.descent * fontSize, rise + up.ascent * fontSize];
  const hidden = paintsNoText(state);
  const style = styleOf(font);
  for (const item of items) {
    if (typeof item === 'number') {
      const shift = (-item / 1000) * fontSize;
      if (vertical) pen.y += shift;
      else pen.x += shift * hScale;
      continue;
    }
    const spacing = charSpacing + (item.isSpace ? wordSpacing : 0);
    const advance = (vertical ? -(item.vmetric?.[0] ?? -1000) : item.width) * toText * (vertical ? 1 : hScale);
    const { x: penX, y: penY } = pen;
    const lead = vertical ? (item.width / 2) * toText : 0;
    const box = vertical
      ? boxAround(penX - lead, penY - advance, penX + lead, penY, matrix)
      : boxAround(penX, penY + below, penX + advance, penY + above, matrix);
    const x = a * penX + c * (penY + rise) + e;
    const y = b * penX + d * (penY + rise) + f;
    place({ text: item.unicode, x, y, dx, dy, width: Math.abs(advance) * scale, size, box, style, vertical, hidden });
    if (vertical) pen.y -= advance - spacing;
    else pen.x += advance + spacing * hScale;
  }
}

const styles = new WeakMap<FontInfo, FontStyle>();

/** Told once a font. */
function styleOf(font: FontInfo | undefined): FontStyle {
  const known = font && styles.get(font);
  if (known) return known;
  const style = fontStyle(font);
  if (font) styles.set(font, style);
  return style;
}

/** In units of the font size; a Type 3 font states its own, its glyph space may be of any scale. */
function extent(font: FontInfo | undefined): { ascent: number; descent: number; em: number } {
  const [, bottom = 0, , top = 0] = font?.bbox ?? [];
  const scale = font?.fontMatrix?.[3] ?? 0;
  if (!font?.isType3Font) return { ascent: ASCENT, descent: DESCENT, em: 1 };
  const high = Math.max(top * scale, bottom * scale);
  const low = Math.min(top * scale, bottom * scale);
  if (high - low > 0) return { ascent: high, descent: -low, em: high - low };
  const em = Math.abs(scale) * 1000 || 1;
  return { ascent: ASCENT * em, descent: DESCENT * em, em };
}

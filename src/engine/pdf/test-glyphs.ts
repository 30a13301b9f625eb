/** Glyphs for tests, set like type: each half an em wide, from left to right, upright. */
import type { Glyph } from './page-content.ts';

export interface Setting {
  x?: number;
  y?: number;
  size?: number;
  /** Extra space after each glyph, pixels. */
  tracking?: number;
  hidden?: boolean;
}

/** A string's characters, or an array of glyph texts, in the order in which they stand on the page. */
export function set(texts: string | readonly string[], setting: Setting = {}): Glyph[] {
  const { y = 100, size = 40, tracking = 0, hidden = false } = setting;
  let x = setting.x ?? 0;
  return [...texts].map((text): Glyph => {
    const width = /^\p{Mn}$/u.test(text) ? 0 : size / 2;
    const glyph = { text, x, y, dx: 1, dy: 0, width, size, hidden };
    x += width + (width > 0 ? tracking : 0);
    return { ...glyph, box: [glyph.x, y - 0.8 * size, glyph.x + width, y + 0.2 * size] };
  });
}

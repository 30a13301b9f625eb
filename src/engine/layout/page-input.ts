/** What the layout takes of a page that was read: the source's own text, and what was recognised beside it. */
import type { Bbox, Line } from '../../document/model.ts';
import type { LayoutInput, Rule, SourceLine } from '../../layout/input.ts';

interface Recognised {
  /** In the order in which they were read. */
  lines: readonly Line[];
  /** Strokes found in the picture. */
  rules: readonly Rule[];
  /** Degrees clockwise by which the lines lean. */
  skew: number;
}

interface ReadPage extends Pick<LayoutInput, 'width' | 'height'> {
  /** Found in the picture. */
  pictures?: readonly Bbox[];
}

/** `text` is what the source knows of the page, null where it is a picture alone; all in pixels of the upright page. */
export function pageInput(
  { width, height, pictures = [] }: ReadPage,
  text: LayoutInput | null,
  { lines, rules, skew }: Recognised,
): LayoutInput {
  return {
    width,
    height,
    ...(skew !== 0 && { skew }),
    lines: [...(text?.lines ?? []), ...lines.map(sourceLine)],
    rules: [...(text?.rules ?? []), ...rules],
    pictures: [...(text?.pictures ?? []), ...pictures],
    ...(text?.fills && { fills: text.fills }),
    boxes: text && text.lines.length > 0 ? 'font' : 'ink',
  };
}

const sourceLine = ({ words, bbox }: Line): SourceLine => ({ words, bbox, angle: 0, size: null });

/** The lines that stand in `region`, where one is given: what is read again is that part alone. */
export function linesIn(text: LayoutInput, region: Bbox | undefined): LayoutInput {
  if (!region) return text;
  const [left, top, right, bottom] = region;
  const isInside = ({ bbox: [x0, y0, x1, y1] }: SourceLine) => {
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    return x >= left && x <= right && y >= top && y <= bottom;
  };
  return { ...text, lines: text.lines.filter(isInside) };
}

/** A page's text layer and what is painted between its words, as the layout takes it. */
import type { Bbox } from '../../document/model.ts';
import type { LayoutInput, SourceLine } from '../../layout/input.ts';
import { toLine } from './lines.ts';
import { areaOf } from './matrix.ts';
import type { Glyph, PageContent } from './page-content.ts';
import { ruleOfBox } from './path-marks.ts';
import { joinRules } from './rules.ts';
import { toRows, type WordRow } from './words.ts';

/** Shorter on any side, points, an image is a bullet, a piece of a rule or of a letter. */
const LEAST_PICTURE = 8;
/** A fill of more of the page is its ground. */
const GROUND = 0.9;
/** Stripes and cells of the densest tables are below; more are a drawing's. */
const MOST_FILLS = 3_000;

/** `glyphs`: those that count as the page's text. `point`: pixels in one. */
export function layoutInput(
  { rules, fills, images }: PageContent,
  glyphs: readonly Glyph[],
  { width, height, point }: { width: number; height: number; point: number },
): LayoutInput {
  const boxes = images.map(({ box }) => box);
  const thin = boxes.map((box) => ruleOfBox(box, point)).filter((rule) => rule !== null);
  const isPicture = (box: Bbox) => Math.min(box[2] - box[0], box[3] - box[1]) >= LEAST_PICTURE * point;
  return {
    width,
    height,
    lines: toRows(glyphs).flatMap((row) => sourceLine(row, width, height)),
    rules: joinRules([...rules, ...thin], fills, point),
    pictures: boxes.filter((box) => isPicture(box) && ruleOfBox(box, point) === null),
    fills: fills
      .map(({ box }) => box)
      .filter((box) => areaOf(box) < GROUND * width * height)
      .slice(0, MOST_FILLS),
    boxes: 'font',
  };
}

function sourceLine(row: WordRow, width: number, height: number): SourceLine[] {
  const { words, bbox } = toLine(row, width, height);
  if (words.length === 0) return [];
  const glyphs = row.pieces.flatMap((piece) => piece.glyphs.map(({ glyph }) => glyph));
  const most = (is: (glyph: Glyph) => boolean) => 2 * glyphs.filter(is).length > glyphs.length;
  return [
    {
      words,
      bbox,
      angle: row.angle,
      size: row.size,
      ...(most(({ style }) => style?.mono === true) && { mono: true }),
      ...(most(({ vertical }) => vertical === true) && { vertical: true }),
    },
  ];
}

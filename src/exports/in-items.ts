/** Paragraphs that belong to a list item: they stand in from its marker, below it. */
import type { Bbox, Block } from '../document/model.ts';
import { directionOfText } from './characters.ts';

/** In line heights: a hanging indent is hardly wider. */
const INDENT: [number, number] = [0.5, 6];

/** For each block of a page the level of the list item in which it stands, 0 for none. */
export function itemDepths(blocks: readonly Block[]): number[] {
  let open: { level: number; block: Block }[] = [];
  return blocks.map((block, i) => {
    if (block.type === 'list-item') {
      const level = block.level ?? 1;
      open = [...open.filter((item) => item.level < level), { level, block }];
      return 0;
    }
    const item = isText(block) ? open.findLast((one) => standsIn(one.block, block)) : undefined;
    // A single line that stands in may be a paragraph with its first line set in, unless the list goes on.
    const isSure = block.lines.length > 1 || block.style === 'code' || blocks[i + 1]?.type === 'list-item';
    open = item && isSure ? open.filter(({ level }) => level <= item.level) : [];
    return item && isSure ? item.level : 0;
  });
}

const isText = ({ type, style, lines }: Block): boolean =>
  lines.length > 0 && (type === 'formula' || (type === 'paragraph' && style !== 'footnote'));

function standsIn(item: Block, block: Block): boolean {
  const line = item.lines[0];
  if (!line || block.bbox[1] < line.bbox[1]) return false;
  const rtl = directionOfText(item.text) === 'rtl';
  const start = ([x0, , x1]: Bbox) => (rtl ? -x1 : x0);
  const indent = (start(block.bbox) - start(line.bbox)) / Math.max(1, line.bbox[3] - line.bbox[1]);
  return indent >= INDENT[0] && indent <= INDENT[1];
}

/** The lists with which a page begins and ends, as far as a page before or behind it may share them. */
import type { Block } from '../../document/model.ts';
import { readMarker } from '../roles/markers.ts';
import { isRtl } from '../roles/measure.ts';

/** An item of a list, or what stands among items. Lengths in points. */
export interface ListPart {
  block: number;
  type: Block['type'];
  /** Of its first line, from the side where reading begins; only differences mean something. */
  start: number;
  /** Only of an item: its depth from 1, and what its marker looks like. */
  item?: { level: number; shape: string };
}

export interface ListRuns {
  /** The body's first parts up to the last item of the first list. */
  first: ListPart[];
  /** The body's last parts from an item of the first level on. */
  last: ListPart[];
  /** The least `start` of the body, and those of blocks which may be running heads and none of it. */
  edge: number;
  edges: Pick<ListPart, 'block' | 'start'>[];
}

/** As many running heads as are looked for, and the rest of an item. */
const BEFORE = 9;
/** The same, and paragraphs in the last item. */
const BEHIND = 16;

/**
 * `flow`: the body in reading order. `isEdge`: whether a block may be a running head. `scale`: points of a pixel. Null
 * where the page neither begins nor ends with a list.
 */
export function listRuns(
  flow: readonly { block: Block; index: number }[],
  isEdge: (block: number) => boolean,
  scale: number,
): ListRuns | null {
  const parts = flow.map((one) => listPart(one, scale));
  const begin = parts.findIndex(({ item }) => item);
  if (begin < 0) return null;
  const end = parts.findIndex(({ item, type }, i) => i > begin && !item && !isText(type));
  const first = begin > BEFORE ? [] : parts.slice(0, end < 0 ? undefined : end);
  const latest = parts.findLastIndex(({ item }) => item);
  const outer = parts.findLastIndex(({ item }, i) => i <= latest && item?.level === 1);
  const last = parts.length - 1 - latest > BEHIND ? [] : parts.slice(Math.max(0, outer));
  if (first.length === 0 && last.length === 0) return null;
  return {
    first: first.slice(0, first.findLastIndex(({ item }) => item) + 1),
    last,
    edge: Math.min(...parts.filter(({ block }) => !isEdge(block)).map(({ start }) => start)),
    edges: parts.filter(({ block }) => isEdge(block)).map(({ block, start }) => ({ block, start })),
  };
}

/** What may stand in an item; anything else ends its list. */
export const isText = (type: Block['type']): boolean => type === 'paragraph' || type === 'formula';

function listPart({ block, index }: { block: Block; index: number }, scale: number): ListPart {
  const [x0, , x1] = block.lines[0]?.bbox ?? block.bbox;
  const start = Math.round((isRtl(block.text) ? -x1 : x0) * scale * 100) / 100;
  const { type } = block;
  if (type !== 'list-item') return { block: index, type, start };
  return { block: index, type, start, item: { level: block.level ?? 1, shape: readMarker(block.text)?.shape ?? '' } };
}

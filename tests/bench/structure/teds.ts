/**
 * Tree-edit-distance similarity of tables (Zhong, ShafieiBavani, Jimeno Yepes 2020, "Image-based table recognition:
 * data, model, and evaluation"): the least number of changes that turn one table's tree into the other's, over the
 * larger tree's size. Inserting and deleting cost 1, changing a tag or a span 1, a cell's text its edit distance over
 * its length. Emphasis within cells is left out on both sides.
 */
import { editDistance } from '../shared/text-score.ts';
import type { GridTable, PlacedCell } from './grid-table.ts';

interface Node {
  label: string;
  /** Of a cell. */
  text: string[] | null;
  children: Node[];
}

/** 0…1; `structure`: cells without their texts. Null: no table. */
export function teds(truth: GridTable, table: GridTable | null, structure = false): number {
  if (!table) return 0;
  const [wanted, found] = [treeOf(truth, structure), treeOf(table, structure)];
  // The table's own node is not counted, as in the published program.
  const size = Math.max(sizeOf(wanted), sizeOf(found)) - 1;
  return size === 0 ? 1 : Math.max(0, 1 - treeDistance(wanted, found) / size);
}

function treeOf({ cells, height }: GridTable, structure: boolean): Node {
  const rows = Array.from({ length: height }, (_, row) => cells.filter((cell) => cell.row === row));
  const first = rows.findIndex((row) => !(row.length > 0 && row.every(({ header }) => header)));
  const heads = first < 0 ? rows.length : first;
  const section = (label: string, part: PlacedCell[][]): Node[] =>
    part.length === 0 ? [] : [{ label, text: null, children: part.map((row) => rowNode(row, structure)) }];
  const children = [...section('thead', rows.slice(0, heads)), ...section('tbody', rows.slice(heads))];
  return { label: 'table', text: null, children };
}

const rowNode = (cells: readonly PlacedCell[], structure: boolean): Node => ({
  label: 'tr',
  text: null,
  children: cells.map(({ text, rows, columns }) => ({
    label: `td ${rows} ${columns}`,
    text: structure ? [] : [...text.replace(/\s+/g, ' ').trim()],
    children: [],
  })),
});

const sizeOf = ({ children }: Node): number => children.reduce((size, child) => size + sizeOf(child), 1);

function changeCost(one: Node, other: Node): number {
  if (one.label !== other.label) return 1;
  if (!one.text || !other.text) return 0;
  const longest = Math.max(one.text.length, other.text.length);
  return longest === 0 ? 0 : editDistance(one.text, other.text) / longest;
}

/** Zhang and Shasha 1989. */
function treeDistance(one: Node, other: Node): number {
  const [a, b] = [postorder(one), postorder(other)];
  const trees = Array.from({ length: a.nodes.length }, () => new Float64Array(b.nodes.length));
  const forest = Array.from({ length: a.nodes.length + 1 }, () => new Float64Array(b.nodes.length + 1));
  for (const i of a.keyroots) for (const j of b.keyroots) compare(i, j);
  return trees[a.nodes.length - 1]![b.nodes.length - 1]!;

  function compare(i: number, j: number): void {
    const [firstA, firstB] = [a.leftmost[i]!, b.leftmost[j]!];
    forest[firstA]![firstB] = 0;
    for (let x = firstA; x <= i; x++) forest[x + 1]![firstB] = forest[x]![firstB]! + 1;
    for (let y = firstB; y <= j; y++) forest[firstA]![y + 1] = forest[firstA]![y]! + 1;
    for (let x = firstA; x <= i; x++) {
      for (let y = firstB; y <= j; y++) {
        const least = Math.min(forest[x]![y + 1]!, forest[x + 1]![y]!) + 1;
        const [leftA, leftB] = [a.leftmost[x]!, b.leftmost[y]!];
        if (leftA === firstA && leftB === firstB) {
          trees[x]![y] = Math.min(least, forest[x]![y]! + changeCost(a.nodes[x]!, b.nodes[y]!));
          forest[x + 1]![y + 1] = trees[x]![y]!;
        } else {
          forest[x + 1]![y + 1] = Math.min(least, forest[leftA]![leftB]! + trees[x]![y]!);
        }
      }
    }
  }
}

interface Postorder {
  nodes: Node[];
  /** Of each node: its first leaf. */
  leftmost: number[];
  /** Nodes that share their first leaf with no later one. */
  keyroots: number[];
}

function postorder(root: Node): Postorder {
  const nodes: Node[] = [];
  const leftmost: number[] = [];
  const visit = (node: Node): number => {
    const leaves = node.children.map(visit);
    const first = leaves[0] ?? nodes.length;
    nodes.push(node);
    leftmost.push(first);
    return first;
  };
  visit(root);
  const last = new Map(leftmost.map((leaf, index) => [leaf, index]));
  return { nodes, leftmost, keyroots: [...last.values()].sort((a, b) => a - b) };
}

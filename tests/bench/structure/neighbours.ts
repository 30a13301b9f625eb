/**
 * Neighbour relations, by which the ICDAR 2013 table contest compared tables (Göbel et al. 2012, "A methodology for
 * evaluating algorithms for table understanding in PDF documents").
 */
import { normalise } from '../shared/text-score.ts';
import { type GridTable, occupancy } from './grid-table.ts';

export interface RelationScore {
  correct: number;
  found: number;
  wanted: number;
  /** 0…1; two without any relation: 1. */
  f1: number;
}

/**
 * For each cell with text its next such cell to the right and below; a pair of spanning cells counts once. Texts without
 * blanks and case. The relations of all tables are compared together, as bags, so that no table must find its partner.
 */
export function relationScore(truth: readonly GridTable[], tables: readonly GridTable[]): RelationScore {
  const wanted = truth.flatMap(relationsOf);
  const found = tables.flatMap(relationsOf);
  const left = new Map<string, number>();
  for (const relation of wanted) left.set(relation, (left.get(relation) ?? 0) + 1);
  let correct = 0;
  for (const relation of found) {
    const count = left.get(relation) ?? 0;
    if (count === 0) continue;
    left.set(relation, count - 1);
    correct++;
  }
  return scoreOf(correct, found.length, wanted.length);
}

/** Of all relations of several documents together. */
export const pooled = (scores: readonly RelationScore[]): RelationScore => {
  const sum = (key: 'correct' | 'found' | 'wanted') => scores.reduce((all, score) => all + score[key], 0);
  return scoreOf(sum('correct'), sum('found'), sum('wanted'));
};

function scoreOf(correct: number, found: number, wanted: number): RelationScore {
  return { correct, found, wanted, f1: found + wanted === 0 ? 1 : (2 * correct) / (found + wanted) };
}

function relationsOf(table: GridTable): string[] {
  const texts = table.cells.map(({ text }) => normalise(text).replaceAll(' ', '').toLowerCase());
  const places = occupancy(table);
  const relations = new Map<string, string>();
  for (const [index, { row, column, rows, columns }] of table.cells.entries()) {
    if (texts[index] === '') continue;
    const relate = (direction: string, other: number | null) => {
      if (other === null) return;
      relations.set(`${index} ${direction} ${other}`, `${texts[index]}\n${direction}\n${texts[other]}`);
    };
    for (let y = row; y < row + rows; y++) relate('right', next(y, column + columns, 0, 1));
    for (let x = column; x < column + columns; x++) relate('below', next(row + rows, x, 1, 0));
  }
  return [...relations.values()];

  function next(fromRow: number, fromColumn: number, down: number, right: number): number | null {
    for (let [y, x] = [fromRow, fromColumn]; y < table.height && x < table.width; y += down, x += right) {
      const cell = places[y]?.[x] ?? null;
      if (cell !== null && texts[cell] !== '') return cell;
    }
    return null;
  }
}

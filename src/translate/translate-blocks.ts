/** Blocks translated one by one, so that a page keeps its structure: headings, lists and cells stay what they are. */
import type { Block, TableCell } from '../document/model.ts';
import { faultsOf, isUsable } from './check-translation.ts';
import type { Translator } from './translator.ts';

export interface Translated {
  blocks: Block[];
  /** Texts that stay as they were: no translation of them could be taken. */
  left: number;
  /** Texts in whose translation numbers or addresses differ. */
  unchecked: number;
}

/** Characters of a text that is asked for at once. */
const PIECE = 1_000;
/** Texts asked for together. */
const BATCH = 8;

/** The marks of a list are printed, not said. */
const MARKER = /^(?:[-–•◦▪‣*]|\(?(?:\p{Nd}{1,3}|\p{L})[.)])\s+/u;

/** `onProgress`: 0…1. */
export async function translateBlocks(
  blocks: readonly Block[],
  translator: Translator,
  signal: AbortSignal,
  onProgress: (ratio: number) => void = () => {},
): Promise<Translated> {
  const pieces = [...new Set(blocks.flatMap(textsOf).flatMap(piecesOf))];
  const known = new Map<string, { text: string; isChecked: boolean } | null>();
  for (let from = 0; from < pieces.length; from += BATCH) {
    const batch = pieces.slice(from, from + BATCH);
    const first = await translator.translate(batch, signal);
    const doubtful = batch.filter((source, i) => faultsOf(source, first[i] ?? '').length > 0);
    const again = doubtful.length > 0 ? await translator.translate(doubtful, signal, true) : [];
    for (const [i, source] of batch.entries()) {
      const second = again[doubtful.indexOf(source)];
      known.set(source, better(source, [second, first[i]]));
    }
    onProgress((from + batch.length) / pieces.length);
  }
  const count = { left: 0, unchecked: 0 };
  const translated = blocks.map((block) => translatedBlock(block, known, count));
  return { blocks: translated, ...count };
}

/** The first without a fault, else the first that can be used. */
function better(source: string, all: readonly (string | null | undefined)[]) {
  const told = all.flatMap((text) => (text ? [{ text: text.trim(), faults: faultsOf(source, text) }] : []));
  const right = told.find(({ faults }) => faults.length === 0);
  if (right) return { text: right.text, isChecked: true };
  const usable = told.find(({ faults }) => isUsable(faults));
  return usable ? { text: usable.text, isChecked: false } : null;
}

type Known = ReadonlyMap<string, { text: string; isChecked: boolean } | null>;

function translatedBlock(block: Block, known: Known, count: { left: number; unchecked: number }): Block {
  if (block.table) {
    const rows = block.table.rows.map((row) =>
      row.map((cell): TableCell => {
        const translation = textOf(cell.text, known, count);
        return translation === undefined ? cell : { ...cell, translation };
      }),
    );
    return { ...block, table: { rows } };
  }
  if (!isSaid(block)) return block;
  const translation = textOf(flowing(block), known, count);
  return translation === undefined ? block : { ...block, translation };
}

function textOf(text: string, known: Known, count: { left: number; unchecked: number }): string | undefined {
  const pieces = piecesOf(text);
  if (pieces.length === 0) return undefined;
  const parts: string[] = [];
  for (const piece of pieces) {
    const found = known.get(piece);
    if (!found) {
      count.left++;
      return undefined;
    }
    if (!found.isChecked) count.unchecked++;
    parts.push(found.text);
  }
  return (MARKER.exec(text)?.[0] ?? '') + parts.join(' ');
}

const textsOf = (block: Block): string[] =>
  block.table ? block.table.rows.flat().map(({ text }) => text) : isSaid(block) ? [flowing(block)] : [];

const isSaid = ({ type, style }: Block): boolean => type !== 'formula' && type !== 'figure' && style !== 'code';

/** Lines of the paper are no lines of the text; a word that is broken at a line's end is one. */
const flowing = ({ text }: Block): string =>
  text.replace(/(\p{L})[-\u00ad\u2010]\n(?=\p{Ll})/gu, '$1').replace(/\s*\n\s*/g, ' ');

/** A text in pieces that end with sentences; none where it has nothing to translate: numbers, addresses, marks. */
function piecesOf(text: string): string[] {
  const said = text.replace(MARKER, '').trim();
  const letters = said.replace(/\S+@\S+|\bhttps?:\S+|\bwww\.\S+/g, '').match(/\p{L}/gu)?.length ?? 0;
  if (letters < 2) return [];
  if (said.length <= PIECE) return [said];
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(said)) {
    for (const part of segment.match(/[\s\S]{1,1000}(?=\s|$)|[\s\S]{1,1000}/g) ?? []) {
      if (piece !== '' && piece.length + part.length > PIECE) {
        pieces.push(piece.trim());
        piece = '';
      }
      piece += part;
    }
  }
  return [...pieces, piece.trim()].filter((one) => one !== '');
}

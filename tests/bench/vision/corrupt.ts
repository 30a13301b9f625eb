/** A page's true words as a model might write them: lines swapped, left out, invented; words misspelt; blocks moved. */
import type { TruePage, TrueWord } from './hocr.ts';

export interface CorruptedWord {
  text: string;
  /** Absent of an invented word. */
  truth?: TrueWord;
  /** Its line: of the truth from 0, of invented passages from −1 down. */
  line: number;
}

export interface Corruption {
  swapped: number;
  dropped: number;
  invented: number;
  misspelt: number;
  moved: boolean;
}

/** Mulberry32: the same seed gives the same page. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Lines as written, and the numbers of those that were left out. `others`: passages of other documents. */
export function corrupt(
  page: TruePage,
  others: readonly string[][],
  { swapped, dropped, invented, misspelt, moved }: Corruption,
  chance: () => number,
): { lines: CorruptedWord[][]; left: number[] } {
  let order = page.lines.map((_, n) => n);
  if (moved && order.length > 6) {
    const cut = Math.floor(order.length * (0.3 + 0.4 * chance()));
    order = [...order.slice(cut), ...order.slice(0, cut)];
  }
  for (let i = 0; i + 1 < order.length; i++) {
    if (chance() < swapped) [order[i], order[i + 1]] = [order[i + 1] as number, order[i] as number];
  }
  const left: number[] = [];
  const lines: CorruptedWord[][] = [];
  for (const n of order) {
    if (chance() < invented) {
      const passage = others[Math.floor(chance() * others.length)] ?? [];
      lines.push(passage.map((text) => ({ text, line: -1 - lines.length })));
    }
    if (chance() < dropped) {
      left.push(n);
      continue;
    }
    const words = page.lines[n] ?? [];
    lines.push(
      words.map((truth) => ({ text: chance() < misspelt ? misspell(truth.text, chance) : truth.text, truth, line: n })),
    );
  }
  return { lines, left };
}

/** One letter exchanged, left out or doubled. */
function misspell(text: string, chance: () => number): string {
  const at = Math.floor(chance() * text.length);
  const kind = chance();
  const middle =
    kind < 0.5
      ? String.fromCharCode(97 + Math.floor(chance() * 26))
      : kind < 0.75
        ? ''
        : text.slice(at, at + 1).repeat(2);
  return text.slice(0, at) + middle + text.slice(at + 1) || text;
}

/** The words that say what an amount is. */
import { editsWithin } from '../../document/edits.ts';
import { FIELD_LABELS } from './labels.ts';
import { lineWords, type PhraseWord, phraseKeys } from './phrases.ts';

export const MONEY_KINDS = [
  'total',
  'subtotal',
  'tax',
  'discount',
  'rounding',
  'service',
  'tip',
  'paid',
  'card',
  'change',
  'count',
] as const;
export type MoneyKind = (typeof MONEY_KINDS)[number];

export interface MoneyLabel {
  kind: MoneyKind;
  strength: number;
  start: number;
  end: number;
}

interface Phrase {
  kind: MoneyKind;
  strong: boolean;
  keys: string[];
}

let byFirst: Map<string, Phrase[]> | undefined;

/** All phrases by their first word, longest first, of equals that which says exactly this. */
function phrases(): Map<string, Phrase[]> {
  if (byFirst) return byFirst;
  byFirst = new Map();
  for (const { id, labels, weak } of FIELD_LABELS) {
    const kind = id === 'tendered' ? 'paid' : MONEY_KINDS.find((known) => known === id);
    if (!kind) continue;
    for (const [list, strong] of [[labels, true] as const, [weak, false] as const]) {
      for (const phrase of list) {
        const keys = phraseKeys(phrase);
        const [first = ''] = keys;
        byFirst.set(first, [...(byFirst.get(first) ?? []), { kind, strong, keys }]);
      }
    }
  }
  for (const list of byFirst.values())
    list.sort((a, b) => b.keys.length - a.keys.length || Number(b.strong) - Number(a.strong));
  return byFirst;
}

/** Shorter words have too many neighbours at one edit. */
const NEAR_LENGTH = 5;
const near = new Map<string, string>();

/** A word of the labels that this one is by a misread letter; itself where it is one, or none is near. */
function nearKey(key: string): string {
  if (key.length < NEAR_LENGTH - 1 || /\p{Nd}/u.test(key)) return key;
  const known = near.get(key);
  if (known !== undefined) return known;
  const words = labelWords();
  const close = words.has(key)
    ? key
    : [...words].find((word) => word.length >= NEAR_LENGTH && editsWithin(key, word, 1));
  if (near.size > MAX_NEAR) near.clear();
  near.set(key, close ?? key);
  return close ?? key;
}

const MAX_NEAR = 5_000;
let vocabulary: Set<string> | undefined;

function labelWords(): Set<string> {
  vocabulary ??= new Set([...[...phrases().values()].flat().flatMap(({ keys }) => keys), ...EXCLUSIVE, ...INCLUSIVE]);
  return vocabulary;
}

const EXCLUSIVE = new Set(
  ['excl', 'excluding', 'exclusive', 'exc', 'before', 'ohne', 'ht', 'hors', 'netto', 'excluido', 'sin', 'بدون'].flatMap(
    (word) => phraseKeys(word),
  ),
);
const INCLUSIVE = new Set(
  [
    'incl',
    'including',
    'inclusive',
    'inc',
    'with',
    'after',
    'inkl',
    'mit',
    'ttc',
    'incluido',
    'con',
    'بااحتساب',
  ].flatMap((word) => phraseKeys(word)),
);

const labelled = new Map<string, MoneyLabel[]>();

/** The money labels of a line, left to right: the longest phrase at each place. */
export function moneyLabels(line: string): MoneyLabel[] {
  const labels = labelled.get(line) ?? readLabels(line);
  if (labelled.size > MAX_NEAR) labelled.clear();
  labelled.set(line, labels);
  return labels;
}

function readLabels(line: string): MoneyLabel[] {
  const words = lineWords(line).map((word) => ({ ...word, printed: word.key, key: nearKey(word.key) }));
  const keys = words.map(({ key }) => key);
  const found: (MoneyLabel & { from: number; to: number })[] = [];
  for (let i = 0; i < words.length; i++) {
    const match = phrases()
      .get(keys[i] ?? '')
      ?.find((phrase) => phrase.keys.every((key, k) => keys[i + k] === key));
    if (!match) continue;
    const to = i + match.keys.length;
    // "1 FENDER" is no misread "tender": only a line's first words, and what stands behind another label,
    // are taken for one that they nearly are.
    const misread = words.slice(i, to).some(({ key, printed }) => key !== printed);
    if (misread && found.length === 0 && words.slice(0, i).some(({ printed }) => /[\p{L}\p{Nd}]/u.test(printed)))
      continue;
    const [first, last] = [words[i], words[to - 1]];
    if (first && last)
      found.push({ ...weighed(match, line, words, i, to), start: first.start, end: last.end, from: i, to });
    i = to - 1;
  }
  return found.filter((label, i) => {
    // "Total (inclusive of GST)": the tax is no label of its own.
    const before = found[i - 1];
    if (before && isBracketed(line, label.start)) return false;
    if (before && isMeans(label.kind) && !isMeans(before.kind) && !/\p{Nd}/u.test(line.slice(before.end, label.start)))
      return false;
    if (!before || (label.kind !== 'tax' && label.kind !== 'discount')) return true;
    const between = words.slice(before.from, label.from);
    return !between.some(({ key }) => INCLUSIVE.has(key) || EXCLUSIVE.has(key));
  });
}

/** "Change cash", "Total Visa": the means of payment says more of the sum before. */
const isMeans = (kind: MoneyKind): boolean => kind === 'paid' || kind === 'card';

const isBracketed = (line: string, at: number): boolean => /\([^)]*$/.test(line.slice(0, at));

function weighed(
  { kind, strong }: Phrase,
  line: string,
  words: readonly PhraseWord[],
  from: number,
  to: number,
): { kind: MoneyKind; strength: number } {
  const near = words.slice(from, to + 3).map(({ key }) => key);
  const sum = kind === 'total' || kind === 'subtotal';
  if (sum && near.some((key) => EXCLUSIVE.has(key))) return { kind: 'subtotal', strength: 0.9 };
  if (kind === 'total' && near.some((key) => INCLUSIVE.has(key))) return { kind, strength: 1 };
  // "Delivery service charges", "gift card": inside a name these are no label.
  const inside = !sum && kind !== 'tax' && /\p{L}{2}[ -]$/u.test(line.slice(0, words[from]?.start ?? 0)) ? 0.35 : 0;
  // A label is most of its line's words, or a word of a sentence.
  const others = words.filter(({ key }, i) => (i < from || i >= to) && /\p{L}{2}/u.test(key)).length;
  return { kind, strength: Math.max(0.2, (strong ? 1 : 0.75) - inside - 0.05 * Math.max(0, others - 1)) };
}

/**
 * Right-to-left text in the order in which it is read. A PDF paints glyphs wherever it likes, mostly from the left; so
 * the order is made from where they stand: visual order first, then the runs turned round (a plain form of the
 * Unicode bidirectional algorithm, backwards).
 */
import { isLtr, isMark, isRtl, ZWNJ } from './characters.ts';
import { isRtlPiece } from './join-pieces.ts';
import type { Piece, Placed } from './words.ts';

/** The words of a row in logical order, each with its text. */
export function inReadingOrder(pieces: readonly Piece[]): { piece: Piece; text: string }[] {
  if (!pieces.some(isRtlPiece)) return pieces.map((piece) => ({ piece, text: plainText(piece) }));
  const words = pieces.map((piece) => ({ piece, text: isRtlPiece(piece) ? logicalText(piece) : plainText(piece) }));
  const isRtlRow = count(pieces, isRtl) >= count(pieces, isLtr);
  const ordered = isRtlRow ? reverseRuns(words.reverse(), isLtrWord) : reverseRuns(words, isRtlWord);
  return mirrored(ordered);
}

/** Accents that old fonts paint over a letter, before it or after it, as the marks that they stand for. */
const ACCENTS: Readonly<Record<string, string>> = {
  '`': '\u0300',
  '\u00b4': '\u0301',
  '\u02c6': '\u0302',
  '^': '\u0302',
  '\u02dc': '\u0303',
  '~': '\u0303',
  '\u00af': '\u0304',
  '\u02d8': '\u0306',
  '\u02d9': '\u0307',
  '\u00a8': '\u0308',
  '\u02da': '\u030a',
  '\u02dd': '\u030b',
  '\u02c7': '\u030c',
  '\u00b8': '\u0327',
  '\u02db': '\u0328',
};

function plainText({ glyphs }: Piece): string {
  let text = '';
  for (let i = 0; i < glyphs.length; i++) {
    const glyph = glyphs[i] as Placed;
    const mark = ACCENTS[glyph.text];
    const [before, after] = [glyphs[i - 1], glyphs[i + 1]];
    if (mark && after && isOverLetter(glyph, after)) {
      text += (DOTLESS[after.text] ?? after.text) + mark;
      i++;
    } else if (mark && before && isOverLetter(glyph, before)) text += mark;
    else text += glyph.text;
  }
  return text;
}

const DOTLESS: Readonly<Record<string, string>> = { ı: 'i', ȷ: 'j' };

const isOverLetter = (accent: Placed, letter: Placed): boolean => {
  const middle = (accent.u0 + accent.u1) / 2;
  return /\p{L}/u.test(letter.text) && middle > letter.u0 && middle < letter.u1;
};

/** Letters from right to left, digits and Latin letters within from left to right; marks behind their letter. */
function logicalText(piece: Piece): string {
  const clusters = toClusters(piece).reverse();
  const isLeftToRight = (text: string) => !isRtl(text) && /[\p{L}\p{N}]/u.test(text);
  return withNonJoiners(reverseRuns(clusters, isLeftToRight, NUMBER_PART).join(''));
}

/**
 * Non-joiners leave no mark on the page, but a letter in its final form within a word tells of one: Persian's "می‌شود".
 * Where most letters are such, the font has no other forms.
 */
function withNonJoiners(word: string): string {
  const text = word.replace(/\u200c(\p{M}+)/gu, '$1\u200c').replace(/\u200c+(?![\p{Script=Arabic}])/gu, '');
  const parted = text.split(ZWNJ).length - 1;
  return parted * 3 > text.length - parted ? text.replaceAll(ZWNJ, '') : text;
}

/** Between two digits these belong to the number. */
const NUMBER_PART = /^[.,:/٫٬%-]$/;

function toClusters(piece: Piece): string[] {
  const middle = (u0: number, u1: number) => (u0 + u1) / 2;
  const bases = piece.glyphs
    .filter(({ text }) => !isMark(text))
    .map(({ text, u0, u1 }) => ({ text, at: middle(u0, u1) }))
    .sort((a, b) => a.at - b.at);
  for (const { text, u0, u1 } of piece.glyphs.filter((placed) => isMark(placed.text))) {
    const at = middle(u0, u1);
    const nearest = bases.reduce<(typeof bases)[number] | null>(
      (best, base) => (best && Math.abs(best.at - at) <= Math.abs(base.at - at) ? best : base),
      null,
    );
    if (nearest) nearest.text += text;
    else bases.push({ text, at });
  }
  return bases.map(({ text }) => text);
}

type Word = { piece: Piece; text: string };
const isLtrWord = ({ text }: Word): boolean => isLtr(text) && !isRtl(text);
const isRtlWord = ({ text }: Word): boolean => isRtl(text);

/** Turns every run of items that pass the test round; `inner` may stand within a run, not at its ends. */
function reverseRuns<Item>(items: Item[], isRun: (item: Item) => boolean, inner?: RegExp): Item[] {
  const result: Item[] = [];
  for (let i = 0; i < items.length; ) {
    let end = i;
    for (let k = i; k < items.length; k++) {
      if (isRun(items[k] as Item)) end = k + 1;
      else if (end === i || k > end || !inner?.test(String(items[k]))) break;
    }
    if (end === i) end = i + 1;
    result.push(...items.slice(i, end).reverse());
    i = end;
  }
  return result;
}

const PAIRS: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '«': '»',
  '»': '«',
  '‹': '›',
  '›': '‹',
};
const CLOSING = /[)\]}]/;
const OPENING = /[([{]/;

/** A font maps brackets by their look or by their meaning; in text that is turned round the first must open. */
function mirrored(words: Word[]): Word[] {
  const text = words.map((word) => word.text).join(' ');
  const closes = text.search(CLOSING);
  const opens = text.search(OPENING);
  if (closes < 0 || opens < 0 || opens < closes) return words;
  return words.map((word) => ({ ...word, text: word.text.replace(/[()[\]{}«»‹›]/g, (one) => PAIRS[one] ?? one) }));
}

const count = (pieces: readonly Piece[], test: (text: string) => boolean): number =>
  pieces.reduce((sum, piece) => sum + piece.glyphs.filter(({ text }) => test(text)).length, 0);

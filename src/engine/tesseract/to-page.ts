/** Tesseract's result as the document model: its paragraphs become blocks, confidences 0…100 become 0…1. */
import { meanConfidence } from '../../document/confidence.ts';
import type { Bbox, Block, Line, Word } from '../../document/model.ts';
import { blockText, lineText } from '../../document/text.ts';

interface Box {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}
interface Item {
  text: string;
  confidence: number;
  bbox: Box;
}

/** The part of tesseract.js's `blocks` output that is used. */
export interface TesseractBlock {
  paragraphs: (Item & { lines: (Item & { words: Item[] })[] })[];
}

/** `width` and `height` of the page bound the boxes, in pixels; `region` is the part of it that was recognised. */
export function toBlocks(
  blocks: readonly TesseractBlock[],
  width: number,
  height: number,
  [left, top]: Bbox = [0, 0, width, height],
): Block[] {
  const bboxOf = ({ x0, y0, x1, y1 }: Box): Bbox => [
    clamp(left + x0, width),
    clamp(top + y0, height),
    clamp(left + x1, width),
    clamp(top + y1, height),
  ];

  const toWord = (word: Item): Word => ({
    text: word.text.trim(),
    bbox: bboxOf(word.bbox),
    confidence: ratio(word.confidence),
  });

  const toLine = (line: Item & { words: Item[] }): Line => {
    const words = joinHangul(
      line.words.map(toWord).filter((word) => word.text !== ''),
      line.text,
    );
    return { text: lineText(words), bbox: bboxOf(line.bbox), confidence: meanConfidence(words) ?? 0, words };
  };

  return blocks
    .flatMap((block) => block.paragraphs)
    .map((paragraph): Block => {
      const lines = paragraph.lines.map(toLine).filter((line) => line.words.length > 0);
      return {
        type: 'paragraph',
        text: blockText(lines),
        bbox: bboxOf(paragraph.bbox),
        confidence: meanConfidence(lines.flatMap((line) => line.words)) ?? 0,
        lines,
      };
    })
    .filter((block) => block.lines.length > 0);
}

const ratio = (percent: number): number => Math.min(1, Math.max(0, percent / 100));
const clamp = (value: number, max: number): number => Math.min(max, Math.max(0, value));

const HANGUL = /\p{Script=Hangul}/u;

/** Tesseract hands Korean over syllable by syllable; only the line's text says where its words end. */
function joinHangul(words: readonly Word[], text: string): Word[] {
  if (!HANGUL.test(text)) return [...words];
  const joined: Word[] = [];
  let end = 0;
  for (const word of words) {
    const at = text.indexOf(word.text, end);
    const last = joined.at(-1);
    if (last && at === end && (HANGUL.test(word.text) || HANGUL.test(last.text))) {
      const [a, b] = [last.bbox, word.bbox];
      joined[joined.length - 1] = {
        text: last.text + word.text,
        bbox: [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])],
        confidence: meanConfidence([last, word]) ?? 0,
      };
    } else joined.push(word);
    if (at >= 0) end = at + word.text.length;
  }
  return joined;
}

/** True words of a page with their boxes, from hOCR. */
import type { Bbox } from '../../../src/document/model.ts';

export interface TrueWord {
  text: string;
  bbox: Bbox;
}
export interface TruePage {
  width: number;
  height: number;
  lines: TrueWord[][];
}

const BOX = /bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)/;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function readHocr(text: string): TruePage {
  const [, , width = 0, height = 0] = boxOf(/<div[^>]*ocr_page[^>]*>/.exec(text)?.[0] ?? '');
  const lines: TrueWord[][] = [];
  for (const match of text.matchAll(/<span[^>]*class=['"](ocr_line|ocr_\w+|ocrx_word)['"][^>]*>([^<]*)/g)) {
    const [tag, name, content = ''] = match;
    if (name !== 'ocrx_word') {
      lines.push([]);
      continue;
    }
    // A word's text may stand within marks of style.
    const inner = content.trim() || /^(?:<[^>]+>\s*)+([^<]+)/.exec(text.slice(match.index + tag.length))?.[1] || '';
    const word = inner.replace(/&(#\d+|\w+);/g, (all, name: string) => decoded(name) ?? all).trim();
    if (word !== '') lines.at(-1)?.push({ text: word, bbox: boxOf(tag) });
  }
  return { width, height, lines: lines.filter((line) => line.length > 0) };
}

const boxOf = (tag: string): Bbox => (BOX.exec(tag)?.slice(1).map(Number) ?? [0, 0, 0, 0]) as Bbox;

const decoded = (name: string): string | undefined =>
  name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : ENTITIES[name];

/**
 * Whether a page's text is taken from its text layer, recognised, or both. Raw measurements first, then named
 * predicates, then one decision; the models are scribe.js's page selection and MinerU's document classification, whose
 * thresholds are told where they are used.
 */

import { union } from '../../document/boxes.ts';
import type { Bbox, Line } from '../../document/model.ts';
import { isGarbage } from './characters.ts';
import { bareShare, cover } from './coverage.ts';
import { areaOf } from './matrix.ts';
import type { PageContent } from './page-content.ts';
import { distrust, measureText, type TextMeasures } from './text-quality.ts';

export type Decision = 'text-layer' | 'ocr' | 'mixed';

/** A short word for people who look into a page's history, and for tests. */
export type Reason =
  | 'text'
  | 'blank'
  | 'text-and-pictures'
  | 'no-text'
  | 'outlined-text'
  | 'old-ocr-layer'
  | 'unmapped'
  | 'symbols'
  | 'letters'
  | 'backwards';

export interface PageMeasures {
  /** What can be seen of the text. */
  seen: TextMeasures;
  /** Letters and digits that are not to be seen. */
  hidden: number;
  /** Of the page, 0…1: pictures, and pictures where no text is. */
  pictureShare: number;
  bareShare: number;
  /** Filled shapes like letters that lie where no text is. */
  outlines: number;
  painted: boolean;
}

/** Letters and digits; MinerU takes a page of fewer than 50 characters for a scan. */
export const SPARSE_TEXT = 50;
/** Share of a page that a scan's picture covers; a scan with margins cut off still has three quarters. */
export const PAGE_PICTURE = 0.7;
/** Outlined letters: fewer are an ornament. */
export const MIN_OUTLINES = 25;
/** A picture that may hold text, at 300 dpi: a line of 6 pt type is 25 pixels high, three words are 150 wide. */
export const MIN_PICTURE = { width: 100, height: 24, area: 15_000 } as const;

export interface PageDecision {
  decision: Decision;
  reason: Reason;
  measures: PageMeasures;
  /** Of a mixed page, pixels: pictures that may hold ink without text, and words that their font maps to nonsense. */
  candidates: Bbox[];
  garbled: Bbox[];
}

type Words = Pick<Line, 'words'>;

/** `seen` are the lines of the text that is not hidden; sizes in pixels at 300 dpi. */
export function decide(content: PageContent, seen: readonly Words[], width: number, height: number): PageDecision {
  const measures = measurePage(content, seen, width, height);
  const candidates = pictures(content, width, height);
  const garbled = garbledBoxes(seen);
  const answer = (decision: Decision, reason: Reason): PageDecision => ({
    decision,
    reason,
    measures,
    candidates: decision === 'mixed' ? candidates : [],
    garbled: decision === 'mixed' ? garbled : [],
  });
  const cause = distrust(measures.seen);
  if (isBlank(measures)) return answer('text-layer', 'blank');
  if (isOldOcrLayer(measures)) return answer('ocr', 'old-ocr-layer');
  if (cause) return answer('ocr', cause);
  if (isOutlined(measures)) return answer('ocr', 'outlined-text');
  if (measures.seen.characters === 0) return answer('ocr', 'no-text');
  return candidates.length + garbled.length > 0 ? answer('mixed', 'text-and-pictures') : answer('text-layer', 'text');
}

function measurePage(content: PageContent, seen: readonly Words[], width: number, height: number): PageMeasures {
  const words = seen.flatMap((line) => line.words);
  const text = cover(
    words.map((word) => word.bbox),
    width,
    height,
    TEXT_MARGIN,
  );
  const shown = cover(
    content.images.map(({ box }) => box),
    width,
    height,
  );
  return {
    seen: measureText(
      words.map((word) => word.text),
      content.unmapped,
    ),
    hidden: content.glyphs.filter((glyph) => glyph.hidden && /[\p{L}\p{N}]/u.test(glyph.text)).length,
    pictureShare: shown.share,
    bareShare: bareShare(shown, text),
    outlines: content.outlines.filter(([x0, y0, x1, y1]) => !covers(text.cells, (x0 + x1) / 2, (y0 + y1) / 2)).length,
    painted: content.painted,
  };

  function covers(cells: Uint8Array, x: number, y: number): boolean {
    const side = Math.sqrt(cells.length);
    return cells[Math.floor((y / height) * side) * side + Math.floor((x / width) * side)] === 1;
  }
}

/** Space around words that is theirs, pixels: half a line. */
const TEXT_MARGIN = 20;

const isBlank = ({ seen, hidden, painted }: PageMeasures): boolean => !painted && seen.characters === 0 && hidden === 0;

/** Text that is not to be seen on a page that is a picture was recognised by some program, at some time. */
const isOldOcrLayer = ({ seen, hidden, pictureShare }: PageMeasures): boolean =>
  hidden > seen.readable && pictureShare > PAGE_PICTURE / 2;

const isOutlined = ({ seen, outlines }: PageMeasures): boolean =>
  seen.readable < SPARSE_TEXT && outlines >= Math.max(MIN_OUTLINES, seen.readable);

/** Neighbours on a line together; read again, they take the place of what the text layer says. */
function garbledBoxes(lines: readonly Words[]): Bbox[] {
  return lines.flatMap(({ words }) => {
    const boxes: Bbox[] = [];
    for (const [i, word] of words.entries()) {
      if (!isGarbled(word.text)) continue;
      const joins = i > 0 && isGarbled(words[i - 1]?.text ?? '');
      if (joins) boxes.push(union(boxes.pop() ?? word.bbox, word.bbox));
      else boxes.push(word.bbox);
    }
    return boxes;
  });
}

/** Of two characters or more; a single one of private use is a bullet. */
export const isGarbled = (word: string): boolean => word.length > 1 && isGarbage(word);

function pictures({ images }: PageContent, width: number, height: number): Bbox[] {
  return images
    .map(({ box }) => box)
    .filter((box) => {
      const [w, h] = [box[2] - box[0], box[3] - box[1]];
      return w >= MIN_PICTURE.width && h >= MIN_PICTURE.height && areaOf(box) >= MIN_PICTURE.area;
    })
    .map(
      ([x0, y0, x1, y1]): Bbox => [
        Math.max(0, Math.floor(x0)),
        Math.max(0, Math.floor(y0)),
        Math.min(width, Math.ceil(x1)),
        Math.min(height, Math.ceil(y1)),
      ],
    );
}

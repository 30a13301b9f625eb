/** Captions of figures, tables and listings: their label and number, and what they stand by. */
import type { Bbox } from '../../document/model.ts';
import { textOfLine, toPart } from './part.ts';
import type { Part } from './types.ts';

const LATIN =
  'fig(?:ure|ura)?|table|tabla|tab|tabelle|tableau|tabela|tabella|abb(?:ildung)?|chart|exhibit|plate|scheme|map|listing|' +
  'algorithm|algorithme|example|box|photo|illustration|graph|diagram|gr[áa]fico|quadro|рис(?:унок)?|табл(?:ица)?|şekil|tablo|obr(?:ázek)?|rysunek|rys';
const LABEL = new RegExp(
  `^(?:(?:suppl(?:ementary|\\.)\\s+)?(?:${LATIN})s?\\.?\\s*|(?:شکل|جدول|نمودار|تصویر|نقشه|الشكل|الجدول|איור|טבלה|图表?|圖表?|表|図|그림|표)\\s*)` +
    '(?<number>(?:[A-Z]{1,3}[.\\-–]?)?[\\p{Nd}一二三四五六七八九十]+(?:[.\\-–]\\p{Nd}+)*[a-z]?|[IVXL]+(?![\\p{L}]))(?<after>.*)$',
  'iu',
);
/** In lines: a caption stands nearer to its figure or table. */
const NEAR = 5;
const MAX_LINES = 12;

export interface Near {
  box: Bbox;
}

/** Whether the part is a caption; `shown` are the page's figures and tables. Pixels. */
export function isCaption(part: Part, shown: readonly Near[], body: number, leading: number): boolean {
  if (part.lines.length > MAX_LINES) return false;
  const label = captionLabel(part.text);
  if (!label) return false;
  const near = shown.some(({ box }) => distance(part.box, box) <= NEAR * leading && sharesWidth(part.box, box));
  if (label === 'marked') return near || part.lines.length <= 6 || part.size < 0.95 * body;
  return near || part.size < 0.95 * body || part.bold > 0 || part.lines.length <= 2;
}

/** A caption in a type of its own that was taken for the last lines of the paragraph above, parted. */
export function splitCaption(part: Part): Part[] {
  const at = part.lines.findIndex((line, i) => {
    const above = part.lines[i - 1];
    if (!above || captionLabel(textOfLine(line)) === null) return false;
    const isOther = Math.abs(line.size / above.size - 1) > OTHER_SIZE || styleOf(line) !== styleOf(above);
    return isOther && /[.:!?)]$/.test(textOfLine(above));
  });
  return at > 0 ? [toPart(part.lines.slice(0, at)), toPart(part.lines.slice(at))] : [part];
}

/** Of two lines' sizes: what differs by more is not of one paragraph. */
const OTHER_SIZE = 0.05;

const styleOf = ({ words }: Part['lines'][number]): string =>
  `${words.every((word) => word.bold)} ${words.every((word) => word.italic)}`;

/**
 * `marked` where the number is followed by a colon or the like, or by nothing; `open` where a capital or a letter without
 * case follows; null for a sentence, which goes on in small letters (`Figure 3 shows`), and for what has no label.
 */
export function captionLabel(text: string): 'marked' | 'open' | null {
  const [first = '', second = ''] = text.split('\n');
  const after = LABEL.exec(first.trim())?.groups?.after;
  if (after === undefined) return null;
  if (/^\s*([:.．：|]|[-–—]\s)/u.test(after)) return /^\s*[.]\s+\p{Ll}/u.test(after) ? 'open' : 'marked';
  if (after.trim() === '') return second === '' || /^\P{Ll}/u.test(second) ? 'marked' : null;
  return /^\s+["“(«]?[\p{Lu}\p{Lo}\p{N}]/u.test(after) || /^\s*[\p{Script=Han}\p{Script=Hangul}]/u.test(after)
    ? 'open'
    : null;
}

/** Between the edges of two boxes, downwards. */
function distance(a: Bbox, b: Bbox): number {
  return Math.max(0, b[1] - a[3], a[1] - b[3]);
}

const sharesWidth = (a: Bbox, b: Bbox): boolean => Math.min(a[2], b[2]) > Math.max(a[0], b[0]);

/** Headings as far as one page tells: larger, heavier, numbered or in capitals, short, and followed by text. */
import { meanConfidence } from '../../document/confidence.ts';
import { isCapitals, isRtl } from './measure.ts';
import { numberingOf } from './numbering.ts';
import { hasColumns, overlap } from './part.ts';
import type { PageMeasure, Part } from './types.ts';

/** Of the running text's em. Sizes told from letters' boxes vary by a tenth from line to line. */
const LARGER = { font: 1.14, ink: 1.28 };
const SLIGHTLY_LARGER = { font: 1.04, ink: 1.1 };
const SMALLER = { font: 0.9, ink: 0.82 };
/** Far larger type is a title whatever its length. */
const DISPLAY = 1.6;
const MAX_LINES = 3;
const MAX_DISPLAY_LINES = 6;
const MAX_CHARACTERS = 180;
/** In lines of white above, beyond what stands between paragraphs' lines. */
const SPACE_ABOVE = 0.35;
const WIDE_SPACE_ABOVE = 0.8;
/** In characters: an italic line that is longer is a motto, or emphasis. */
const MAX_ITALIC = 60;
/** Share of bold characters: a number or a closing mark may be light. */
const BOLD = 0.85;

/** 0…1: what is read with less is hardly the large, clear type of a heading. */
const LEGIBLE = 0.55;

/** Headings that are known by their words in the first place. */
const KNOWN =
  /^(?:abstract|summary|introduction|background|methods?|materials and methods|results?|discussion|conclusions?|references|bibliography|literature cited|works cited|acknowledge?ments?|appendi(?:x|ces)|preface|foreword|contents|table of contents|index|notes|glossary|keywords|résumé|sommaire|références|zusammenfassung|einleitung|literaturverzeichnis|inhaltsverzeichnis|inhalt|resumen|introducción|referencias|índice|введение|заключение|литература|содержание|چکیده|مقدمه|نتیجه‌?گیری|منابع|فهرست(?: مطالب)?|پیشگفتار|الملخص|المقدمة|الخاتمة|المراجع|摘要|引言|结论|結論|参考文献|目录|目次|はじめに)[:.]?$/iu;

export interface Around {
  /** The nearest part above and below in its column; a table or a figure counts as what it is. */
  above?: { box: Part['box']; part?: Part | undefined } | undefined;
  below?: { box: Part['box']; part?: Part | undefined } | undefined;
  /** Whether other short text stands beside it: a form's labels, a table that was not seen. */
  hasMate: boolean;
  column: readonly [number, number];
}

/** Whether the part is a heading: first by what it must be, then by what marks it. */
export function isHeading(part: Part, around: Around, measure: PageMeasure): boolean {
  const look = lookAt(part, measure);
  if (!isFit(part, look, measure)) return false;
  if (look.ratio >= DISPLAY) return true;
  const { title, ends } = look;
  if (/[:：]$/.test(title) || !isTitleCase(title) || isBrokenOff(part, around, measure)) return false;
  if (look.larger) return !(ends && look.text.length > 40);
  if (look.ratio < SMALLER[measure.boxes] || ends || !around.below) return false;
  return look.isNumbered ? isSection(part, look, around, measure) : isUnlikeText(part, look, around, measure);
}

interface Look {
  text: string;
  /** Without its number. */
  title: string;
  isNumbered: boolean;
  /** Of its decimal number, else 1. */
  depth: number;
  /** Its em in those of the running text. */
  ratio: number;
  larger: boolean;
  bold: boolean;
  capitals: boolean;
  /** As a sentence does. */
  ends: boolean;
}

function lookAt(part: Part, measure: PageMeasure): Look {
  const text = part.text.replaceAll('\n', ' ').trim();
  const numbering = numberingOf(text);
  const isNumbered = numbering !== null && !numbering.bare;
  const ratio = part.size / measure.body;
  return {
    text,
    title: isNumbered ? numbering.title : text,
    isNumbered,
    depth: numbering?.kind === 'decimal' ? numbering.depth : 1,
    ratio,
    larger: ratio >= LARGER[measure.boxes],
    bold: part.bold >= BOLD && !measure.bold,
    capitals: isCapitals(text) && !measure.capitals,
    ends: /[,;،؛]$|[^.][.。]$/u.test(text) && !/^\S+\.$/u.test(text) && !numbering?.bare,
  };
}

/** Short, legible words, neither in columns nor a line of a listing. */
function isFit(part: Part, { text, title, ratio, larger }: Look, measure: PageMeasure): boolean {
  if (!isTitleText(text) || hasColumns(part) || confidenceOf(part) < LEGIBLE) return false;
  if (measure.boxes === 'ink' && isStrewn(title)) return false;
  if (!larger && part.mono > 0.5 && !measure.mono) return false;
  return text.length <= MAX_CHARACTERS && part.lines.length <= (ratio >= DISPLAY ? MAX_DISPLAY_LINES : MAX_LINES);
}

/** A numbered line of the text's size: by its weight, or alone above text, which an item of a list is not. */
function isSection(part: Part, look: Look, around: Around, measure: PageMeasure): boolean {
  if (look.bold || look.capitals || look.ratio >= SLIGHTLY_LARGER[measure.boxes]) return true;
  if (around.hasMate || !isShort(part, around, measure) || !leadsText(part, around, measure)) return false;
  if (look.depth > 1) return gapAbove(part, around) >= SPACE_ABOVE * measure.leading;
  const isOverParagraph = (around.below?.part?.lines.length ?? 0) > 1;
  return isOverParagraph && gapAbove(part, around) >= WIDE_SPACE_ABOVE * measure.leading;
}

/** A line of the text's size without a number. */
function isUnlikeText(part: Part, look: Look, around: Around, measure: PageMeasure): boolean {
  if (around.hasMate) return false;
  const short = isShort(part, around, measure);
  if (KNOWN.test(look.text)) return short;
  if (part.lines.length > 2) return false;
  if (short && outsizes(part, around, measure)) return true;
  if (!leadsText(part, around, measure)) return false;
  const gap = gapAbove(part, around);
  if (look.bold) return true;
  if (look.capitals) return short && gap >= SPACE_ABOVE * measure.leading;
  const isItalic = part.italic >= BOLD && measure.prose && part.lines.length === 1 && look.text.length <= MAX_ITALIC;
  return isItalic && short && gap >= WIDE_SPACE_ABOVE * measure.leading;
}

/** Numbers and single signs among the words, as the marks of a drawing's axes are read with its title. */
function isStrewn(title: string): boolean {
  return title.split(' ').filter((token) => /^(?:[\p{N}.,+%|]+|[^aAIàyeoу&\-–—/])$/u.test(token)).length >= 2;
}

const confidenceOf = ({ lines }: Part): number => meanConfidence(lines.flatMap(({ words }) => words)) ?? 1;

/** Words, not an amount, an equation, a table of contents' row, or an address of the net. */
function isTitleText(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 2 || letters < 0.4 * text.replace(/\s/g, '').length) return false;
  return !/(?:\. ?){4,}|…{2,}|_{3,}|@\w|https?:|www\.|\w\.(?:com|org|net|edu|gov)\b|\s=\s|[{};]/.test(text);
}

/** A capital, a digit or a letter of a script without case begins it. */
const isTitleCase = (text: string): boolean => /^["“«('[]*[\p{Lu}\p{Lt}\p{Lo}\p{N}]/u.test(text);

/** Of two sizes: what they differ by where both are of one text. */
const SAME_SIZE = 0.08;

/** A line without a stop above one that goes on in small letters: both are of one sentence. */
function isBrokenOff(part: Part, { below }: Around, measure: PageMeasure): boolean {
  const next = below?.part;
  const isAlike = next && Math.abs(next.size / part.size - 1) < SAME_SIZE && next.bold > 0.5 === part.bold > 0.5;
  if (!isAlike || !/^\p{Ll}/u.test(next.text)) return false;
  return next.box[1] - part.box[3] < measure.leading && /[\p{L},-]$/u.test(part.text);
}

/** It leaves room at its line's end, or more than one line would have been broken elsewhere. */
function isShort(part: Part, { column: [left, right] }: Around, measure: PageMeasure): boolean {
  const last = part.lines.at(-1)?.box ?? part.box;
  const room = isRtl(part.text) ? last[0] - left : right - last[2];
  return room > 2 * measure.body || right - left <= 1.2 * (part.box[2] - part.box[0]);
}

function gapAbove(part: Part, { above }: Around): number {
  return above ? part.box[1] - above.box[3] : Infinity;
}

/** In em: where a heading and the single line below it begin at one place. */
const ALIGNED = 1;

/** The text right below, of several lines, is set smaller: sizes of neighbours compare better than those of a page. */
function outsizes(part: Part, { below }: Around, measure: PageMeasure): boolean {
  const text = below?.part;
  if (!text || text.role?.type === 'heading' || text.size > 1.1 * measure.body) return false;
  const isNear = text.box[1] - part.box[3] <= 1.5 * measure.leading;
  return isNear && part.size >= SLIGHTLY_LARGER[measure.boxes] ** 1.5 * text.size && isTitleCase(part.text);
}

/** Text of another weight follows within reach, so that the line heads something. */
function leadsText(heading: Part, { below, column }: Around, measure: PageMeasure): boolean {
  if (!below) return false;
  if (!below.part) return true;
  const { part } = below;
  if (part.role && part.role.type !== 'list-item' && part.role.type !== 'paragraph' && part.role.type !== 'formula')
    return false;
  if (overlap(part.box[0], part.box[2], column[0], column[1]) === 0) return false;
  if (part.role?.type === 'list-item' || (part.lines.length > 1 && part.role?.type !== 'heading')) return true;
  const start = isRtl(part.text) ? part.box[2] - heading.box[2] : part.box[0] - heading.box[0];
  return Math.abs(start) <= ALIGNED * measure.body && (part.text.length >= 40 || part.bold < BOLD || measure.bold);
}

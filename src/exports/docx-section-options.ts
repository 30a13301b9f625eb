/** A section of a Word file: its paper, and its running heads with the page's number as a field. */
import type { ISectionOptions, Paragraph, ParagraphChild } from 'docx';
import { directionOfText } from './characters.ts';
import type { HeadPart, Heads } from './docx-heads.ts';
import { textWidth } from './docx-page.ts';
import { type RunContext, runs } from './docx-runs.ts';
import type { DocxSection } from './docx-sections.ts';

type Context = RunContext & { rtl: boolean };

export function sectionOptions(section: DocxSection, context: Context): Omit<ISectionOptions, 'children'> {
  const { docx } = context;
  const { sheet, heads, evenHeads, bareFirst, numbering } = section;
  const isLandscape = sheet.width > sheet.height;
  const [short, long] = [Math.min(sheet.width, sheet.height), Math.max(sheet.width, sheet.height)];
  return {
    properties: {
      titlePage: bareFirst,
      page: {
        // The library turns the sides of landscape pages itself.
        size: {
          width: short,
          height: long,
          orientation: isLandscape ? docx.PageOrientation.LANDSCAPE : docx.PageOrientation.PORTRAIT,
        },
        margin: sheet.margin,
        ...(numbering ? { pageNumbers: { start: numbering.start, formatType: formatOf(numbering.format, docx) } } : {}),
      },
    },
    headers: {
      default: new docx.Header({ children: paragraphs(heads, 'header', section, context) }),
      ...(evenHeads ? { even: new docx.Header({ children: paragraphs(evenHeads, 'header', section, context) }) } : {}),
      ...(bareFirst ? { first: new docx.Header({ children: [new docx.Paragraph({})] }) } : {}),
    },
    footers: {
      default: new docx.Footer({ children: paragraphs(heads, 'footer', section, context) }),
      ...(evenHeads ? { even: new docx.Footer({ children: paragraphs(evenHeads, 'footer', section, context) }) } : {}),
      ...(bareFirst ? { first: new docx.Footer({ children: [new docx.Paragraph({})] }) } : {}),
    },
  };
}

function formatOf(format: 'decimal' | 'lowerRoman' | 'upperRoman', { NumberFormat }: typeof import('docx')) {
  return { decimal: NumberFormat.DECIMAL, lowerRoman: NumberFormat.LOWER_ROMAN, upperRoman: NumberFormat.UPPER_ROMAN }[
    format
  ];
}

/** A section without heads says so, or it would show those of the section before it. */
function paragraphs(heads: Heads, kind: 'header' | 'footer', section: DocxSection, context: Context): Paragraph[] {
  const { docx } = context;
  if (heads[kind].length === 0) return [new docx.Paragraph({})];
  return heads[kind].map((line) => headParagraph(line, textWidth(section.sheet), context));
}

function headParagraph(line: readonly HeadPart[], width: number, context: Context): Paragraph {
  const { docx } = context;
  const text = line.map((part) => part.text).join(' ');
  const rtl = (directionOfText(text) ?? (context.rtl ? 'rtl' : 'ltr')) === 'rtl';
  // From where the line is read: its start, middle and end.
  const parts = rtl ? [...line].reverse() : line;
  const slot = ({ place }: HeadPart) => (place === 'center' ? 1 : (place === 'left') === rtl ? 2 : 0);
  const [only, ...more] = parts;
  if (only && more.length === 0) {
    const { START, CENTER, RIGHT } = docx.AlignmentType;
    return new docx.Paragraph({
      bidirectional: rtl,
      alignment: [START, CENTER, RIGHT][slot(only)] ?? START,
      spacing: { after: 0 },
      children: partRuns(only, context),
    });
  }
  let at = 0;
  const children = parts.flatMap((part, i) => {
    const target = Math.max(slot(part), i > 0 ? at : 0);
    const tabs = target - at;
    at = target;
    const space = i > 0 && tabs === 0 ? [' '] : Array.from({ length: tabs }, () => new docx.Tab());
    return [...(space.length > 0 ? [new docx.TextRun({ children: space })] : []), ...partRuns(part, context)];
  });
  return new docx.Paragraph({
    bidirectional: rtl,
    spacing: { after: 0 },
    tabStops: [
      { type: docx.TabStopType.CENTER, position: Math.round(width / 2) },
      { type: docx.TabStopType.RIGHT, position: width },
    ],
    children,
  });
}

function partRuns({ text, numberAt }: HeadPart, context: Context): ParagraphChild[] {
  const { docx } = context;
  const plain = (part: string) => (part === '' ? [] : runs({ text: part, bold: false, italic: false }, context));
  if (numberAt === undefined) return plain(text);
  const number = new docx.TextRun({ children: [docx.PageNumber.CURRENT] });
  return [...plain(text.slice(0, numberAt)), number, ...plain(text.slice(numberAt))];
}

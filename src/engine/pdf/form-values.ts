/**
 * Form fields and comments as text. What has an appearance is painted and read with the page; added here are ticked
 * boxes, whose mark is a glyph of a symbol font, and values that the PDF leaves to the viewer to paint.
 */
import { boxOf, type Matrix } from './matrix.ts';
import type { Glyph } from './page-content.ts';

/** The part of pdf.js's annotation data that is used. */
export interface Annotation {
  id: string;
  subtype: string;
  /** In PDF user space. */
  rect: readonly number[];
  hidden?: boolean;
  fieldType?: string | null;
  fieldValue?: unknown;
  checkBox?: boolean;
  radioButton?: boolean;
  exportValue?: string;
  buttonValue?: string | null;
  contentsObj?: { str?: string };
  /** Of a list: what is stored and what is shown. */
  options?: readonly { exportValue: string; displayValue: string }[];
  /** Typed unseen. */
  password?: boolean;
}

const isTick = ({ checkBox, radioButton }: Annotation): boolean => checkBox === true || radioButton === true;

/** Annotations whose painted glyphs are not text: the marks of ticked boxes. */
export const tickBoxes = (annotations: readonly Annotation[]): Set<string> =>
  new Set(annotations.filter(isTick).map(({ id }) => id));

/** Glyphs for what is not painted; `painted` are the annotations whose text was. A glyph is a whole word here. */
export function formGlyphs(
  annotations: readonly Annotation[],
  painted: ReadonlySet<string>,
  viewport: Matrix,
): Glyph[] {
  return annotations.flatMap((annotation) => {
    if (annotation.hidden) return [];
    if (isTick(annotation)) return setInto(annotation, [isTicked(annotation) ? '☑' : '☐'], viewport);
    return painted.has(annotation.id) ? [] : setInto(annotation, linesOf(annotation), viewport);
  });
}

function isTicked({ fieldValue, exportValue, buttonValue, checkBox }: Annotation): boolean {
  if (fieldValue === null || fieldValue === undefined || fieldValue === 'Off') return false;
  return checkBox ? fieldValue === (exportValue ?? fieldValue) : fieldValue === buttonValue;
}

function linesOf({ subtype, fieldType, fieldValue, contentsObj, options, password }: Annotation): string[] {
  if (password) return [];
  const value =
    subtype === 'FreeText' ? contentsObj?.str : subtype === 'Widget' && fieldType !== 'Btn' ? fieldValue : undefined;
  const lines = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(/\r\n?|\n/) : [];
  const shown = (line: string) => options?.find(({ exportValue }) => exportValue === line)?.displayValue ?? line;
  return lines.map(shown).filter((line) => line.trim() !== '');
}

/** Lines set into the field's rectangle from its top, in type that fills their height but no larger than 12 pt. */
function setInto({ rect }: Annotation, lines: readonly string[], viewport: Matrix): Glyph[] {
  if (lines.length === 0) return [];
  const [x0, y0, x1, y1] = boxOf(rect, viewport);
  const point = Math.sqrt(Math.abs(viewport[0] * viewport[3] - viewport[1] * viewport[2]));
  const leading = Math.min((y1 - y0) / lines.length, 14 * point);
  const size = leading * 0.85;
  return lines.flatMap((line, row) => {
    const words = line.trim().split(/\s+/);
    const perCharacter = Math.min(size / 2, (x1 - x0) / line.length);
    let x = x0;
    return words.map((text): Glyph => {
      const width = perCharacter * text.length;
      const y = y0 + leading * row + size;
      const glyph = { text, x, y, dx: 1, dy: 0, width, size, hidden: false };
      x += width + perCharacter;
      return { ...glyph, box: [glyph.x, y - size, glyph.x + width, y] };
    });
  });
}

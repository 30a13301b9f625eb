/**
 * A font for text that is there to be searched and selected, not seen, in every script: composite, codes are UTF-16BE,
 * and each of them shows the one empty glyph of an embedded TrueType font of 300 bytes (as Tesseract and OCRmyPDF do).
 *
 * It comes in variants that differ in ascent and descent alone, because readers take the box of a word from there: the
 * words of a line share baseline and size, so that readers see one line, and have boxes of their own all the same.
 */
import { type PDFContext, type PDFRef, PDFString } from '@cantoo/pdf-lib';

/** Width of every glyph, in thousandths of the font size. */
export const GLYPH_WIDTH = 500;

export type GlyphlessFont = {
  /** The codes of a text, two bytes each, one a character in the higher planes too; `wide` of them have a width. */
  encode(text: string): { codes: number[]; wide: number };
  /** A reference to the font whose boxes reach `ascent` above and `descent` below the baseline, in sizes of the font. */
  variant(ascent: number, descent: number): { key: string; ref: PDFRef };
  /** Writes what all variants share; once, after the last `encode`. */
  finish(): void;
};

/** Marks on letters and joiners: pdf.js gives them no width whatever the font says, and loses the place else. */
const WIDTHLESS = /[\p{Mn}\p{Cf}]/u;

const [BOTTOM, TOP] = [-200, 800];

/** Codes that no well-formed text needs, for the characters beyond U+FFFF. */
const FIRST_SPARE = 0xd800;
const LAST_SPARE = 0xdfff;
const REPLACEMENT = 0xfffd;

export function createGlyphlessFont(context: PDFContext): GlyphlessFont {
  const file = context.nextRef();
  const glyphs = context.nextRef();
  const unicode = context.nextRef();
  const widths = context.nextRef();
  const variants = new Map<string, PDFRef>();
  const spare = new Map<number, number>();
  const widthless = new Set<number>();

  // Latin words repeat the same few: a document of 2,000 pages has some dozens.
  function variant(ascent: number, descent: number) {
    const key = `${Math.round(ascent * 1000)}.${Math.round(descent * 1000)}`;
    const ref = variants.get(key) ?? context.register(context.obj(fontDictionary(ascent, descent)));
    variants.set(key, ref);
    return { key, ref };
  }

  function fontDictionary(ascent: number, descent: number) {
    const [top, bottom] = [Math.round(ascent * 1000), -Math.round(descent * 1000)];
    const descriptor = {
      Type: 'FontDescriptor',
      FontName: 'GlyphLessFont',
      Flags: 5,
      ItalicAngle: 0,
      StemV: 80,
      CapHeight: top,
      Ascent: top,
      Descent: bottom,
      FontBBox: [0, bottom, GLYPH_WIDTH, top],
      FontFile2: file,
    };
    const descendant = {
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: 'GlyphLessFont',
      DW: GLYPH_WIDTH,
      W: widths,
      CIDToGIDMap: glyphs,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      FontDescriptor: context.register(context.obj(descriptor)),
    };
    return {
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: 'GlyphLessFont',
      Encoding: 'Identity-H',
      ToUnicode: unicode,
      DescendantFonts: [context.register(context.obj(descendant))],
    };
  }

  function encode(text: string): { codes: number[]; wide: number } {
    let wide = 0;
    const codes = Array.from(text, (character) => {
      const point = character.codePointAt(0) ?? REPLACEMENT;
      const code = point <= 0xffff ? point : spareCode(point);
      if (WIDTHLESS.test(character)) widthless.add(code);
      else wide += 1;
      return code;
    });
    return { codes, wide };
  }

  function spareCode(character: number): number {
    const known = spare.get(character);
    if (known !== undefined) return known;
    const code = FIRST_SPARE + spare.size;
    if (code > LAST_SPARE) return REPLACEMENT;
    spare.set(character, code);
    return code;
  }

  function finish() {
    if (variants.size === 0) return;
    const font = glyphlessTrueType();
    context.assign(file, context.flateStream(font, { Length1: font.length }));
    context.assign(glyphs, context.flateStream(new Uint8Array(0x20000).map((_, index) => index & 1)));
    context.assign(widths, context.obj([...widthless].flatMap((code) => [code, [0]])));
    context.assign(unicode, context.flateStream(toUnicode(spare)));
  }

  return { encode, variant, finish };
}

function toUnicode(spare: ReadonlyMap<number, number>): string {
  const hex = (code: number) => code.toString(16).padStart(4, '0').toUpperCase();
  const utf16 = (character: number) => {
    const text = String.fromCodePoint(character);
    return Array.from({ length: text.length }, (_, index) => hex(text.charCodeAt(index))).join('');
  };
  const pairs = [...spare].map(([character, code]) => `<${hex(code)}> <${utf16(character)}>`);
  // At most 100 entries stand in one section (Adobe Technical Note 5411).
  const sections = Array.from({ length: Math.ceil(pairs.length / 100) }, (_, index) => {
    const part = pairs.slice(index * 100, index * 100 + 100);
    return `${part.length} beginbfchar\n${part.join('\n')}\nendbfchar`;
  });
  return [
    '/CIDInit /ProcSet findresource begin',
    '12 dict begin',
    'begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def',
    '/CMapType 2 def',
    '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange',
    '1 beginbfrange\n<0000> <FFFF> <0000>\nendbfrange',
    ...sections,
    'endcmap',
    'CMapName currentdict /CMap defineresource pop',
    'end',
    'end',
  ].join('\n');
}

/**
 * The smallest TrueType file that PDF asks for (ISO 32000-1, 9.9), 1,000 units to the em: .notdef, and a glyph that is
 * a line from corner to corner. It has no area to fill, but a width, without which PDFium drops a word of one glyph,
 * and a height, by which it tells lines apart.
 */
function glyphlessTrueType(): Uint8Array {
  const u16 = (...values: number[]) => values.flatMap((value) => [(value >> 8) & 0xff, value & 0xff]);
  const u32 = (...values: number[]) => values.flatMap((value) => [...u16(value >>> 16), ...u16(value & 0xffff)]);
  const tables: [tag: string, data: number[]][] = [
    // One contour, its box, its last point (2), no instructions; flags, x and y of the three points.
    [
      'glyf',
      [
        ...u16(1, 0, BOTTOM, GLYPH_WIDTH, TOP, 2, 0),
        0x11,
        0x01,
        0x01,
        ...u16(GLYPH_WIDTH, -GLYPH_WIDTH / 2),
        ...u16(BOTTOM, TOP - BOTTOM, (BOTTOM - TOP) / 2),
      ],
    ],
    [
      'head',
      [
        ...u32(0x10000, 0x10000, 0, 0x5f0f3cf5),
        ...u16(0, 1000),
        ...u32(0, 0, 0, 0),
        ...u16(0, BOTTOM, GLYPH_WIDTH, TOP, 0, 8, 2, 0, 0),
      ],
    ],
    ['hhea', [...u32(0x10000), ...u16(TOP, BOTTOM, 0, GLYPH_WIDTH, 0, 0, GLYPH_WIDTH, 1, 0, 0, 0, 0, 0, 0, 0, 2)]],
    ['hmtx', u16(GLYPH_WIDTH, 0, GLYPH_WIDTH, 0)],
    ['loca', u16(0, 0, 14)],
    ['maxp', [...u32(0x10000), ...u16(2, 3, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)]],
  ];
  const header = [...u32(0x10000), ...u16(tables.length, 64, 2, tables.length * 16 - 64)];
  const directory: number[] = [];
  const body: number[] = [];
  let head = 0;
  for (const [tag, data] of tables) {
    const padded = [...data, ...new Array<number>(-data.length & 3).fill(0)];
    let sum = 0;
    for (let at = 0; at < padded.length; at += 4) sum = (sum + readU32(padded, at)) >>> 0;
    const offset = header.length + tables.length * 16 + body.length;
    if (tag === 'head') head = offset;
    directory.push(...Array.from(tag, (letter) => letter.charCodeAt(0)), ...u32(sum, offset, data.length));
    body.push(...padded);
  }
  const file = [...header, ...directory, ...body];
  let sum = 0;
  for (let at = 0; at < file.length; at += 4) sum = (sum + readU32(file, at)) >>> 0;
  file.splice(head + 8, 4, ...u32((0xb1b0afba - sum) >>> 0));
  return Uint8Array.from(file);
}

const readU32 = (bytes: readonly number[], at: number): number =>
  (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0;

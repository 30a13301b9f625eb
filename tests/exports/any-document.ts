/** Documents that no source would give, but some day one does. */
import fc from 'fast-check';
import { BLOCK_STYLES, BLOCK_TYPES } from '../../src/contract/terms.ts';
import type { Bbox, Block, Line, TableCell, Word } from '../../src/document/model.ts';
import type { ExportDocument, ExportPage } from '../../src/exports/document.ts';
import { pageOf } from '../../src/exports/test-documents.ts';

/** Scripts, joiners and marks, halves of pairs, what files cannot hold, and what formats take for their own. */
const PIECES = [
  ...[
    'a',
    'Ω',
    'Б',
    'ש',
    'سلام',
    '\u200c',
    '\u0651',
    'ि',
    'ไ',
    '字',
    'ー',
    '。',
    '한',
    '😀',
    '👩‍🚀',
    '٣',
    '7',
    '-5',
    '12.5',
    '%',
  ],
  ...[
    '\ud83d',
    '\udc00',
    '\0',
    '\u0007',
    '\u000b',
    '\u001f',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u00ad',
    '\u2028',
    '\u202e',
  ],
  ...['\u200f', '\ufeff', '\ufffe', '\uffff', '\u{10ffff}', '\t', '\r', '\n', '\r\n', ' ', '   '],
  ...[
    '=',
    '+',
    '-',
    '@',
    '#',
    '##',
    '>',
    '*',
    '**',
    '_',
    '`',
    '```',
    '~~~',
    '|',
    '\\',
    '[',
    '](',
    '!',
    '1.',
    '2)',
    '•',
    '---',
  ],
  ...[
    '<',
    '</p>',
    '<script>',
    '<!--',
    '&',
    '&amp;',
    '&#0;',
    ']]>',
    '"',
    "'",
    '(',
    ')',
    '%PDF',
    'endstream',
    '${',
    '$$',
    '\\frac',
  ],
];

export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 5 }).map((parts) => parts.join(' ')),
);

const coordinate = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -50, max: 3000 }) },
  fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
  fc.constantFrom(0, -0, 1e300, -1e300, Number.MAX_VALUE, 5e-324, 0.1 + 0.2, 2 ** 53),
);
const anyBox: fc.Arbitrary<Bbox> = fc.tuple(coordinate, coordinate, coordinate, coordinate);
const confidence = fc.double({ min: 0, max: 1, noNaN: true });
const flag = fc.option(fc.constant(true as const), { nil: undefined, freq: 2 });

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

const anyWord = fc
  .record({ text: anyText, bbox: anyBox, confidence, bold: flag, italic: flag })
  .map((word) => defined(word) as Word);

/** What lines hold is mostly what they say, as sources give it. */
const anyLine: fc.Arbitrary<Line> = fc
  .record({
    text: fc.option(anyText, { freq: 3 }),
    bbox: anyBox,
    confidence,
    words: fc.array(anyWord, { maxLength: 5 }),
  })
  .map(({ text, ...line }) => ({ ...line, text: text ?? line.words.map((word) => word.text).join(' ') }));

const span = fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 5 }), fc.constant(2 ** 31));
const anyCell: fc.Arbitrary<TableCell> = fc.record({
  text: anyText,
  bbox: anyBox,
  confidence,
  header: fc.boolean(),
  row_span: span,
  col_span: span,
});
const anyTable = fc.record({ rows: fc.array(fc.array(anyCell, { maxLength: 4 }), { maxLength: 4 }) });

const anyBlock = fc
  .record({
    type: fc.constantFrom(...BLOCK_TYPES),
    style: fc.option(fc.constantFrom(...BLOCK_STYLES), { nil: undefined }),
    continues: flag,
    level: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    text: fc.option(anyText, { freq: 3 }),
    bbox: anyBox,
    confidence,
    lines: fc.array(anyLine, { maxLength: 3 }),
    table: fc.option(anyTable, { nil: undefined }),
  })
  .map(
    ({ text, ...block }) =>
      defined({ ...block, text: text ?? block.lines.map((line) => line.text).join('\n') }) as Block,
  );

const anyPage = fc
  .record({
    blocks: fc.array(anyBlock, { maxLength: 5 }),
    width: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 5000 }) }, fc.constant(200_000)),
    height: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 5000 }) }, fc.constant(2 ** 31)),
    dpi: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1e5, noNaN: true })),
    rotation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
    picture: fc.constantFrom(undefined, { bytes: Uint8Array.from([255, 216, 1, 2]), type: 'image/jpeg' }),
    detected_language: fc.constantFrom(null, 'eng', 'fas+eng', 'x', ''),
  })
  .map(({ blocks, picture, ...more }): ExportPage => ({ ...pageOf(blocks, more), ...(picture ? { picture } : {}) }));

/** Pages count from 0; now and then some are left out, as an export of a part leaves them out. */
export const anyDocument: fc.Arbitrary<ExportDocument> = fc
  .record({
    title: anyText,
    language: fc.constantFrom(null, 'en', 'fas', 'chi_sim', 'zh-Hant', '', '%', 'x'),
    pages: fc.array(anyPage, { maxLength: 4 }),
    step: fc.constantFrom(1, 1, 3),
  })
  .map(({ step, pages, ...doc }) => ({ ...doc, pages: pages.map((page, i) => ({ ...page, index: i * step })) }));

/** Documents with every kind of structure, and what a reader of any format should find in them. */
import type { Block, Line } from '../../src/document/model.ts';
import type { ExportDocument, ExportPage } from '../../src/exports/document.ts';
import { blockOf, cell, lineOf, pageOf, tableBlock } from '../../src/exports/test-documents.ts';

interface Words {
  title: string;
  part: string;
  detail: string;
  prose: string[];
  bold: string;
  bullets: string[];
  nested: string;
  numbers: string[];
  quote: string;
  note: string;
  caption: string;
  table: { head: string[]; rows: string[][]; wide: string; tall: string };
  head: string;
}

const WORDS: Record<'en' | 'fa' | 'zh', Words> = {
  en: {
    title: 'Report on the old mill & its <river>',
    part: 'What we found',
    detail: '2. Water * and stone',
    prose: ['The mill stands at the bend of the river', 'where it has stood for 300 years.'],
    bold: 'stands',
    bullets: ['• oak wheel', '• iron axle_pin'],
    nested: '• two spare spokes',
    numbers: ['3. Measure the drop', '4. Count the cogs', '5. Pay 12.50 EUR'],
    quote: 'It grinds all night, they said.',
    note: '¹ As told by the miller.',
    caption: 'Table 1: flour by year',
    table: {
      head: ['Year', 'Rye', 'Wheat'],
      rows: [
        ['1901', '12', '30'],
        ['1902', '14 | 2', '<31>'],
      ],
      wide: 'both of them',
      tall: 'since then',
    },
    head: 'The old mill',
  },
  fa: {
    title: 'گزارش آسیاب کهنه و رود',
    part: 'آنچه یافتیم',
    detail: 'آب و سنگ (جزئیات)',
    prose: ['آسیاب کنار خم رود ایستاده است و می‌گویند', 'که از سیصد سال پیش همان‌جا بوده است.'],
    bold: 'ایستاده',
    bullets: ['• چرخ بلوط', '• محور آهنی'],
    nested: '• دو پرهٔ یدکی',
    numbers: ['1. بلندی را بسنجید', '2. دندانه‌ها را بشمارید', '3. مبلغ ۱۲٫۵۰ یورو'],
    quote: 'گفتند که همهٔ شب کار می‌کند.',
    note: '¹ به گفتهٔ آسیابان.',
    caption: 'جدول ۱: آرد به سال',
    table: {
      head: ['سال', 'چاودار', 'گندم'],
      rows: [
        ['۱۲۸۰', '۱۲', '۳۰'],
        ['۱۲۸۱', '۱۴', '۳۱'],
      ],
      wide: 'هر دو با هم',
      tall: 'از آن پس',
    },
    head: 'آسیاب کهنه',
  },
  zh: {
    title: '老磨坊报告',
    part: '我们的发现',
    detail: '水与石',
    prose: ['磨坊在河湾处已经站立了三百年。'],
    bold: '',
    bullets: ['• 橡木轮', '• 铁轴'],
    nested: '• 两根备用辐条',
    numbers: ['1. 测量落差', '2. 数齿轮', '3. 支付 12.50 元'],
    quote: '他们说它整夜磨面。',
    note: '¹ 磨坊主所说。',
    caption: '表一：每年的面粉',
    table: {
      head: ['年', '黑麦', '小麦'],
      rows: [
        ['1901', '12', '30'],
        ['1902', '14', '31'],
      ],
      wide: '两者',
      tall: '从此以后',
    },
    head: '老磨坊',
  },
};

export type Tongue = keyof typeof WORDS;
export const TONGUES = Object.keys(WORDS) as Tongue[];

/** What stands in a document, in order; a table's cells with their spans, row by row. */
export type Part =
  | { heading: string; level: number }
  | { list: 'bullet' | 'number'; start: number; items: { text: string; below: string[] }[] }
  | { table: { text: string; columns: number; rows: number; header: boolean }[][] }
  | { text: string };

/** Two pages and an empty one between them, with running heads, which are no part of the text. */
export function structured(tongue: Tongue): { doc: ExportDocument; parts: Part[]; bold: string } {
  const words = WORDS[tongue];
  const rtl = tongue === 'fa';
  let y = 200;
  const line = (text: string, indent = 0): Line => {
    y += 90;
    return lineOf(text, rtl ? 2300 - indent : 180 + indent, y, { rtl });
  };
  const emphasised = (one: Line): Line => ({
    ...one,
    words: one.words.map((word) =>
      words.bold !== '' && word.text === words.bold ? { ...word, bold: true as const } : word,
    ),
  });
  const block = (type: Block['type'], text: string | string[], more: Partial<Block> = {}, indent = 0): Block =>
    blockOf(
      type,
      [text].flat().map((one) => emphasised(line(one, indent))),
      more,
    );
  const { table } = words;
  const [first = [], second = []] = table.rows;
  const head = table.head.map((text) => cell(text, { header: true }));
  const grid = tableBlock([
    head,
    first.map((text) => cell(text)),
    [cell(table.tall, { row_span: 2 }), cell(table.wide, { col_span: 2 })],
    second.slice(1).map((text) => cell(text)),
  ]);
  const plain = tableBlock([head, ...table.rows.map((row) => row.map((text) => cell(text)))]);
  const pages: ExportPage[] = [
    pageOf([
      block('page-header', words.head),
      block('heading', words.title, { level: 1 }),
      block('paragraph', words.prose),
      block('heading', words.part, { level: 2 }),
      ...words.bullets.map((text) => block('list-item', text, { level: 1 })),
      block('list-item', words.nested, { level: 2 }, 60),
      block('paragraph', words.quote, { style: 'quote' }),
      ...words.numbers.map((text) => block('list-item', text, { level: 1 })),
      block('page-footer', '7'),
    ]),
    pageOf([]),
    pageOf([
      block('heading', words.detail, { level: 3 }),
      block('caption', words.caption),
      grid,
      block('paragraph', words.note, { style: 'footnote' }),
      plain,
    ]),
  ].map((page, index) => ({ ...page, index, detected_language: tongue }));
  const shown = (text: string) => ({ text, columns: 1, rows: 1, header: false });
  const headed = table.head.map((text) => ({ ...shown(text), header: true }));
  const [bulletOne = '', bulletTwo = ''] = words.bullets.map((text) => text.slice(2));
  return {
    doc: { title: words.title, language: tongue, pages },
    bold: words.bold,
    parts: [
      { heading: words.title, level: 1 },
      { text: words.prose.join(' ') },
      { heading: words.part, level: 2 },
      {
        list: 'bullet',
        start: 1,
        items: [
          { text: bulletOne, below: [] },
          { text: bulletTwo, below: [words.nested.slice(2)] },
        ],
      },
      { text: words.quote },
      {
        list: 'number',
        start: Number.parseInt(words.numbers[0] ?? '', 10),
        items: words.numbers.map((text) => ({ text: text.slice(3), below: [] })),
      },
      { heading: words.detail, level: 3 },
      { text: words.caption },
      {
        table: [
          headed,
          first.map(shown),
          [
            { ...shown(table.tall), rows: 2 },
            { ...shown(table.wide), columns: 2 },
          ],
          second.slice(1).map(shown),
        ],
      },
      { text: words.note },
      { table: [headed, ...table.rows.map((row) => row.map(shown))] },
    ],
  };
}

/** All that is to be read, in order, without markers of lists. */
export const wordsOf = (parts: readonly Part[]): string =>
  parts
    .map((part) => {
      if ('heading' in part) return part.heading;
      if ('table' in part)
        return part.table
          .flat()
          .map(({ text }) => text)
          .join(' ');
      if ('list' in part) return part.items.flatMap(({ text, below }) => [text, ...below]).join(' ');
      return part.text;
    })
    .join(' ');

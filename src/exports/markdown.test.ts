/** Markdown as micromark reads it, which shares no line with what writes it. */
import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfmTable, gfmTableHtml } from 'micromark-extension-gfm-table';
import { expect, test } from 'vitest';
import type { Block, Word } from '../document/model.ts';
import { documentMarkdown, escapeLine, pageMarkdown } from './markdown.ts';
import { blockOf, cell, lineOf, tableBlock, textBlock } from './test-documents.ts';

const block = (type: 'heading' | 'paragraph' | 'page-footer', text: string, level?: number) =>
  ({ type, text, level, bbox: [0, 0, 1, 1] as const, confidence: 1, lines: [] }) as never;

test.each([
  ['# not a heading', '\\# not a heading'],
  ['#1 in town', '#1 in town'],
  ['- 5.00', '\\- 5.00'],
  ['-5.00', '-5.00'],
  ['1. Scope', '1\\. Scope'],
  ['12.50 EUR', '12.50 EUR'],
  ['a*b_c [x](y) <b>', 'a\\*b\\_c \\[x\\](y) \\<b\\>'],
  ['R&D &amp; more', 'R&D \\&amp; more'],
  ['----', '\\----'],
  ['    indented', 'indented'],
])('%s shows as it was printed', (text, markdown) => {
  expect(escapeLine(text)).toBe(markdown);
});

test('headings carry their level, page numbers are left out', () => {
  expect(
    pageMarkdown([block('heading', 'Invoice\n1042', 2), block('paragraph', 'a\nb'), block('page-footer', '7')]),
  ).toBe('## Invoice 1042\n\na b');
});

const html = (markdown: string) =>
  micromark(markdown, { allowDangerousHtml: true, extensions: [gfmTable()], htmlExtensions: [gfmTableHtml()] });

/** A block of one line: `*word*` is italic, `**word**` bold. */
function styled(type: Block['type'], marked: string, more: Partial<Block> = {}): Block {
  const line = lineOf(marked.replaceAll('*', ''), 100, 100);
  const marks = marked
    .split(' ')
    .map((part) => ({ bold: part.startsWith('**'), italic: /^(\*|\*{3})[^*]/.test(part) }));
  const words = line.words.map(
    (word, i): Word => ({
      ...word,
      ...(marks[i]?.bold ? { bold: true } : {}),
      ...(marks[i]?.italic ? { italic: true } : {}),
    }),
  );
  return blockOf(type, [{ ...line, words }], more);
}

test('emphasis of neighbours is one, and reads as such', () => {
  const markdown = pageMarkdown([styled('paragraph', 'see **the** **rules** of *2024,* and ***both*** here')]);
  expect(markdown).toBe('see **the rules** of *2024,* and ***both*** here');
  expect(html(markdown)).toBe(
    '<p>see <strong>the rules</strong> of <em>2024,</em> and <em><strong>both</strong></em> here</p>',
  );
  expect(pageMarkdown([styled('heading', '**All** **bold**', { level: 2 })])).toBe('## All bold');
});

test('lists nest by the text of the item above', () => {
  const item = (text: string, level?: number) => textBlock('list-item', text, level ? { level } : {});
  const blocks = [
    item('1. one'),
    item('• a', 2),
    item('• b', 2),
    item('3. deep', 3),
    item('2. two'),
    item('\uf0b7 dot'),
  ];
  const markdown = pageMarkdown([textBlock('paragraph', 'text'), ...blocks, textBlock('paragraph', 'after')]);
  expect(markdown).toBe('text\n\n1. one\n   - a\n   - b\n\n     3. deep\n2. two\n- dot\n\nafter');
  const parsed = html(markdown).replaceAll(/\s*<\/?p>\s*|\n/g, '');
  expect(parsed).toBe(
    'text<ol><li>one<ul><li>a</li><li>b<ol start="3"><li>deep</li></ol></li></ul></li><li>two</li></ol><ul><li>dot</li></ul>after',
  );
});

test('paragraphs that stand in from a marker belong to its item, also over a page', () => {
  const item = (text: string, y: number, level?: number) =>
    blockOf('list-item', [lineOf(text, 100, y)], level ? { level } : {});
  const pages = [
    {
      index: 0,
      blocks: [
        item('1. Take this', 100),
        blockOf('paragraph', [lineOf('It may take', 160, 200), lineOf('a while', 160, 250)]),
        blockOf('paragraph', [lineOf('go();', 160, 300)], { style: 'code' }),
        item('2. And that', 400),
      ],
    },
    { index: 1, blocks: [item('• deeper', 100, 2), blockOf('paragraph', [lineOf('Then, at the margin', 100, 200)])] },
  ];
  const markdown = documentMarkdown(pages);
  expect(markdown).toBe(
    '1. Take this\n\n   It may take a while\n\n   ```\n   go();\n   ```\n\n2. And that\n   - deeper\n\nThen, at the margin',
  );
  expect(html(markdown)).toMatch(/^<ol>.*go\(\);.*<li>deeper<\/li>.*<\/ol>\n<p>Then, at the margin<\/p>$/s);
});

test('code is fenced by more than it holds, and not touched', () => {
  const code = 'if (a < b) {\n  `x` = ```y```;\n}';
  const markdown = pageMarkdown([textBlock('paragraph', code, { style: 'code' })]);
  expect(markdown).toBe(`\`\`\`\`\n${code}\n\`\`\`\``);
  expect(html(markdown)).toContain('if (a &lt; b) {\n  `x` = ```y```;\n}');
});

test('quotes, formulas and figures', () => {
  expect(pageMarkdown([textBlock('paragraph', 'so he said', { style: 'quote' })])).toBe('> so he said');
  expect(pageMarkdown([textBlock('formula', 'a_1 = b')])).toBe('a\\_1 = b');
  expect(pageMarkdown([textBlock('formula', '\\frac{a}{b}')])).toBe('$$\n\\frac{a}{b}\n$$');
  expect(pageMarkdown([textBlock('figure', ''), textBlock('caption', 'Figure 1')])).toBe('Figure 1');
});

test('lines flow, a break that was meant is kept', () => {
  const full = blockOf('paragraph', [
    lineOf('The letters run to the very edge and hyphen-', 0, 100),
    lineOf('ated words', 0, 150),
  ]);
  expect(pageMarkdown([full])).toBe('The letters run to the very edge and hyphenated words');
  const address = blockOf('paragraph', [lineOf('Mill', 0, 100), lineOf('1. High Street number five', 0, 150)]);
  expect(html(pageMarkdown([address]))).toBe('<p>Mill<br />\n1. High Street number five</p>');
});

test('the entries of a table of contents stay apart, full as their lines are', () => {
  const contents = blockOf('paragraph', [
    lineOf('Of harbours . . . . . . . . . . . . . 12', 0, 100),
    lineOf('Of their walls . . . . . . . . . . . xiv', 0, 150),
    lineOf('Of ships', 0, 200),
  ]);
  expect(pageMarkdown([contents]).split('\n')).toHaveLength(3);
});

test('what a page broke is one again: a word, a paragraph, a table with its head once', () => {
  const head = [cell('Item', { header: true }), cell('Price', { header: true })];
  const pages = [
    {
      index: 0,
      blocks: [tableBlock([head, [cell('tea'), cell('1')]]), textBlock('page-footer', '1')],
    },
    {
      index: 1,
      blocks: [
        { ...tableBlock([head, [cell('milk'), cell('2')]]), continues: true as const },
        textBlock('paragraph', 'They had no gov-'),
        textBlock('paragraph', '1 A note.', { style: 'footnote' }),
      ],
    },
    { index: 2, blocks: [textBlock('paragraph', 'ernment then.', { continues: true })] },
  ];
  expect(documentMarkdown(pages)).toBe(
    '| Item | Price |\n| --- | --- |\n| tea | 1 |\n| milk | 2 |\n\nThey had no government then.\n\n1 A note.',
  );
  // Of pages that do not follow each other nothing is joined.
  expect(documentMarkdown([pages[0], pages[2]].filter((page) => page !== undefined))).toContain('\n\nernment then.');
});

test('whatever was read shows as that text, in whatever style', () => {
  const part = fc.constantFrom(
    'word',
    '*',
    '**',
    '_',
    '`',
    '# x',
    '-',
    '1.',
    '>',
    '[a](b)',
    '<b>',
    '&amp;',
    '中文',
    '「字」',
    '"x"',
    '.',
    '(y)',
    '\\',
    '|',
    '~~',
  );
  const words = fc.array(fc.record({ text: part, bold: fc.boolean(), italic: fc.boolean() }), {
    minLength: 1,
    maxLength: 9,
  });
  const types = fc.constantFrom('paragraph' as const, 'list-item' as const, 'heading' as const, 'caption' as const);
  fc.assert(
    fc.property(words, types, (parts, type) => {
      const texts = parts.flatMap(({ text }) => text.split(' '));
      const line = lineOf(texts.join(' '), 100, 100);
      const set = line.words.map(
        (word, i): Word => ({
          ...word,
          ...(parts[i]?.bold ? { bold: true } : {}),
          ...(parts[i]?.italic ? { italic: true } : {}),
        }),
      );
      const markdown = pageMarkdown([blockOf(type, [{ ...line, words: set }], type === 'heading' ? { level: 1 } : {})]);
      const shown = html(markdown)
        .replaceAll(/<\/?(p|strong|em|ul|ol|li|h1)( start="\d+")?>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&');
      const flat = (text: string) => text.replaceAll(/\s+/g, '');
      const printed = flat(texts.join(' '));
      // The marker of an item is the list's own.
      if (type === 'list-item') expect(printed.endsWith(flat(shown))).toBe(true);
      else expect(flat(shown)).toBe(printed);
    }),
    { numRuns: 500, seed: 6 },
  );
});

test('control characters are left out, and a formula opens no HTML', () => {
  expect(pageMarkdown([textBlock('paragraph', 'a\0b', { style: 'code' })])).toBe('```\nab\n```');
  expect(pageMarkdown([tableBlock([[cell('x\u007f', { header: true })], [cell('1\u2028 2')]])])).toContain(
    '| 1<br>2 |',
  );
  expect(pageMarkdown([textBlock('formula', '\\frac{a<b}{c} <!-- d')])).toBe('$$\n\\frac{a< b}{c} < !-- d\n$$');
});

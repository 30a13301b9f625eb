import { expect, test } from 'vitest';
import { readMarkdown } from './read-markdown.ts';
import { type Token, type WrittenBlock, wordsOf } from './written.ts';

const sure = (text: string): Token[] => [{ text, logprob: 0 }];
const read = (text: string): WrittenBlock[] => readMarkdown(sure(text));
const textOfBlock = (block: WrittenBlock | undefined): string =>
  block
    ? wordsOf(block)
        .map(({ text }) => text)
        .join(' ')
    : '';
const types = (blocks: readonly WrittenBlock[]): string[] => blocks.map(({ type }) => type);

test('headings, paragraphs, lists and quotes', () => {
  const blocks = read('# Terms\n\nFirst line\nsecond line.\n\n- one\n  - two\n1. three\n\n> said\n> twice\n\n---\nEnd');
  expect(types(blocks)).toEqual([
    'heading',
    'paragraph',
    'list-item',
    'list-item',
    'list-item',
    'paragraph',
    'paragraph',
  ]);
  expect(blocks.map(textOfBlock)).toEqual([
    'Terms',
    'First line second line.',
    'one',
    'two',
    '1. three',
    'said twice',
    'End',
  ]);
  expect(blocks[3]).toMatchObject({ level: 2 });
  expect(blocks[5]).toMatchObject({ style: 'quote' });
});

test('emphasis is style, and a star that nothing closes is text', () => {
  const [block] = read('**Total** due* is _now_ a_b_c 2*3 \\*kept\\*');
  expect(block && wordsOf(block)).toMatchObject([
    { text: 'Total', bold: true },
    { text: 'due*' },
    { text: 'is' },
    { text: 'now', italic: true },
    { text: 'a_b_c' },
    { text: '2*3' },
    { text: '*kept*' },
  ]);
});

test('a pipe table with its head, an escaped pipe and an empty cell', () => {
  const [block] = read('| Item | Price |\n|---|--:|\n| A\\|B | 3 |\n| | 4 |');
  expect(block).toMatchObject({ type: 'table' });
  const rows = block?.type === 'table' ? block.rows : [];
  expect(rows.map((row) => row.map(({ words }) => words.map(({ text }) => text).join(' ')))).toEqual([
    ['Item', 'Price'],
    ['A|B', '3'],
    ['', '4'],
  ]);
  expect(rows.map((row) => row[0]?.header)).toEqual([true, false, false]);
});

test('a table of HTML keeps its spans, and its scripts do not become anything', () => {
  const [block] = read(
    '<table><thead><tr><th colspan="2">Year</th></tr></thead><tr><td rowspan=2>a<script>x</script></td><td>1 &lt; 2</td></tr><tr><td>3<br>4</td></tr></table>',
  );
  const rows = block?.type === 'table' ? block.rows : [];
  expect(rows.map((row) => row.map(({ words }) => words.map(({ text }) => text).join(' ')))).toEqual([
    ['Year'],
    ['ax', '1 < 2'],
    ['3 4'],
  ]);
  expect(rows[0]?.[0]).toMatchObject({ col_span: 2, header: true });
  expect(rows[1]?.[0]).toMatchObject({ row_span: 2, header: false });
});

test.each([
  ['$$\nE = mc^2\n$$', 'E = mc^2'],
  ['\\[ a_1 + b \\]', 'a_1 + b'],
  ['\\begin{align}\nx &= 1\n\\end{align}', '\\begin{align} x &= 1 \\end{align}'],
  ['$$ never closed', 'never closed'],
])('a formula: %s', (text, latex) => {
  const blocks = read(`${text}\n\nafter`);
  expect(types(blocks)).toEqual(['formula', 'paragraph']);
  expect(textOfBlock(blocks[0])).toBe(latex);
});

test('formulas within a line keep their marks', () => {
  expect(textOfBlock(read('so $a_1 * b_2$ holds')[0])).toBe('so $a_1 * b_2$ holds');
});

test('links, pictures, tags and entities', () => {
  expect(
    textOfBlock(read('see [the act](https://example.org/x) &amp; <u>rest</u> ![logo](a.png) A&#66; &unknown;')[0]),
  ).toBe('see the act & rest AB &unknown;');
  expect(read('![image](image_1.png)100,200,500,600')).toEqual([{ type: 'figure', place: [0.1, 0.2, 0.5, 0.6] }]);
  expect(read('![image](image_1.png)')).toEqual([]);
});

test('a fence around all of it and a thought before it go; code within stays code', () => {
  expect(read('<think>\nhm\n</think>\n```markdown\n# A\n\ntext\n```')).toHaveLength(2);
  const blocks = read('before\n\n```js\nconst a = *b*;\n```');
  expect(blocks[1]).toMatchObject({ type: 'paragraph', style: 'code' });
  expect(textOfBlock(blocks[1])).toBe('const a = *b*;');
});

test('a word is as sure as its tokens', () => {
  const [block] = readMarkdown([
    { text: '# Sa', logprob: 0 },
    { text: 'le', logprob: Math.log(0.25) },
    { text: ' now', logprob: Math.log(0.5) },
  ]);
  const [sale, now] = block ? wordsOf(block) : [];
  expect(sale).toMatchObject({ text: 'Sale' });
  expect(sale?.confidence).toBeCloseTo(0.5);
  expect(now?.confidence).toBeCloseTo(0.5);
});

test('right-to-left text and its digits', () => {
  const blocks = read('## قرارداد\n\n۱. بند **نخست**\n\n| نام | مبلغ |\n|---|---|\n| الف | ۱۲۰ |');
  expect(types(blocks)).toEqual(['heading', 'list-item', 'table']);
  expect(textOfBlock(blocks[1])).toBe('۱. بند نخست');
});

test('nothing at all', () => {
  expect(read('')).toEqual([]);
  expect(read('   \n\n')).toEqual([]);
});

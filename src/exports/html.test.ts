import { expect, test } from 'vitest';
import { documentHtml, tableHtml } from './html.ts';
import { blockOf, cell, lineOf, pageOf, tableBlock, textBlock } from './test-documents.ts';

const html = (blocks: Parameters<typeof pageOf>[0], language: string | null = null, title = 't') =>
  documentHtml({ title, language, pages: [pageOf(blocks)] });
const body = async (blocks: Parameters<typeof pageOf>[0]) =>
  /<section[^>]*>\n(.*)\n<\/section>/s.exec(await html(blocks))?.[1];

test('blocks become what they are; running heads stay out', async () => {
  expect(
    await body([
      textBlock('page-header', 'Head'),
      textBlock('heading', 'One', { level: 2 }),
      textBlock('paragraph', 'a\nb'),
      textBlock('list-item', '• tea'),
      textBlock('list-item', '• milk'),
      textBlock('list-item', '3. eggs'),
      textBlock('caption', 'Fig. 1'),
    ]),
  ).toBe(
    [
      '<h2 dir="auto">One</h2>',
      '<p dir="auto">a b</p>',
      '<ul>',
      '<li dir="auto">tea</li>',
      '<li dir="auto">milk</li>',
      '</ul>',
      '<ol>',
      '<li dir="auto" value="3">eggs</li>',
      '</ol>',
      '<p class="caption" dir="auto">Fig. 1</p>',
    ].join('\n'),
  );
});

test('nothing that was read becomes markup', async () => {
  const evil = '<script>alert(1)</script><img src=x onerror="a">&amp;';
  const page = await html(
    [textBlock('paragraph', evil), tableBlock([[cell(evil)]]), textBlock('list-item', evil)],
    evil,
    evil,
  );
  expect(page).not.toMatch(/<script|<img|<b>/);
  expect(page.match(/&lt;script&gt;/g)).toHaveLength(4);
  expect(page).toContain("default-src 'none'");
});

test('language and direction are stated', async () => {
  const page = await html([textBlock('paragraph', 'سلام دنیا')], 'fas+eng');
  expect(page).toContain('<html lang="fa" dir="rtl">');
  expect(await html([textBlock('paragraph', 'hello')], 'not a tag')).toContain('<html dir="ltr">');
});

test('tables keep heads and spans', async () => {
  expect(
    tableHtml([[cell('A', { header: true, col_span: 2 })], [cell('1', { row_span: 9 }), cell('2')], [cell('3')]]),
  ).toBe(
    [
      '<table>',
      '<thead>',
      '<tr><th colspan="2" dir="auto">A</th></tr>',
      '</thead>',
      '<tbody>',
      '<tr><td rowspan="2" dir="auto">1</td><td dir="auto">2</td></tr>',
      '<tr><td dir="auto">3</td></tr>',
      '</tbody>',
      '</table>',
    ].join('\n'),
  );
});

test('full lines flow together, short ones were meant', async () => {
  const full = blockOf('paragraph', [
    lineOf('The letters run to the very edge and hyphen-', 0, 100),
    lineOf('ated words', 0, 150),
  ]);
  expect(await body([full])).toBe('<p dir="auto">The letters run to the very edge and hyphenated words</p>');
  const address = blockOf('paragraph', [lineOf('Mill', 0, 100), lineOf('High Street number five and seven', 0, 150)]);
  expect(await body([address])).toBe('<p dir="auto">Mill<br>High Street number five and seven</p>');
});

test('lists nest, code keeps its spaces, quotes and notes are such', async () => {
  expect(
    await body([
      textBlock('list-item', '1. one'),
      textBlock('list-item', '• a', { level: 2 }),
      textBlock('list-item', '• b', { level: 2 }),
      textBlock('list-item', '2. two'),
      textBlock('paragraph', 'if (a < b)\n  stop();', { style: 'code' }),
      textBlock('paragraph', 'so he said', { style: 'quote' }),
      textBlock('paragraph', '1 A note.', { style: 'footnote' }),
    ]),
  ).toBe(
    [
      '<ol>',
      '<li dir="auto" value="1">one',
      '<ul>',
      '<li dir="auto">a</li>',
      '<li dir="auto">b</li>',
      '</ul>',
      '</li>',
      '<li dir="auto" value="2">two</li>',
      '</ol>',
      '<pre><code>',
      'if (a &lt; b)',
      '  stop();</code></pre>',
      '<blockquote>',
      '<p dir="auto">so he said</p>',
      '</blockquote>',
      '<p class="footnote" dir="auto">1 A note.</p>',
    ].join('\n'),
  );
});

test('a paragraph that stands in from a marker is in its item', async () => {
  expect(
    (
      await body([
        blockOf('list-item', [lineOf('1. Take', 100, 100)]),
        blockOf('paragraph', [lineOf('It may take a while,', 160, 200), lineOf('I think', 160, 250)]),
        blockOf('list-item', [lineOf('2. And', 100, 300)]),
      ])
    )?.replaceAll('\n', ''),
  ).toBe(
    '<ol><li dir="auto" value="1">Take<p dir="auto">It may take a while, I think</p></li>' +
      '<li dir="auto" value="2">And</li></ol>',
  );
});

test('emphasis is that of the words', async () => {
  const line = lineOf('• a bold <word>', 0, 100);
  const words = line.words.map((word, i) => (i === 2 ? { ...word, bold: true as const, italic: true as const } : word));
  expect(await body([blockOf('list-item', [{ ...line, words }])])).toContain(
    '<li dir="auto">a <strong><em>bold</em></strong> &lt;word&gt;</li>',
  );
});

test('what a page broke stands where it began', async () => {
  const pages = [
    pageOf([textBlock('paragraph', 'no gov-')], { index: 0 }),
    pageOf([textBlock('paragraph', 'ernment', { continues: true })], { index: 1 }),
  ];
  expect((await documentHtml({ title: 't', language: null, pages })).match(/<p.*<\/p>/g)).toEqual([
    '<p dir="auto">no government</p>',
  ]);
});

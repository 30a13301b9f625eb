import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block } from '../../document/model.ts';
import { assignRoles } from './assign.ts';
import { EM, frameOf, lineAt, PAGE, paragraph, prose } from './test-lines.ts';
import type { PageFrame, Piece } from './types.ts';

const roles = (pieces: Piece[], frame: Partial<PageFrame> = {}) =>
  assignRoles(pieces, frameOf(frame)).map(({ type, style, level, text }) => [
    style ? `${type}/${style}` : level ? `${type} ${level}` : type,
    text,
  ]);
const typeOf = (blocks: string[][], text: string) => blocks.find(([, one]) => one?.startsWith(text))?.[0];

test('headings are larger, bold, numbered or in capitals, and head something', () => {
  const page = roles([
    paragraph('The annual report', { y: 300, size: 80 }),
    prose(4, { y: 500 }),
    paragraph('1. Scope', { y: 800, bold: true }),
    prose(4, { y: 880 }),
    paragraph('1.1 Terms used', { y: 1200 }),
    prose(4, { y: 1290 }),
    paragraph('CLOSING WORDS', { y: 1600 }),
    prose(4, { y: 1680 }),
  ]);
  expect(page.filter(([type]) => type?.startsWith('heading'))).toEqual([
    ['heading 1', 'The annual report'],
    ['heading 2', '1. Scope'],
    ['heading 3', '1.1 Terms used'],
    [expect.stringMatching(/^heading/), 'CLOSING WORDS'],
  ]);
});

test('what looks like a heading and is none', () => {
  const page = roles([
    prose(5, { y: 300 }),
    paragraph('Note that this ends as a sentence does.', { y: 640, bold: true }),
    paragraph('Total: 1,234.50', { y: 760, bold: true }),
    paragraph('Chapter One . . . . . . . . . . 12', { y: 900, bold: true }),
    paragraph('write to info@example.org', { y: 1000, bold: true }),
    prose(5, { y: 1200 }),
    paragraph('last words in bold', { y: 1700, bold: true }),
  ]);
  expect(page.filter(([type]) => type?.startsWith('heading'))).toEqual([]);
});

test('a bold line over its paragraph is parted from it, the bold beginning of a sentence is not', () => {
  const titled = { lines: [lineAt('Methods used', { bold: true }), ...prose(3, { y: 455 }).lines] };
  expect(roles([prose(5, { y: 100 }), titled]).at(1)).toEqual(['heading 1', 'Methods used']);
  const begun = { lines: [lineAt('First of all, as we', { bold: true }), lineAt('went on to say', { y: 455 })] };
  expect(roles([prose(5, { y: 100 }), begun])).toHaveLength(2);
});

test('one paragraph becomes as many items as it has markers, nested by their indents', () => {
  const page = roles([
    prose(4, { y: 200 }),
    paragraph('• tea from the north\n• milk', { y: 500 }),
    paragraph('– of cows\n– of goats', { x: 380, y: 620 }),
    paragraph('• bread', { y: 740 }),
  ]);
  expect(page.slice(1)).toEqual([
    ['list-item', '• tea from the north'],
    ['list-item', '• milk'],
    ['list-item 2', '– of cows'],
    ['list-item 2', '– of goats'],
    ['list-item', '• bread'],
  ]);
});

test('counted lines over paragraphs head sections, over each other they are a list', () => {
  const page = roles([
    prose(5, { y: 100 }),
    paragraph('A. Earlier work', { y: 480 }),
    prose(4, { y: 600 }),
    paragraph('B. Data', { y: 900 }),
    prose(4, { y: 1020 }),
    paragraph('A. Earlier work', { y: 1400 }),
    paragraph('B. Data', { y: 1460 }),
  ]);
  expect(page.map(([type]) => type)).toEqual([
    'paragraph',
    'heading 1',
    'paragraph',
    'heading 1',
    'paragraph',
    'list-item',
    'list-item',
  ]);
});

test.each([
  ['1. one\n2. two\n3. three', 3],
  ['(a) one\n(b) two', 2],
  ['i. one\nii. two\niii. three', 3],
  ['① 一つ目の項目\n② 二つ目の項目', 2],
  ['一、第一项内容\n二、第二项内容', 2],
  ['\uf0b7 one\n\uf0b7 two', 2],
])('%j is a list', (text, items) => {
  const blocks = roles([prose(4, { y: 200 }), paragraph(text, { y: 500 })]).slice(1);
  expect(blocks.map(([type]) => type)).toEqual(Array(items).fill('list-item'));
});

test('Persian numbers and letters count from the right', () => {
  const set = { rtl: true, x: 2200 };
  for (const text of ['۱. نخست این را بخوانید\n۲. سپس آن را بنویسید', 'الف) نخست این را\nب) سپس آن را'])
    expect(roles([paragraph(text, set)]).map(([type]) => type)).toEqual(['list-item', 'list-item']);
});

test('a private glyph at the start of a line is read as a bullet', () => {
  expect(roles([prose(3, { y: 100 }), paragraph('\uf0a7 point')]).at(-1)).toEqual(['list-item', '• point']);
});

test('a letter is a bullet where several lines begin with it', () => {
  const items = paragraph('e Tea from the north\ne Milk from here', { y: 500 });
  expect(roles([prose(4, { y: 200 }), items]).slice(1)).toEqual([
    ['list-item', '• Tea from the north'],
    ['list-item', '• Milk from here'],
  ]);
  const once = roles([prose(4, { y: 200 }), paragraph('e Roma era una bella città', { y: 500 })]);
  expect(once.at(-1)).toEqual(['paragraph', 'e Roma era una bella città']);
});

test('a number or a dash that begins a line of text makes no list', () => {
  const page = roles([
    paragraph('It was in the year of the flood, and in May, the\n12. of the month, that they came back to the town', {
      y: 300,
    }),
    paragraph('— So they came back, he said, and nobody saw them for\na long time after that, as far as I can tell.', {
      y: 500,
    }),
    paragraph('A. Smith wrote this letter to the council of the town', { y: 700 }),
  ]);
  expect(page.map(([type]) => type)).toEqual(['paragraph', 'paragraph', 'paragraph']);
});

test('captions stand by what they name; a sentence that begins so is text', () => {
  const picture: [number, number, number, number] = [400, 800, 2000, 1600];
  const page = roles(
    [
      prose(5, { y: 300 }),
      paragraph('Figure 2 Growth over ten years', { y: 1630 }),
      paragraph('Figure 2 shows the growth of all', { y: 1800 }),
    ],
    { pictures: [picture] },
  );
  expect(page.map(([type]) => type)).toEqual(['paragraph', 'figure', 'caption', 'paragraph']);
  expect(roles([prose(5), paragraph('جدول ۲: فروش سالانه', { y: 900, rtl: true, x: 2200 })]).at(-1)?.[0]).toBe(
    'caption',
  );
});

test('the picture of the whole page and small ornaments are no figures', () => {
  const page = roles([prose(5)], {
    pictures: [
      [0, 0, 2480, 3508],
      [100, 100, 130, 130],
    ],
  });
  expect(page.map(([type]) => type)).toEqual(['paragraph']);
});

test('notes below the text are footnotes, each its own', () => {
  const page = roles([
    prose(8, { y: 2000 }),
    paragraph('1 See the first volume.\n2 And the second one, with the\nplates at its end.', { y: 2900, size: 32 }),
  ]);
  expect(page.slice(1)).toEqual([
    ['paragraph/footnote', '1 See the first volume.'],
    ['paragraph/footnote', '2 And the second one, with the\nplates at its end.'],
  ]);
});

test('below a short rule notes may stand anywhere', () => {
  const notes = [
    paragraph('1 See the first volume.', { y: 1000, size: 32 }),
    paragraph('2 And the second.', { y: 1060, size: 32 }),
  ];
  const rules = [{ axis: 'horizontal' as const, at: 970, from: 300, to: 800, thickness: 2 }];
  const page = [prose(8, { y: 300 }), ...notes];
  expect(roles(page, { rules }).map(([type]) => type)).toEqual([
    'paragraph',
    'paragraph/footnote',
    'paragraph/footnote',
  ]);
  expect(roles(page).map(([type]) => type)).not.toContain('paragraph/footnote');
});

test('code keeps its indents, parts of it are one block', () => {
  const page = roles([
    prose(6, { y: 200 }),
    paragraph('function add(a, b) {', { y: 700, mono: true }),
    paragraph('return a + b;', { x: 300 + 2 * EM * 0.5, y: 755, mono: true }),
    paragraph('}', { y: 865, mono: true }),
  ]);
  expect(page.slice(1)).toEqual([['paragraph/code', 'function add(a, b) {\n  return a + b;\n}']]);
});

test('addresses in a type of one width are no code', () => {
  const page = roles([prose(6, { y: 200 }), paragraph('2 https://harbour.example/walls', { y: 700, mono: true })]);
  expect(page.map(([type]) => type)).not.toContain('paragraph/code');
});

test('a page in typewriting is no code', () => {
  const page = roles([{ lines: prose(6).lines.map((line) => ({ ...line, mono: true })) }]);
  expect(page.map(([type]) => type)).toEqual(['paragraph']);
});

test('quotes stand in from both sides', () => {
  const quote = paragraph(
    'All that is gold does not glitter, nor are\nall those who wander really lost in the wo\nrld.',
    { x: 420, y: 800 },
  );
  expect(typeOf(roles([prose(6, { y: 300 }), quote, prose(6, { y: 1100 })]), 'All that')).toBe('paragraph/quote');
});

test('formulas are symbols, set apart', () => {
  const page = roles([prose(5, { y: 300 }), paragraph('E = m c 2 + ∑ x i', { x: 900, y: 700 }), prose(5, { y: 850 })]);
  expect(page.map(([type]) => type)).toEqual(['paragraph', 'formula', 'paragraph']);
});

test('the pieces of a formula are one region', () => {
  const page = roles([
    prose(4, { y: 400 }),
    paragraph('n', { x: 900, y: 690 }),
    paragraph('f ( x ) = ∑ a x', { x: 700, y: 750 }),
    paragraph('k=0', { x: 880, y: 810 }),
    prose(4, { y: 960 }),
  ]);
  expect(page.map(([type]) => type)).toEqual(['paragraph', 'formula', 'paragraph']);
  expect(page[1]?.[1]).toBe('n\nf ( x ) = ∑ a x\nk=0');
});

test('sentences with mathematics in them and items of a list are no formulas', () => {
  for (const text of ['Let a < b ∈ N be given:', 'Sei a < b ∈ N und c = d', '2) x = y + z ∈ N']) {
    const page = roles([prose(4, { y: 400 }), paragraph(text, { x: 700, y: 750 }), prose(4, { y: 960 })]);
    expect(page.filter(([type]) => type === 'formula')).toEqual([]);
  }
});

test('page numbers and running heads are set apart from prose, but not from a form', () => {
  const head = paragraph('The history of the town 12', { y: 150 });
  const foot = paragraph('Page 12 of 40', { x: 1100, y: 3380 });
  const page = roles([head, prose(8, { y: 500 }), prose(8, { y: 1200 }), foot]);
  expect(page.map(([type]) => type)).toEqual(['page-header', 'paragraph', 'paragraph', 'page-footer']);
  const form = roles([
    paragraph('Acme Limited', { y: 150 }),
    paragraph('Invoice no', { y: 600 }),
    paragraph('Total due', { y: 900 }),
  ]);
  expect(typeOf(form, 'Acme')).not.toBe('page-header');
});

test('finished blocks keep their places', () => {
  const table: Block = { type: 'table', text: 'a\tb', bbox: [300, 900, 2000, 1200], confidence: 1, lines: [] };
  expect(roles([prose(4, { y: 300 }), table, prose(4, { y: 1300 })]).map(([type]) => type)).toEqual([
    'paragraph',
    'table',
    'paragraph',
  ]);
  expect(roles([])).toEqual([]);
});

test('every word of any page stands in one block, and boxes are those of the words', () => {
  const word = fc.constantFrom(
    '•',
    '1.',
    'a)',
    'word',
    'Figure',
    '2',
    'سلام',
    '۳',
    '中文',
    '=',
    '∑',
    '{',
    'CAPS',
    '\uf0b7',
    '.',
  );
  const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
  const piece = fc.record({
    text: fc.array(line, { minLength: 1, maxLength: 5 }).map((lines) => lines.join('\n')),
    x: fc.integer({ min: 0, max: PAGE.width }),
    y: fc.integer({ min: 0, max: PAGE.height }),
    size: fc.integer({ min: 8, max: 120 }),
    bold: fc.boolean(),
    mono: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const paragraphs = pieces.map(({ text, ...setting }) => paragraph(text, setting));
      const blocks = assignRoles(paragraphs, frameOf());
      const boxes = (words: { bbox: unknown }[]) => words.map(({ bbox }) => JSON.stringify(bbox)).sort();
      const before = paragraphs.flatMap(({ lines }) => lines).flatMap(({ words }) => words);
      const after = blocks.flatMap(({ lines }) => lines).flatMap(({ words }) => words);
      expect(boxes(after)).toEqual(boxes(before));
      for (const { type, level } of blocks) if (type === 'heading') expect(level).toBeGreaterThanOrEqual(1);
    }),
    { numRuns: 200, seed: 6 },
  );
});

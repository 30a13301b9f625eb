import { expect, test } from 'vitest';
import type { Bbox } from '../document/model.ts';
import type { LayoutInput, SourceLine } from './input.ts';
import { layoutPage } from './page.ts';
import { column, line, pageOf } from './test-pages.ts';

const read = (lines: SourceLine[], more: Partial<LayoutInput> = {}): string =>
  layoutPage({ ...pageOf(lines), ...more })
    .map(({ text }) => text)
    .join('\n');

/** The names in the order in which they are first read. */
const orderOf = (text: string, names: string[]): string[] =>
  [...names].sort((a, b) => text.indexOf(a) - text.indexOf(b)).filter((name) => text.includes(name));

test('a quote set across the gutter does not part the columns that run round it', () => {
  const columns = ['left', 'right'].flatMap((name, i) => [
    ...column(`${name}-top`, 10, { x: 100 + i * 760, y: 200, width: 720 }),
    ...column(`${name}-beside`, 6, { x: 100 + i * 1000, y: 575, width: 480 }),
    ...column(`${name}-end`, 10, { x: 100 + i * 760, y: 800, width: 720 }),
  ]);
  const quote = Array.from({ length: 4 }, (_, i) =>
    line('quoted words in large type', { x: 620, y: 590 + i * 50, size: 32 }),
  );
  const text = read([...columns, ...quote]);
  const names = ['left-top', 'left-beside', 'left-end', 'right-top', 'right-beside', 'right-end', 'quoted'];
  expect(orderOf(text, names)).toEqual(names);
});

test('a head close between the lines of columns is no inset', () => {
  const part = (name: string, y: number) =>
    ['left', 'right'].flatMap((side, i) => column(`${name}-${side}`, 12, { x: 100 + i * 760, y, width: 720 }));
  const head = line('a head over both of the columns', { x: 500, y: 651 });
  const names = ['first-left', 'first-right', 'a head', 'second-left', 'second-right'];
  expect(orderOf(read([...part('first', 200), head, ...part('second', 690)]), names)).toEqual(names);
});

test('cards in frames are read row by row, each whole', () => {
  const cards = ['one', 'two', 'three', 'four'].map((name, i) => {
    const [x, y] = [100 + (i % 2) * 760, 200 + Math.floor(i / 2) * 330];
    return { lines: column(name, 6, { x: x + 20, y: y + 20, width: 680 }), frame: [x, y, x + 740, y + 300] as Bbox };
  });
  const text = read(
    cards.flatMap(({ lines }) => lines),
    { pictures: cards.map(({ frame }) => frame) },
  );
  expect(orderOf(text, ['one', 'two', 'three', 'four'])).toEqual(['one', 'two', 'three', 'four']);
});

test('newspaper columns beside a framed advertisement are read one after another', () => {
  // The frame comes so close to the columns on either side that it leaves no gutter; the text in it does.
  const [frame, heading] = [
    { from: 19, to: 32 },
    { from: 10, to: 12 },
  ];
  const isFree = (row: number, ...taken: { from: number; to: number }[]) =>
    taken.every(({ from, to }) => row < from || row >= to);
  const at = (n: number) => ({ x: 100 + n * 510, y: 200 + n * 11, width: 460 });
  const top = (row: number) => 200 + row * 37.5;
  const lines = [
    ...column('left', 34, at(0)),
    ...column('middle', 34, at(1)).filter((_, row) => isFree(row, frame, heading)),
    ...column('right', 34, at(2)).filter((_, row) => isFree(row, heading)),
    line('Heading over two of the columns', { x: 610, y: top(heading.from) + 6, size: 44 }),
    ...column('offer', 11, { x: 630, y: top(frame.from) + 30, width: 400 }),
  ];
  const text = read(lines, { pictures: [[568, top(frame.from) - 1, 1112, top(frame.to) - 10]] });
  const names = text.split('\n').map((row) => row.split(' ')[0]);
  const turns = names.filter((name, i) => name !== names[i - 1]);
  expect(turns.slice(turns.indexOf('Heading') + 1, -2)).toEqual(['middle', 'offer', 'right']);
});

test('a sidebar on a coloured ground is read in one piece', () => {
  const text = read(
    [
      ...column('main', 30, { x: 100, y: 200, width: 900 }),
      ...column('aside', 8, { x: 1100, y: 500, width: 480, size: 26 }),
    ],
    { fills: [[1080, 480, 1620, 800]] },
  );
  expect(text.indexOf('aside')).toBeGreaterThan(text.lastIndexOf('main'));
});

test('a frame of four strokes holds its text together', () => {
  const lines = [
    ...['editor', 'phone', 'address'].map((text, i) => line(text, { x: 130, y: 230 + i * 37.5 })),
    ...['a title on the right', 'that has', 'three lines'].map((text, i) => line(text, { x: 700, y: 230 + i * 37.5 })),
  ];
  const stroke = (axis: 'horizontal' | 'vertical', at: number, from: number, to: number) => ({
    axis,
    at,
    from,
    to,
    thickness: 2,
  });
  const rules = [
    stroke('horizontal', 220, 100, 400),
    stroke('horizontal', 350, 100, 400),
    stroke('vertical', 100, 220, 350),
    stroke('vertical', 400, 220, 350),
  ];
  expect(read(lines, { rules }).replace(/\s+/g, ' ')).toContain('editor phone address');
});

test('small notes in the left margin follow the text', () => {
  const text = read([
    ...column('note', 3, { x: 100, y: 400, width: 260, size: 22 }),
    ...column('main', 25, { x: 450, y: 200, width: 1100 }),
  ]);
  expect(orderOf(text, ['note', 'main'])).toEqual(['main', 'note']);
});

test('line numbers stay with their lines, in each of two columns', () => {
  const numbered = (name: string, x: number) =>
    column(name, 12, { x: x + 60, y: 200, width: 600 }).flatMap((one, i) => [
      line(String(i + 1), { x, y: 200 + i * 37.5 }),
      one,
    ]);
  const rows = read([...numbered('left', 100), ...numbered('right', 860)]).split('\n');
  expect(rows.map((row) => row.split(' ').slice(0, 2).join(' '))).toEqual([
    ...Array.from({ length: 12 }, (_, i) => `${i + 1} left`),
    ...Array.from({ length: 12 }, (_, i) => `${i + 1} right`),
  ]);
});

test('the number of an equation at the margin stays in its line', () => {
  const lines = [
    ...column('before', 5, { x: 100, y: 200, width: 1400 }),
    line('E = mc2', { x: 600, y: 420 }),
    line('(1)', { x: 1450, y: 420 }),
    ...column('after', 5, { x: 100, y: 500, width: 1400 }),
  ];
  expect(read(lines)).toContain('E = mc2 (1)');
});

test('a listing whose lines have gaps stays together', () => {
  const rows = [
    ['SELECT', 'name,'],
    ['FROM', 'users'],
    ['WHERE', 'age > 30'],
    ['ORDER', 'by name;'],
  ];
  const lines = rows.flatMap((row, i) =>
    row.map((text, k) => ({ ...line(text, { x: 100 + k * 230, y: 200 + i * 36 }), mono: true })),
  );
  expect(
    read(lines)
      .split('\n')
      .map((row) => row.replace(/\s+/g, ' ')),
  ).toEqual(rows.map((row) => row.join(' ')));
});

test('a date beside an address is read before the letter', () => {
  const lines = [
    ...['Barg Ltd', '12 Leaf Street', 'London'].map((text, i) => line(text, { x: 100, y: 100 + i * 37.5 })),
    line('3 January 2024', { x: 1200, y: 100 }),
    line('Dear Ms Karimi,', { x: 100, y: 350 }),
    ...column('body', 6, { x: 100, y: 420, width: 1400 }),
  ];
  const names = ['Barg', 'London', '3 January', 'Dear', 'body'];
  expect(orderOf(read(lines), names)).toEqual(names);
});

test('a column that begins below a picture stands beside the other', () => {
  const lines = [
    ...column('left', 12, { x: 100, y: 200, width: 700 }),
    ...column('right', 12, { x: 850, y: 640, width: 700 }),
  ];
  const text = read(lines, { pictures: [[850, 200, 1550, 620]] });
  expect(text.lastIndexOf('left')).toBeLessThan(text.indexOf('right'));
});

test('authors side by side above an abstract', () => {
  const lines = [
    line('A title of a paper over both columns', { x: 250, y: 100, size: 50 }),
    line('Ann Onym', { x: 400, y: 190 }),
    line('Mina Karimi', { x: 1000, y: 190 }),
    line('Leaf University', { x: 380, y: 230 }),
    line('Paper University', { x: 980, y: 230 }),
    line('Abstract', { x: 750, y: 300 }),
    ...column('text', 5, { x: 200, y: 340, width: 1250 }),
  ];
  const names = ['Ann', 'Leaf', 'Mina', 'Paper', 'Abstract', 'text'];
  expect(orderOf(read(lines), names)).toEqual(names);
});

test('what is said in turn, left and right, is read in turn', () => {
  const bubbles = Array.from({ length: 6 }, (_, i) =>
    line(i % 2 ? `answer ${i} to it` : `question ${i} of it`, { x: i % 2 ? 1000 : 100, y: 200 + i * 90 }),
  );
  expect(read(bubbles).match(/\d/g)).toEqual(['0', '1', '2', '3', '4', '5']);
});

test('columns above a wide band of white are read before those below it', () => {
  const story = (name: string, y: number) =>
    ['left', 'right'].flatMap((side, i) => column(`${name}-${side}`, 6, { x: 100 + i * 760, y, width: 720 }));
  const names = ['upper-left', 'upper-right', 'lower-left', 'lower-right'];
  expect(orderOf(read([...story('upper', 200), ...story('lower', 640)]), names)).toEqual(names);
});

test('footnotes of the first column follow the text of the last', () => {
  const lines = [
    ...column('left', 30, { x: 100, y: 200, width: 720 }),
    line('1 A note in small type below a column.', { x: 100, y: 1400, size: 22 }),
    ...column('right', 33, { x: 860, y: 200, width: 720 }),
  ];
  const rules = [{ axis: 'horizontal', at: 1380, from: 100, to: 300, thickness: 1 } as const];
  expect(orderOf(read(lines, { rules }), ['left', 'right', 'A note'])).toEqual(['left', 'right', 'A note']);
});

test('a stamp that runs up the margin does not part the text', () => {
  const words = ['arXiv:1234.5678', '[cs.CL]'].map((text, i) => ({
    text,
    bbox: [40, 900 - i * 320, 70, 1200 - i * 320] as Bbox,
    confidence: 1,
  }));
  const stamp: SourceLine = { words, bbox: [40, 580, 70, 1200], angle: 270, size: 28 };
  const text = read([stamp, ...column('main', 30, { x: 150, y: 200, width: 1300 })]);
  expect(text.split('\n').filter((row) => row.startsWith('main'))).toHaveLength(30);
});

test('a page whose text runs sideways is read as an upright one, and keeps its boxes', () => {
  const upright = [
    ...column('left', 10, { x: 100, y: 300, width: 700 }),
    ...column('right', 10, { x: 850, y: 300, width: 700 }),
  ];
  // Turned clockwise: the text runs down the page, its lines follow each other to the left.
  const turn = ([x0, y0, x1, y1]: Bbox): Bbox => [2200 - y1, x0, 2200 - y0, x1];
  const turned = upright.map(
    (one): SourceLine => ({
      ...one,
      words: one.words.map((word) => ({ ...word, bbox: turn(word.bbox) })),
      bbox: turn(one.bbox),
      angle: 90,
    }),
  );
  const input = { ...pageOf(turned), width: 2200, height: 1700 };
  expect(layoutPage(input).map(({ text }) => text)).toEqual(layoutPage(pageOf(upright)).map(({ text }) => text));
  expect(layoutPage(input)[0]?.lines[0]?.words[0]?.bbox).toEqual(turned[0]?.words[0]?.bbox);
});

test("of a recogniser's reading the order decides where geometry does not", () => {
  const left = ['apples', 'plums', 'cherries'];
  const right = ['pears', 'grapes', 'figs'];
  const place = (texts: string[], x: number) => texts.map((text, i) => line(text, { x, y: 200 + i * 37.5 }));
  const [a, b] = [place(left, 100), place(right, 700)];
  const inTurn = a.flatMap((one, i) => [one, b[i] as SourceLine]);
  const words = (lines: SourceLine[]) => read(lines, { boxes: 'ink' }).split(/\s+/);
  expect(words([...a, ...b])).toEqual([...left, ...right]);
  expect(words(inTurn)).toEqual(left.flatMap((one, i) => [one, right[i]]));
});

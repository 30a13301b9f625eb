import { expect, test } from 'vitest';
import { type ContentOptions, readContent } from './read-content.ts';

const NAMES =
  'save restore transform setGState beginText setCharSpacing setWordSpacing setHScale setLeading setFont setTextRenderingMode setTextRise moveText setLeadingMoveText setTextMatrix nextLine showText clip eoClip constructPath endPath fill eoFill fillStroke eoFillStroke shadingFill paintImageXObject paintInlineImageXObject paintImageMaskXObject setFillRGBColor setStrokeRGBColor stroke closeStroke setLineWidth paintImageMaskXObjectGroup paintImageMaskXObjectRepeat paintFormXObjectBegin paintFormXObjectEnd beginGroup endGroup beginAnnotation endAnnotation beginMarkedContent beginMarkedContentProps endMarkedContent';
const ops = Object.fromEntries(NAMES.split(' ').map((name, i) => [name, i + 1]));

/** A page of 100 × 100 points at 2 pixels a point, read off `[operator, ...arguments]`. */
function read(list: [string, ...unknown[]][], options: Partial<ContentOptions> = {}) {
  const fnArray = list.map(([name]) => ops[name] as number);
  const argsArray = list.map(([, ...args]) => args);
  const viewport = [2, 0, 0, -2, 0, 200] as const;
  return readContent(
    { fnArray, argsArray },
    { ops, viewport, width: 200, height: 200, fontOf: () => ({}), isShown: () => true, ...options },
  );
}

const glyph = (unicode: string, width = 500) => ({ unicode, width, isSpace: unicode === ' ' });
const show = (text: string): [string, unknown[]] => ['showText', [...text].map((one) => glyph(one))];
const FONT: [string, ...unknown[]] = ['setFont', 'F', 10];

test('glyphs stand where font size, spacing and adjustments put them', () => {
  const { glyphs } = read([
    ['beginText'],
    FONT,
    ['setCharSpacing', 1],
    ['moveText', 10, 50],
    ['showText', [glyph('a'), -200, glyph('b', 250)]],
  ]);
  expect(glyphs.map(({ text, x, y, width, size }) => [text, x, y, width, size])).toEqual([
    ['a', 20, 100, 10, 20],
    // 5 wide, 1 of spacing, 2 of adjustment, at 2 pixels a point.
    ['b', 36, 100, 5, 20],
  ]);
  expect(glyphs[0]?.box).toEqual([20, 84, 30, 104]);
});

test('a turned text matrix turns the direction, vertical type runs down', () => {
  const turned = read([['beginText'], FONT, ['setTextMatrix', new Float32Array([0, 1, -1, 0, 50, 50])], show('a')]);
  expect(turned.glyphs[0]).toMatchObject({ x: 100, y: 100, dx: 0, dy: -1 });
  const vertical = read([['beginText'], FONT, ['moveText', 50, 50], show('縦書')], {
    fontOf: () => ({ vertical: true }),
  });
  expect(vertical.glyphs.map(({ x, y, dy }) => [x, y, dy])).toEqual([
    [100, 100, 1],
    [100, 120, 1],
  ]);
});

test('text that is not painted, or painted over, is hidden; a translucent image hides nothing', () => {
  const text: [string, ...unknown[]][] = [['beginText'], FONT, ['moveText', 10, 50], show('a')];
  const image: [string, ...unknown[]][] = [
    ['save'],
    ['transform', 100, 0, 0, 100, 0, 0],
    ['paintImageXObject', 'i', 9, 9],
    ['restore'],
  ];
  expect(read([['setTextRenderingMode', 3], ...text]).glyphs[0]?.hidden).toBe(true);
  expect(read([...text, ...image]).glyphs[0]?.hidden).toBe(true);
  expect(read([...image, ...text]).glyphs[0]?.hidden).toBe(false);
  expect(read([...text, ['setGState', [['ca', 0.5]]], ...image]).glyphs[0]?.hidden).toBe(false);
});

test('an image is where its matrix puts it, as far as the clip shows it', () => {
  const { images, painted } = read([
    ['clip'],
    ['constructPath', ops.endPath, [null], [0, 0, 50, 50]],
    ['transform', 80, 0, 0, 80, 10, 10],
    ['paintImageXObject', 'i', 640, 480],
  ]);
  expect(images).toEqual([{ box: [20, 100, 100, 180], width: 640, height: 480 }]);
  expect(painted).toBe(true);
});

test('hidden layers, glyphs of no character and text off the page are no text', () => {
  const text: [string, ...unknown[]][] = [['beginText'], FONT, ['moveText', 10, 50], show('a')];
  const layer = read([['beginMarkedContentProps', 'OC', { id: 'x' }], ...text, ['endMarkedContent']], {
    isShown: () => false,
  });
  expect(layer.glyphs).toEqual([]);
  expect(read([['beginText'], FONT, ['moveText', 10, 50], ['showText', [glyph('')]]])).toMatchObject({
    unmapped: 1,
    glyphs: [],
  });
  expect(read([['beginText'], FONT, ['moveText', 500, 50], show('a')]).glyphs).toEqual([]);
});

test('an annotation paints in its own frame, and a silent one has no text', () => {
  const list: [string, ...unknown[]][] = [
    ['transform', 9, 0, 0, 9, 9, 9],
    ['beginAnnotation', 'n1', [0, 0, 9, 9], [1, 0, 0, 1, 20, 20], [1, 0, 0, 1, 0, 0]],
    ['beginText'],
    FONT,
    show('a'),
    ['endAnnotation'],
  ];
  const { glyphs, annotated } = read(list);
  expect(glyphs[0]).toMatchObject({ x: 40, y: 160 });
  expect([...annotated]).toEqual(['n1']);
  expect(read(list, { silent: new Set(['n1']) }).glyphs).toEqual([]);
});

test('filled shapes as intricate and as high as letters count as outlines, boxes do not', () => {
  const path = (numbers: number): [string, ...unknown[]] => [
    'constructPath',
    ops.fill,
    [new Float32Array(numbers)],
    [10, 10, 20, 20],
  ];
  expect(read([path(40)]).outlines).toHaveLength(1);
  expect(read([path(13)]).outlines).toHaveLength(0);
});

const text = (colour: string): [string, ...unknown[]][] => [
  ['setFillRGBColor', colour],
  ['beginText'],
  FONT,
  ['moveText', 10, 50],
  show('a'),
];
const BOX = new Float32Array(13);
const fill = (colour: string, box: number[], path: Float32Array = BOX): [string, ...unknown[]][] => [
  ['setFillRGBColor', colour],
  ['constructPath', ops.fill, [path], box],
];
const isHidden = (list: [string, ...unknown[]][]) => read(list).glyphs[0]?.hidden;

test('white text is seen on what is not white, and not on paper', () => {
  expect(isHidden(text('#ffffff'))).toBe(true);
  expect(isHidden([...fill('#000080', [0, 40, 50, 70]), ...text('#ffffff')])).toBe(false);
  expect(isHidden([...fill('#ffffff', [0, 40, 50, 70]), ...text('#ffffff')])).toBe(true);
  expect(isHidden([...text('#ffffff'), ...fill('#000080', [0, 0, 9, 9])])).toBe(true);
  expect(isHidden(text('#fff000'))).toBe(false);
});

test('text under an opaque box is hidden; under another shape, or a translucent one, it may be seen', () => {
  expect(isHidden([...text('#000000'), ...fill('#000000', [0, 40, 50, 70])])).toBe(true);
  expect(isHidden([...text('#000000'), ...fill('#000000', [0, 40, 50, 70], new Float32Array(19))])).toBe(false);
  expect(isHidden([...text('#000000'), ['setGState', [['ca', 0.5]]], ...fill('#ffff00', [0, 40, 50, 70])])).toBe(false);
  expect(isHidden([...fill('#000080', [0, 40, 50, 70]), ...text('#000000')])).toBe(false);
});

test('text outside the clipping path is not on the page, nor is any of no opacity', () => {
  const clip: [string, ...unknown[]][] = [['clip'], ['constructPath', ops.endPath, [BOX], [0, 0, 9, 9]]];
  expect(read([...clip, ...text('#000000')]).glyphs).toEqual([]);
  expect(read([['save'], ...clip, ['restore'], ...text('#000000')]).glyphs).toHaveLength(1);
  expect(isHidden([['setGState', [['ca', 0]]], ...text('#000000')])).toBe(true);
});

test('masks in groups, as pages of bitmap letters come, are outlines each in its place', () => {
  const group = Array.from({ length: 10 }, (_, i) => ({ width: 8, height: 8, transform: [8, 0, 0, 10, 9 * i, 50] }));
  const { outlines, painted } = read([['paintImageMaskXObjectGroup', group]]);
  expect(painted).toBe(true);
  expect(outlines.slice(0, 2)).toEqual([
    [0, 80, 16, 100],
    [18, 80, 34, 100],
  ]);
  const again = read([['paintImageMaskXObjectRepeat', {}, 8, 0, 0, 10, new Float32Array([0, 50, 9, 50])]]);
  expect(again.outlines).toEqual(outlines.slice(0, 2));
});

test('rules: strokes and thin fills that can be seen, with the line width; grounds in their colour', () => {
  const line: [string, ...unknown[]] = ['constructPath', ops.stroke, [[0, 10, 50, 1, 90, 50]], [10, 50, 90, 50]];
  const box: [string, ...unknown[]] = [
    'constructPath',
    ops.fill,
    [[0, 10, 20, 1, 90, 20, 1, 90, 40, 1, 10, 40, 4]],
    [10, 20, 90, 40],
  ];
  const { rules, fills } = read([
    ['setLineWidth', 2],
    line,
    ['setStrokeRGBColor', '#ffffff'],
    line,
    ['setFillRGBColor', '#ddeeff'],
    box,
  ]);
  expect(rules).toEqual([{ axis: 'horizontal', at: 100, from: 20, to: 180, thickness: 4 }]);
  expect(fills).toEqual([{ box: [20, 120, 180, 160], colour: '#ddeeff' }]);
});

test('glyphs have the style of their font', () => {
  const { glyphs } = read([['beginText'], FONT, show('a')], { fontOf: () => ({ name: 'ABCDEF+Some-BoldItalic' }) });
  expect(glyphs[0]?.style).toEqual({ bold: true, italic: true, mono: false });
});

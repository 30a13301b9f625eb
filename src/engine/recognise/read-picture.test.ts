import { expect, test } from 'vitest';
import type { Bbox, Block } from '../../document/model.ts';
import { pageText } from '../../document/text.ts';
import { turn } from '../prepare/turn.ts';
import { imagesInPlace } from './images.ts';
import { readPicture } from './read-picture.ts';
import type { GrayPicture, ReadRequest } from './recognizer.ts';
import { block, letters, paper, word } from './test-pictures.ts';

/** Answers what the script says and keeps what was asked. */
function scripted(script: (request: ReadRequest, call: number) => Block[]) {
  const asked: ReadRequest[] = [];
  return {
    asked,
    recognizer: {
      async read(request: ReadRequest) {
        asked.push(request);
        return script(request, asked.length - 1);
      },
    },
    images: imagesInPlace,
  };
}

const request = (picture: GrayPicture) => ({ picture, packs: ['eng'], signal: new AbortController().signal });

/** A page of ten lines; the boxes of the lines. */
function sheet(): { picture: GrayPicture; lines: Bbox[] } {
  const picture = paper(1200, 500);
  return { picture, lines: Array.from({ length: 10 }, (_, n) => letters(picture, 60, 50 + n * 40, 55 + (n % 3))) };
}

const wide = 'recognised without any doubt';
/** As long as the lines: fewer letters in their boxes would be taken for rules. */
const lineNo = (n: number) => `the-line-number-${n}`;
const dropped = 'dropped-by-the-reader';

test('a clean page is read once, as it is', async () => {
  const { picture, lines } = sheet();
  const tools = scripted(() => [block(...lines.map((box) => [word(wide, box)]))]);
  const reading = await readPicture(request(picture), tools);
  expect(tools.asked).toHaveLength(1);
  expect(tools.asked[0]?.picture).toBe(picture);
  expect(reading).toMatchObject({ rotation: 0, width: 1200, height: 500, preparation: [] });
  expect(reading.blocks[0]?.lines[3]?.bbox).toEqual(lines[3]);
});

test('a line that was dropped is read on its own and stands in its place', async () => {
  const { picture, lines } = sheet();
  const tools = scripted(({ segmentation }) =>
    segmentation === 'line'
      ? [block([word(dropped, [10, 10, 900, 30])])]
      : [block(...lines.filter((_, n) => n !== 4).map((box, n) => [word(lineNo(n), box)]))],
  );
  const reading = await readPicture(request(picture), tools);
  expect(tools.asked.map(({ segmentation }) => segmentation)).toEqual(['auto', 'line']);
  expect(pageText(reading.blocks).split('\n').slice(3, 6)).toEqual([lineNo(3), dropped, lineNo(4)]);
});

test('a dropped line in which no line is found is read as one word', async () => {
  const { picture, lines } = sheet();
  const tools = scripted(({ segmentation }) => {
    if (segmentation === 'line') return [];
    if (segmentation === 'word') return [block([word(dropped, [10, 10, 900, 30])])];
    return [block(...lines.filter((_, n) => n !== 4).map((box, n) => [word(lineNo(n), box)]))];
  });
  const reading = await readPicture(request(picture), tools);
  expect(tools.asked.map(({ segmentation }) => segmentation)).toEqual(['auto', 'line', 'line', 'word']);
  expect(pageText(reading.blocks).split('\n')[4]).toBe(dropped);
});

test('of a receipt all looks vote, one of them with thicker strokes', async () => {
  const picture = paper(500, 300);
  const lines = Array.from({ length: 5 }, (_, n) => letters(picture, 60, 50 + n * 40, 20));
  const inkOf = ({ data }: GrayPicture) => data.reduce((sum, value) => sum + 255 - value, 0) / data.length;
  const tools = scripted(({ picture: { width } }, call) => {
    const at = (box: Bbox): Bbox => box.map((value) => (value * width) / picture.width) as Bbox;
    return [block(...lines.map((box) => [word(call === 0 ? 'surest' : 'voted', at(box), call === 0 ? 0.8 : 0.6)]))];
  });
  const reading = await readPicture(request(picture), tools);
  expect(tools.asked.slice(0, 5).map(({ segmentation }) => segmentation)).toEqual([
    'block',
    'block',
    'auto',
    'block',
    'block',
  ]);
  expect(pageText(reading.blocks).split('\n')[2]).toBe('voted');
  const [first, thicker] = tools.asked.map((asked) => inkOf(asked.picture));
  expect(thicker).toBeGreaterThan(1.1 * (first as number));
});

test('a page on its head is turned, and its boxes are those of the upright page', async () => {
  const { picture, lines } = sheet();
  const onHead = turn(picture, 180).picture;
  const isUpright = (data: Uint8Array) =>
    data.length === picture.data.length && data.every((v, n) => v === picture.data[n]);
  let samples = 0;
  const tools = scripted(({ picture: { data }, segmentation }) => {
    // Samples are asked for upright, then by turns of 180°, 90° and 270°: the second reads.
    if (segmentation === 'block' && samples++ < 4) {
      return [block([word(samples === 2 ? 'readable' : 'zz|x', [0, 0, 90, 20], samples === 2 ? 0.95 : 0.3)])];
    }
    return [block(...lines.map((box) => [isUpright(data) ? word(wide, box) : word('qx', box, 0.2)]))];
  });
  const reading = await readPicture(request(onHead), tools);
  expect(reading.rotation).toBe(180);
  expect(reading.preparation[0]).toMatchObject({ step: 'turn', value: 180 });
  expect(reading.blocks[0]?.lines[0]?.bbox).toEqual(lines[0]);
});

test('a part of a page is not turned', async () => {
  const { picture, lines } = sheet();
  const tools = scripted(() => [block(...lines.map((box) => [word('qx', box, 0.2)]))]);
  const reading = await readPicture({ ...request(picture), mayTurn: false }, tools);
  expect(reading.rotation).toBe(0);
});

test('a doubtful page is looked at again, and what is better is kept', async () => {
  const { picture, lines } = sheet();
  const tools = scripted(({ picture: { width } }, call) => {
    // Looks at another size have their boxes there.
    const at = (box: Bbox): Bbox => box.map((value) => (value * width) / picture.width) as Bbox;
    return [
      block(
        ...lines.map((box, n) => [
          call === 0 ? word('d0ubtfu1', box, 0.7) : word(`better-in-the-line-${n}`, at(box), 0.9),
        ]),
      ),
    ];
  });
  const reading = await readPicture(request(picture), tools);
  expect(tools.asked.length).toBeGreaterThan(1);
  expect(pageText(reading.blocks).split('\n')[2]).toBe('better-in-the-line-2');
});

test('an empty page is read once and is empty', async () => {
  const tools = scripted(() => []);
  expect((await readPicture(request(paper(400, 300)), tools)).blocks).toEqual([]);
  expect(tools.asked).toHaveLength(1);
});

test('a doubtful page in Thaana is read line by line, unless that reads worse', async () => {
  const { picture, lines } = sheet();
  const [byLine, asPage] = ['ދިވެހި', 'ބަސް'];
  for (const [confidence, isBetter] of [
    [0.6, true],
    [0.2, false],
  ] as const) {
    const tools = scripted(({ segmentation }) =>
      segmentation === 'raw-line'
        ? [block([word(byLine, [10, 10, 900, 40], confidence)])]
        : [block(...lines.map((box) => [word(asPage, box, 0.6)]))],
    );
    const reading = await readPicture({ ...request(picture), packs: ['div'] }, tools);
    expect(tools.asked.filter(({ segmentation }) => segmentation === 'raw-line')).toHaveLength(10);
    const text = pageText(reading.blocks);
    expect([text.includes(byLine), text.includes(asPage)]).toEqual([isBetter, !isBetter]);
  }
});

test('cells that another look reads are set in where their column was read as a standing line', async () => {
  const picture = paper(1200, 500);
  const cells = Array.from({ length: 10 }, (_, n): [Bbox, Bbox] => [
    letters(picture, 60, 50 + n * 40, 40),
    letters(picture, 1100, 50 + n * 40, 3),
  ]);
  const column: Bbox = [1100, 50, cells[9]![1][2], cells[9]![1][3]];
  const tools = scripted(({ picture: { width }, segmentation }) => {
    const at = (box: Bbox): Bbox => box.map((value) => (value * width) / picture.width) as Bbox;
    if (segmentation !== 'block') {
      const read = cells.map(([box], n) => [word(lineNo(n), at(box), 0.7)]);
      return [block(...read), block([word('EEE3RRRER', at(column), 0.3)])];
    }
    return [block(...cells.map(([box, cell], n) => [word(lineNo(n), at(box), 0.7), word('yes', at(cell), 0.9)]))];
  });
  const { blocks } = await readPicture(request(picture), tools);
  const text = pageText(blocks);
  expect(text).not.toContain('EEE3');
  expect(text.match(/yes/g)).toHaveLength(10);
});

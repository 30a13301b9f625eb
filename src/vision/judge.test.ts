import { describe, expect, test } from 'vitest';
import { bandsOf, joinBands } from './bands.ts';
import { faultOf, isLooping, loopAtEnd, slice, withoutChatter } from './judge.ts';
import { type Token, textOf } from './written.ts';

const sure = (text: string): Token[] => text.split(/(?<= )/).map((piece) => ({ text: piece, logprob: 0 }));
const PAGE =
  'The parties agree on the terms below. Each of them signs two copies, and keeps one of them for seven years. ';

describe('faults', () => {
  test('a passage over and over is a loop, also with a beginning before it and cut within', () => {
    const loop = 'and the tenant shall pay the rent '.repeat(12);
    expect(loopAtEnd(PAGE + loop)).toBeGreaterThanOrEqual(loop.length);
    expect(faultOf(`${PAGE + loop}and the ten`)).toBe('loop');
    expect(faultOf(PAGE.repeat(40))).toBe('loop');
    expect(isLooping(`${PAGE}${'| 0 | 0 |\n'.repeat(90)}`)).toBe(true);
  });
  test('a table with equal rows, leaders and rules are none', () => {
    const rows = Array.from({ length: 30 }, (_, i) => `| ${i} | article ${i * 7} | ${i * 13},00 |`).join('\n');
    expect(faultOf(`${PAGE}${rows}`)).toBeNull();
    expect(faultOf(`${PAGE}Chapter one ${'.'.repeat(90)} 7`)).toBeNull();
    expect(faultOf(`${PAGE}Name ${'_'.repeat(80)}`)).toBeNull();
    expect(isLooping(PAGE)).toBe(false);
  });
  test.each([
    "I'm sorry, but I can't help with that.",
    'I cannot read this image.',
    'The image is blurry and unreadable.',
  ])('a refusal: %s', (text) => expect(faultOf(text)).toBe('refusal'));
  test('a letter that says sorry is none', () => {
    const letter =
      'Come again on Monday, or on any other day but Friday, and ask for the keeper of the books, who has it ready. ';
    const rest =
      'It was put aside on the third, with the two maps that you asked for, and the bill for the binding is in it. ';
    expect(
      faultOf(`Sorry, we were closed when you called. ${PAGE}${letter}${rest}${[...PAGE].reverse().join('')}`),
    ).toBeNull();
    expect(faultOf('We are sorry for your loss.')).toBeNull();
  });
  test('nothing is empty', () => expect(faultOf(' \n')).toBe('empty'));
});

describe('chatter', () => {
  test.each([
    ['Here is the transcription of the image:\n\n# Lease\n', '# Lease'],
    ["Sure! Here's the text:\n# Lease", '# Lease'],
    ['# Lease\n\nLet me know if you need anything else!', '# Lease'],
    ['The text in the image reads:\n\nLease\n\n(Note: the text is partly illegible.)', 'Lease'],
  ])('%s', (text, page) => expect(textOf(withoutChatter(sure(text))).trim()).toBe(page));
  test.each(['The following goods were sold:\n- a\n- b', 'This is a lease.\n\nNote: the rent is due on Monday.'])(
    'what a page may say stays: %s',
    (text) => {
      const kept = textOf(withoutChatter(sure(text)));
      expect(kept).toContain(text.split('\n').at(-1));
    },
  );
});

test('a slice cuts tokens across its ends', () => {
  expect(slice(sure('one two three'), 1, 9)).toEqual([
    { text: 'ne ', logprob: 0 },
    { text: 'two ', logprob: 0 },
    { text: 't', logprob: 0 },
  ]);
});

describe('bands', () => {
  const line = (top: number, bottom: number) => ({
    text: 'x',
    bbox: [0, top, 100, bottom] as [number, number, number, number],
    confidence: 1,
    words: [],
  });
  test('cover the page, overlap, and cut no line', () => {
    const lines = Array.from({ length: 50 }, (_, i) => line(i * 20 + 2, i * 20 + 17));
    const bands = bandsOf({ width: 100, height: 1000 }, 3, lines);
    expect(bands).toHaveLength(3);
    expect(bands[0]?.[1]).toBe(0);
    expect(bands.at(-1)?.[3]).toBe(1000);
    for (const [i, band] of bands.entries()) {
      if (i > 0) expect(band[1]).toBeLessThan(bands[i - 1]?.[3] ?? 0);
      for (const y of [band[1], band[3]])
        expect(lines.some(({ bbox }) => y > bbox[1] + 1 && y < bbox[3] - 1)).toBe(false);
    }
  });
  test('are joined where they say the same', () => {
    expect(textOf(joinBands([sure('a one two three four b'), sure('c one two three four d e')]))).toBe(
      'a one two three four d e',
    );
  });
  test('without anything in common stand under each other', () => {
    expect(textOf(joinBands([sure('one two'), sure('three four')]))).toBe('one two\n\nthree four');
  });
  test('a word of three in a row that both have joins them once', () => {
    const text = textOf(joinBands([sure('the rent is due on the first of may'), sure('on the first of may and june')]));
    expect(text).toBe('the rent is due on the first of may and june');
  });
});

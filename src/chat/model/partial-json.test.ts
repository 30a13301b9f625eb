import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPartialJson } from './partial-json.ts';

const plain = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));

test('every beginning of an answer is read as far as it goes, and only what is closed counts as closed', () => {
  const whole =
    '{"found":true,"claims":[{"passages":[1,12],"text":"It is \\"42\\" \\u20ac."},{"passages":[3],"text":"B"}]}';
  for (let length = 0; length <= whole.length; length++) {
    const { value, closed } = readPartialJson(whole.slice(0, length));
    const claims = (value as { claims?: { passages?: number[]; text?: string }[] })?.claims ?? [];
    const first = claims[0];
    expect('It is "42" €.'.startsWith(first?.text ?? '')).toBe(true);
    expect([undefined, [], [1], [1, 12]].map((list) => JSON.stringify(list))).toContain(
      JSON.stringify(first?.passages && plain(first.passages)),
    );
    expect(first ? closed.has(first) : false).toBe(length > whole.indexOf('},{'));
  }
});

test('a number that may still grow does not count yet', () => {
  expect(plain(readPartialJson('{"passages":[1,1').value)).toEqual({ passages: [1] });
  expect(plain(readPartialJson('{"passages":[1,12]').value)).toEqual({ passages: [1, 12] });
});

test('a code fence and an introduction are passed over', () => {
  expect(plain(readPartialJson('Sure!\n```json\n{ "found" : false }\n```').value)).toEqual({ found: false });
  expect(readPartialJson('I do not know.').value).toBeUndefined();
});

test('whole JSON reads as JSON.parse does, and cut JSON never throws', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), fc.nat(), (object, cut) => {
      const text = JSON.stringify(object);
      expect(plain(readPartialJson(text).value)).toEqual(plain(JSON.parse(text)));
      readPartialJson(text.slice(0, cut % (text.length + 1)));
    }),
  );
});

test('a loop of brackets ends', () => {
  expect(readPartialJson(`{"claims":${'['.repeat(100_000)}`).value).toBeDefined();
});

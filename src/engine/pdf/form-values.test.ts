import { expect, test } from 'vitest';
import { type Annotation, formGlyphs, tickBoxes } from './form-values.ts';

const field = (more: Partial<Annotation>): Annotation => ({
  id: 'a',
  subtype: 'Widget',
  rect: [10, 10, 110, 30],
  ...more,
});
const textsOf = (annotations: Annotation[], painted = new Set<string>()) =>
  formGlyphs(annotations, painted, [2, 0, 0, -2, 0, 200]).map(({ text }) => text);

test('values that nobody painted are text, word by word within the field', () => {
  const glyphs = formGlyphs([field({ fieldType: 'Tx', fieldValue: 'two words' })], new Set(), [2, 0, 0, -2, 0, 200]);
  expect(glyphs.map(({ text }) => text)).toEqual(['two', 'words']);
  for (const { box } of glyphs) expect(box[0] >= 20 && box[2] <= 220 && box[1] >= 140 && box[3] <= 180).toBe(true);
  expect(textsOf([field({ fieldType: 'Ch', fieldValue: ['red', 'blue'] })])).toEqual(['red', 'blue']);
  expect(textsOf([field({ subtype: 'FreeText', contentsObj: { str: 'note' } })])).toEqual(['note']);
});

test('of a list what is shown counts, not what is stored; a password is not text', () => {
  const options = [{ exportValue: 'DE', displayValue: 'Germany' }];
  expect(textsOf([field({ fieldType: 'Ch', fieldValue: ['DE', 'other'], options })])).toEqual(['Germany', 'other']);
  expect(textsOf([field({ fieldType: 'Tx', fieldValue: 'secret', password: true })])).toEqual([]);
});

test('what was painted is not said again, nor what is hidden', () => {
  expect(textsOf([field({ fieldType: 'Tx', fieldValue: 'seen' })], new Set(['a']))).toEqual([]);
  expect(textsOf([field({ fieldType: 'Tx', fieldValue: 'seen', hidden: true })])).toEqual([]);
});

test('boxes are ticked or not, and their painted marks are no text', () => {
  const ticked = field({ fieldType: 'Btn', checkBox: true, fieldValue: 'Yes', exportValue: 'Yes' });
  const empty = field({ id: 'b', fieldType: 'Btn', checkBox: true, fieldValue: 'Off', exportValue: 'Yes' });
  const chosen = field({ id: 'c', fieldType: 'Btn', radioButton: true, fieldValue: '2', buttonValue: '2' });
  expect(textsOf([ticked, empty, chosen])).toEqual(['☑', '☐', '☑']);
  expect(tickBoxes([ticked, empty, chosen, field({ id: 'd' })])).toEqual(new Set(['a', 'b', 'c']));
});

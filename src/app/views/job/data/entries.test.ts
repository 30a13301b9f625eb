import { expect, it } from 'vitest';
import type { DataValue } from '../../../../contract/data.ts';
import { entriesOf } from './entries.ts';

const value = (text: string): DataValue => ({ value: text, text, page: 1, bbox: [0, 0, 1, 1], confidence: 1 });

it('sets values, items and checks apart', () => {
  const found = entriesOf({
    merchant: value('Leaf & Co'),
    items: [{ description: value('Tea'), amount: value('4.20') }, { amount: value('1.00') }],
    checks: [{ name: 'items = total', ok: true, fields: ['items', 'total'] }],
  });
  expect(found.values.map(({ name }) => name)).toEqual(['merchant']);
  expect(found.items).toHaveLength(2);
  expect(found.columns).toEqual(['description', 'amount']);
  expect(found.checks[0]?.ok).toBe(true);
});

it('gives each of several values a row', () => {
  const found = entriesOf({ phones: [value('1'), value('2')] });
  expect(found.values.map(({ value: { text } }) => text)).toEqual(['1', '2']);
});

it("takes a form's label for what it is, whatever it is called", () => {
  const found = entriesOf({ items: value('3'), checks: value('none') });
  expect(found.values.map(({ name }) => name)).toEqual(['items', 'checks']);
  expect(found.checks).toEqual([]);
});

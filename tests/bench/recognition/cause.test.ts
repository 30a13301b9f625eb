import { expect, test } from 'vitest';
import { causeOf } from './cause.ts';

const TRUTH = 'corner cafe 12 long road green tea 2.50 chicken rice 15.00 thank you for coming';
const cause = (ours: string, native = TRUTH) => causeOf({ truth: TRUTH, ours, native, unspaced: false });

test('the same words in another order', () => {
  const turned = 'green tea 2.50 chicken rice 15.00 thank you for coming corner cafe 12 long road';
  expect(cause(turned)).toMatch(
    /^another reading order than the truth's: in any order the error rate is 0\.000, of native 0\.000 \(\+0\.\d+ CER\)$/,
  );
});

test('words that were not read, the longest first, and none that the other has not read either', () => {
  const native = TRUTH.replace(' thank you', '');
  expect(cause('corner cafe 12 long road green tea 2.50 chicken rice 15.00', native)).toMatch(
    /^words of the truth that were not read: 4, of native 2; “coming”; “for” \(\+0\.139 CER\)$/,
  );
});

test('words that the truth does not have', () => {
  expect(cause(`ee ${TRUTH} :::~~~`)).toMatch(/^words that the truth does not have: 2, of native 0; “:::~~~”; “ee” /);
});

test('words misread, one each, whatever else is wrong alike in both', () => {
  const native = TRUTH.replace('for coming', '');
  expect(cause(native.replace('15.00', '1500').replace('rice', 'r1ce'), native)).toMatch(
    /^words misread: 2, of native 0; “15\.00” as “1500”; “rice” as “r1ce” \(\+0\.025 CER\)$/,
  );
});

test('what is worst counts beyond what the native program has of it, too', () => {
  // Ours lacks fewer words, but reads in another order.
  const ours = 'green tea 2.50 chicken rice 15.00 thank you for coming corner cafe 12 long';
  expect(cause(ours, TRUTH.replace('corner cafe 12 ', ''))).toMatch(/^another reading order/);
});

test('characters where no blanks are set', () => {
  const of = (ours: string) => causeOf({ truth: '東京都の人', ours, native: '東京都の人', unspaced: true });
  expect(of('東京郡の人')).toMatch(/^characters misread: 1, of native 0; “都” as “郡” \(\+0\.200 CER\)$/);
  expect(of('東京都')).toMatch(/^characters of the truth that were not read: 2, of native 0/);
});

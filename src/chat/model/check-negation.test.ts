import { expect, it } from 'vitest';
import { agreesInNegation } from './check-negation.ts';

it.each([
  ['en', 'Dogs are not allowed in the hall.', 'Dogs are not allowed in the hall.', 'Dogs are allowed in the hall.'],
  ['en', 'Subletting is prohibited.', 'Subletting is prohibited.', 'Subletting is permitted.'],
  ['en', 'The deposit is refundable within 30 days.', 'The deposit is refundable.', 'The deposit is not refundable.'],
  ['de', 'Hunde sind in der Halle nicht erlaubt.', 'Hunde sind nicht erlaubt.', 'Hunde sind in der Halle erlaubt.'],
  ['fr', 'Les chiens ne sont pas admis.', 'Les chiens ne sont pas admis.', 'Les chiens sont admis.'],
  ['es', 'Los perros no están permitidos.', 'Los perros no están permitidos.', 'Los perros están permitidos.'],
  ['fa', 'ورود سگ به سالن ممنوع است.', 'ورود سگ ممنوع است.', 'ورود سگ به سالن مجاز است.'],
  ['ar', 'لا يجوز التأجير من الباطن.', 'لا يجوز التأجير من الباطن.', 'يجوز التأجير من الباطن.'],
  ['zh', '礼堂内禁止带狗。', '礼堂内禁止带狗。', '礼堂内可以带狗。'],
  ['ja', '犬は入れません。', '犬は入れません。', '犬は入れます。'],
])('%s: %s', (language, text, same, contrary) => {
  expect(agreesInNegation(same, [text], language)).toBe(true);
  expect(agreesInNegation(contrary, [text], language)).toBe(false);
});

it('a clause beside the one that is meant may deny something else', () => {
  const text = 'The fee is $35, not including tax. Payment is due on 3 March.';
  expect(agreesInNegation('The fee is $35.', [text], 'en')).toBe(true);
  expect(agreesInNegation('Payment is due on 3 March.', [text], 'en')).toBe(true);
  expect(agreesInNegation('Payment is not due on 3 March.', [text], 'en')).toBe(false);
});

it('a number is none', () => {
  expect(agreesInNegation('Invoice No. 2048 is due.', ['Invoice no. 2048 is due in March.'], 'en')).toBe(true);
  expect(agreesInNegation('The invoice is number 2048.', ['Invoice No. 2048'], 'en')).toBe(true);
});

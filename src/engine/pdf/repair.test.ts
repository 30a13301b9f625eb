import { expect, test } from 'vitest';
import { openingError } from './pdf-errors.ts';
import { isIntact, repairs } from './repair.ts';
import { buildPdf, latin1, textPdf } from './test-pdf.ts';

const textOf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
const PAGE = textPdf('BT /F 12 Tf (x) Tj ET');

test('a file without its end gets a trailer for its catalogue, then a page tree of the pages that are seen', () => {
  const cut = PAGE.slice(0, textOf(PAGE).indexOf('xref'));
  const [first, second] = [...repairs(cut)].map(textOf) as [string, string];
  expect(first).toMatch(/trailer\n<<\/Root 1 0 R[^>]*>>\nstartxref\n0\n%%EOF\n$/);
  expect(second).toContain('6 0 obj\n<</Type/Pages/Count 1/Kids[3 0 R]>>');
  expect(second).toContain('/Root 7 0 R');
  expect(textOf(cut)).toBe(first.slice(0, cut.length));
});

test('the cipher of an encrypted file is kept', () => {
  const bytes = buildPdf(['<</Type/Catalog>>', '<</Filter/Standard>>'], '/Encrypt 2 0 R/ID[<00><01>]');
  expect(textOf([...repairs(bytes)][0] as Uint8Array)).toContain('<</Root 1 0 R /Encrypt 2 0 R /ID[<00><01>]>>');
});

test('where no object is to be seen there is nothing to repair', () => {
  expect([...repairs(latin1('%PDF-1.7\nnothing'))]).toEqual([]);
});

test.each([
  [{ name: 'PasswordException', code: 1 }, null, 'password_required', /password/],
  [{ name: 'PasswordException', code: 2 }, 'x', 'wrong_password', /does not open/],
  [{ message: 'unknown encryption method' }, null, 'unreadable', /encrypted in a way/],
  [{ message: 'Invalid PDF structure.' }, null, 'unreadable', /its end is missing/],
  [{ message: 'Invalid Root reference.' }, null, 'unreadable', /catalogue/],
])('%j is told apart', (error, password, code, message) => {
  const cut = PAGE.slice(0, 400);
  expect(openingError(error, cut, password)).toMatchObject({ code, message: expect.stringMatching(message) });
});

test.each([
  ['<</Filter/Adobe.PubSec/V 4>>', /“Adobe.PubSec”/],
  ['<</Filter /Standard/V 99>>', /cipher of unknown kind/],
  ['<</V 1>>', /rights service, not a password/],
])('the handler of %s is named', (handler, message) => {
  const bytes = buildPdf(['<</Type/Catalog>>', handler], '/Encrypt 2 0 R');
  expect(openingError({ message: 'unknown encryption method' }, bytes, null).message).toMatch(message);
});

test('a file is intact where its last startxref leads to a table or an object', () => {
  expect(isIntact(PAGE)).toBe(true);
  expect(isIntact(latin1(`junk\n${textOf(PAGE)}`))).toBe(true);
  expect(isIntact(latin1(textOf(PAGE).replace(/startxref\s+\d+/, 'startxref\n1')))).toBe(false);
  expect(isIntact(PAGE.slice(0, PAGE.length - 40))).toBe(false);
});

test('a file that holds nothing is told apart from a broken one', () => {
  const message = 'Invalid PDF structure.';
  expect(openingError({ message }, latin1('%PDF-1.4\n'), null).message).toMatch(/no PDF objects/);
  expect(openingError({ message }, PAGE, null).message).toMatch(/structure cannot be made out/);
});

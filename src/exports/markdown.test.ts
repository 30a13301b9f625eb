import { expect, test } from 'vitest';
import { escapeLine, pageMarkdown } from './markdown.ts';

const block = (type: 'heading' | 'paragraph' | 'page-footer', text: string, level?: number) =>
  ({ type, text, level, bbox: [0, 0, 1, 1] as const, confidence: 1, lines: [] }) as never;

test.each([
  ['# not a heading', '\\# not a heading'],
  ['#1 in town', '#1 in town'],
  ['- 5.00', '\\- 5.00'],
  ['-5.00', '-5.00'],
  ['1. Scope', '1\\. Scope'],
  ['12.50 EUR', '12.50 EUR'],
  ['a*b_c [x](y) <b>', 'a\\*b\\_c \\[x\\](y) \\<b\\>'],
  ['R&D &amp; more', 'R&D \\&amp; more'],
  ['----', '\\----'],
  ['    indented', 'indented'],
])('%s shows as it was printed', (text, markdown) => {
  expect(escapeLine(text)).toBe(markdown);
});

test('headings carry their level, page numbers are left out', () => {
  expect(
    pageMarkdown([block('heading', 'Invoice\n1042', 2), block('paragraph', 'a\nb'), block('page-footer', '7')]),
  ).toBe('## Invoice 1042\n\na\nb');
});

import { expect, test } from 'vitest';
import { fontStyle } from './font-style.ts';

const of = (name: string) => {
  const { bold, italic, mono } = fontStyle({ name });
  return [bold && 'bold', italic && 'italic', mono && 'mono'].filter((style) => style !== false).join(' ');
};

test.each([
  ['ABCDEF+Arial-BoldMT', 'bold'],
  ['Arial,Bold', 'bold'],
  ['Helvetica-BoldOblique', 'bold italic'],
  ['TPQWNK+MyriadPro-BoldIt', 'bold italic'],
  ['UXACBI+MyriadPro-It', 'italic'],
  ['TOVRXA+NimbusRomNo9L-Regu', ''],
  ['XBRXSO+NimbusRomNo9L-Medi', 'bold'],
  ['NimbusRomNo9L-ReguItal', 'italic'],
  ['CHJOZT+CMBX12', 'bold'],
  ['CMTI10', 'italic'],
  ['RGZAFB+CMTT9', 'mono'],
  ['CourierNewPS-BoldMT', 'bold mono'],
  ['HelveticaNeue-Medium', ''],
  ['MonotypeCorsiva', ''],
  ['BATANG+Batang', ''],
  ['Bitter-Regular', ''],
  ['Italianno-Regular', ''],
])('%s: %s', (name, style) => {
  expect(of(name)).toBe(style);
});

test('what pdf.js says of a font counts as well', () => {
  expect(fontStyle({ bold: true, fallbackName: 'monospace' })).toEqual({ bold: true, italic: false, mono: true });
  expect(fontStyle(undefined)).toEqual({ bold: false, italic: false, mono: false });
});

import { expect, test } from 'vitest';
import { cleanName, safeName, stem, uniqueNames } from './file-names.ts';

test.each([
  ['scan.png', 'scan'],
  ['archive.tar.gz', 'archive.tar'],
  ['.htaccess', '.htaccess'],
  ['no extension', 'no extension'],
  ['v1.2024 report', 'v1.2024 report'],
])('the stem of %s', (name, expected) => expect(stem(name)).toBe(expected));

test.each([
  ['a/b\\c:d', 'a_b_c_d'],
  ['CON', '_CON'],
  ['con.txt', '_con.txt'],
  ['console', 'console'],
  ['name. . ', 'name'],
  ['..', 'document'],
  ['رسید ۱', 'رسید ۱'],
  ['\u0000\n', '__'],
])('%j is made safe', (name, expected) => expect(safeName(name)).toBe(expected));

test('a long name is cut, but not inside a character', () => {
  const name = safeName('😀'.repeat(100));
  expect(name.length).toBeLessThanOrEqual(80);
  expect(name.isWellFormed()).toBe(true);
});

test('names differ whatever the case', () => {
  expect(uniqueNames(['Scan', 'scan', 'scan (2)', 'SCAN'])).toEqual(['Scan', 'scan (2)', 'scan (2) (2)', 'SCAN (3)']);
});

test.each([
  ['/home/u/scan.tif', 'scan.tif'],
  ['C:\\Users\\Ali\\scan.tif', 'scan.tif'],
  ['a\r\nb.png', 'ab.png'],
  ['  ', 'document'],
  ['..', 'document'],
  ['e\u0301.png', '\u00e9.png'],
])('%j is called %j', (sent, name) => expect(cleanName(sent)).toBe(name));

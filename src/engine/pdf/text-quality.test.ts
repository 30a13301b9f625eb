import { expect, test } from 'vitest';
import { distrust, measureText } from './text-quality.ts';

const ENGLISH =
  'The quick reader opens a long document and finds that every line of it was set with care by people who knew their trade';
const PERSIAN =
  'کتاب خوب دوست آرام و دانای آدمی است که در هر سفر با او همراه می‌ماند و چون چراغی راه را روشن می‌کند تا رهگذر به خانه برسد ';
const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
const judge = (text: string, unmapped = 0) => distrust(measureText(words(text), unmapped));

test('plain text of several scripts is believed', () => {
  expect(judge(ENGLISH)).toBeNull();
  expect(judge(PERSIAN.repeat(5))).toBeNull();
  expect(judge('世界人権宣言 前文 人類社会のすべての構成員の固有の尊厳')).toBeNull();
  expect(
    judge(
      'Die Rechtschreibung der Schifffahrtsgesellschaften überrascht manchmal selbst Sprachkundige am Schreibtisch',
    ),
  ).toBeNull();
  expect(judge('')).toBeNull();
});

test('code points of no letter are found out, a lone bullet of a symbol font is not', () => {
  expect(judge('\ue001\ue002\ue003 \ue004\ue005')).toBe('unmapped');
  expect(judge(`${ENGLISH} \u0003\u0004\u0005\u0006\u0007\u0008\u0001`)).toBe('unmapped');
  expect(judge(ENGLISH, 20)).toBe('unmapped');
  expect(judge(`\uf0b7 ${ENGLISH}`)).toBeNull();
});

test('codes shifted into other characters are found out', () => {
  // Glyph numbers taken for character codes: 29 less in most fonts of Windows.
  const shift = (text: string) => text.replace(/\S/g, (c) => String.fromCharCode(c.charCodeAt(0) - 29));
  expect(judge(shift(ENGLISH.repeat(3)))).toBe('letters');
  expect(judge(shift('1234 5678 90123 '.repeat(9)))).toBe('unmapped');
  expect(judge('#$%& +<=> @@?" '.repeat(9))).toBe('symbols');
  const exchanged = ENGLISH.toLowerCase().replace(/[a-z]/g, (c) =>
    'qwxzkjvbpghmrtdnslcfqwxzkj'.charAt(c.charCodeAt(0) - 97),
  );
  expect(judge(exchanged)).toBe('letters');
});

test('a lengthening stroke mapped to a letter is found out', () => {
  expect(judge(PERSIAN.replaceAll('ا', 'وووو'))).toBe('letters');
});

test('words stored backwards are found out', () => {
  const hebrew = 'שלום עולם אנחנו הולכים לבתים ישנים עם חברים טובים בימים יפים';
  expect(judge(hebrew)).toBeNull();
  expect(
    judge(
      words(hebrew)
        .map((word) => [...word].reverse().join(''))
        .join(' '),
    ),
  ).toBe('backwards');
});

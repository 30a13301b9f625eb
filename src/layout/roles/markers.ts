/** What list items begin with: bullets, and numbers and letters of many scripts. */

export interface Marker {
  kind: 'bullet' | 'number' | 'letter';
  /** The same for markers of one list: the glyph of a bullet, `(n)` or `a.` of what counts. */
  shape: string;
  /** Where it counts: 1, 2, 3…; letters may also be read as Roman numerals. */
  values: number[];
  /** The marker as it is printed, and how long it is with the space that follows, in UTF-16 units. */
  printed: string;
  length: number;
  /** A glyph that hardly stands for anything but a list item; others need a second one, or a hanging indent. */
  sure: boolean;
  /** Of a bullet: it is one by its font alone, as a character it says something else or nothing. */
  isPrivate?: boolean;
}

const SURE = '•◦▪▫‣⁃∙●○■□◆◇►▶▸➢➤➔✓✔✗✘❖⦁⬤★☆❑❒☐☑☒◘◙▷◉';
/** Glyphs of private fonts, Wingdings and Symbol above all: what is alone at the start of a line is a bullet. */
const PRIVATE = '\\ue000-\\uf8ff';
const SURE_BULLET = new RegExp(`^[${SURE}${PRIVATE}](?:\\ufe0e|\\ufe0f)?\\s*(?=\\S)`, 'u');
/** `§` is a bullet of a Wingdings font without its map; `¢`, `©` and `°` are what recognisers make of one. */
const WEAK_BULLET = /^(?:[-\u2010-\u2015−*·+>»«¤§¨¢©®°~]|--)\s+(?=\S)/u;
/** An `o` is the second level's bullet of word processors, an `e` how a recogniser reads a disc. */
const LETTER_BULLET = /^[oοe]\s+(?=[\p{Lu}\p{N}"“])/u;
/** A letter of another script than the text's is a symbol of a font without its map. */
const FOREIGN_BULLET = /^[^\p{Script=Latin}\p{Script=Common}\s]\s+(?=\p{Script=Latin}{2})/u;
const NUMBER =
  /^([([（［]?)(\p{Nd}{1,3})([.)\]:）］．、]|\s?[-–](?!\p{Nd}))(?:\s+|(?<=[、．）])|(?<=[\u06f0-\u06f9\u0660-\u0669].))(?=\S)/u;
/** As right-to-left text is stored that was set from left to right: the point stands before its number. */
const TURNED = /^[.)-]([\u06f0-\u06f9\u0660-\u0669]{1,3})\s+(?=\S)/;
const HAN = /^([（(]?)([一二三四五六七八九十]{1,3})([、．.）)])\s*(?=\S)/u;
const CIRCLED = /^([①-⑳❶-❿➀-➉])\s*(?=\S)/u;
const LETTER = /^(\(?)([a-zA-Zа-я])([.)])\s+(?=\S)/u;
const ROMAN = /^(\(?)([ivxlc]{2,6}|[IVXLC]{2,6})([.)])\s+(?=\S)/;
const ABJAD = /^(\(?)(الف|[ابپتثجچحخدذرزژسشأهوטא-י])\s?([.)\-–ـ])\s*(?=\S)/u;

const HAN_DIGITS = '一二三四五六七八九';
const PERSIAN = ['الف', 'ب', 'پ', 'ت', 'ث', 'ج', 'چ', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'ژ', 'س', 'ش'];
const ABJAD_ORDER = ['أ', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح'];
const HEBREW = 'אבגדהוזחטי';

/** The marker that the text begins with, where something follows it. */
export function readMarker(text: string): Marker | null {
  return readBullet(text) ?? counting(text);
}

/** Apart from what counts, since the service worker's exports need no more. */
export function readBullet(text: string): Marker | null {
  const sure = SURE_BULLET.exec(text);
  const bullet = sure ?? WEAK_BULLET.exec(text) ?? LETTER_BULLET.exec(text) ?? FOREIGN_BULLET.exec(text);
  if (!bullet) return null;
  const printed = bullet[0].trim();
  const isPrivate = /^[\ue000-\uf8ff\p{L}]/u.test(printed);
  return {
    kind: 'bullet',
    shape: printed,
    values: [],
    printed,
    length: bullet[0].length,
    sure: sure !== null,
    isPrivate,
  };
}

/** Whether the text begins with a number or a letter that counts: whether `readMarker` finds one, but not its value. */
export function isCounted(text: string): boolean {
  const isRoman = romanValue(ROMAN.exec(text)?.[2] ?? '') !== null;
  return isRoman || [NUMBER, TURNED, HAN, CIRCLED, LETTER, ABJAD].some((pattern) => pattern.test(text));
}

/** The value of decimal digits of any script: `۱۲` is 12; null where there is anything else. */
export function digitsValue(text: string): number | null {
  let value = 0;
  for (const character of text) {
    const digit = digitValue(character);
    if (digit === null) return null;
    value = value * 10 + digit;
  }
  return text === '' ? null : value;
}

/** Of a Roman numeral in either case; null for what is none in its usual form. */
export function romanValue(text: string): number | null {
  if (!/^(?=.)m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/i.test(text)) return null;
  const digits: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };
  const values = [...text.toLowerCase()].map((letter) => digits[letter] ?? 0);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}

function counting(text: string): Marker | null {
  const number = NUMBER.exec(text);
  if (number) return marker(number, 'number', 'n', [digitsValue(number[2] ?? '') ?? 0]);
  const turned = TURNED.exec(text);
  if (turned) {
    const printed = turned[0].trim();
    const values = [digitsValue(turned[1] ?? '') ?? 0];
    return { kind: 'number', shape: `n${printed[0]}`, values, printed, length: turned[0].length, sure: false };
  }
  const han = HAN.exec(text);
  if (han) return marker(han, 'letter', '一', [hanValue(han[2] ?? '')]);
  const circled = CIRCLED.exec(text);
  if (circled) {
    const value = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'.indexOf(circled[1] ?? '') + 1;
    const printed = circled[1] ?? '';
    return { kind: 'letter', shape: '①', values: [value], printed, length: circled[0].length, sure: true };
  }
  const roman = ROMAN.exec(text);
  const value = roman ? romanValue(roman[2] ?? '') : null;
  if (roman && value !== null) return marker(roman, 'letter', isCapital(roman[2]) ? 'I' : 'i', [value]);
  const letter = LETTER.exec(text);
  if (letter) {
    const character = letter[2] ?? '';
    const values = [alphabetic(character), romanValue(character) ?? 0].filter((one) => one > 0);
    return marker(letter, 'letter', isCapital(character) ? 'A' : 'a', values);
  }
  const abjad = ABJAD.exec(text);
  if (!abjad) return null;
  const orders = [PERSIAN, ABJAD_ORDER, [...HEBREW]].map((order) => order.indexOf(abjad[2] ?? '') + 1);
  return marker(
    abjad,
    'letter',
    'ا',
    [...new Set(orders)].filter((one) => one > 0),
  );
}

/** A Roman `i.` and an `a.` have one shape, since `i` can be both: their values tell. */
function marker(match: RegExpExecArray, kind: Marker['kind'], sign: string, values: number[]): Marker {
  const [all, before = '', , after = ''] = match;
  const shape = before + (sign === 'I' ? 'A' : sign === 'i' ? 'a' : sign) + after.trim();
  return { kind, shape, values, printed: all.trim(), length: all.length, sure: false };
}

function digitValue(character: string): number | null {
  if (!/^\p{Nd}$/u.test(character)) return null;
  // Each script's ten digits stand in a row that begins with its zero.
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (zero > code - 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (code - zero) % 10;
}

function hanValue(text: string): number {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  const digit = (character: string | undefined) => HAN_DIGITS.indexOf(character || '零') + 1;
  return (text.includes('十') ? 10 * (tens === '' ? 1 : digit(tens)) : 0) + digit(ones);
}

const isCapital = (letter: string | undefined): boolean => letter !== undefined && letter !== letter.toLowerCase();

function alphabetic(letter: string): number {
  const lower = letter.toLowerCase();
  return /[a-z]/.test(lower) ? lower.charCodeAt(0) - 96 : 'абвгдежзиклмнопрстуфхцчшщэюя'.indexOf(lower) + 1;
}

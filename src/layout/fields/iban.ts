/** International bank account numbers (ISO 13616) with their checksum. */
import type { FoundText } from './contacts.ts';

/** Lengths of the register (SWIFT IBAN Registry, release 99), by country. */
const LENGTHS: Record<string, number> = Object.fromEntries(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18
  FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IR26 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21
  LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24
  SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const CANDIDATE = /(?<![A-Z0-9])[A-Z]{2}[ ]?[0-9OIlSB]{2}(?:[ -]?[A-Z0-9Ol|]){8,32}/g;
/** What recognition takes for each other; tried until the checksum holds. */
const SLIPS: Record<string, string> = { O: '0', o: '0', I: '1', l: '1', '|': '1', S: '5', B: '8', Z: '2' };
const LETTER_SLIPS: Record<string, string> = { '0': 'O', '1': 'I', '5': 'S', '8': 'B', '2': 'Z' };

/** `value` without blanks; where letters were misread, as the checksum proves it. One that fails is `ok: false`. */
export function findIbans(text: string): (FoundText & { ok: boolean })[] {
  return [...text.matchAll(CANDIDATE)].flatMap((match): (FoundText & { ok: boolean })[] => {
    const length = LENGTHS[match[0].slice(0, 2)];
    const end = length === undefined ? -1 : endAfter(match[0], length);
    if (length === undefined || end < 0) return [];
    const printed = match[0].slice(0, end).replace(/[ -]/g, '');
    const value = repaired(printed);
    const place = { start: match.index, end: match.index + end };
    if (value) return [{ ...place, value, ok: true }];
    return /^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(printed) ? [{ ...place, value: printed, ok: false }] : [];
  });
}

/** Mod 97 of the digits, letters as 10…35, the first four characters moved to the end. */
export function isIban(value: string): boolean {
  if (LENGTHS[value.slice(0, 2)] !== value.length || !/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(value)) return false;
  let rest = 0;
  for (const character of value.slice(4) + value.slice(0, 4)) {
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97;
  }
  return rest === 1;
}

/** The offset behind as many characters, blanks not counted. */
function endAfter(text: string, characters: number): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    if (!/[ -]/.test(text.charAt(i))) count++;
    if (count === characters) return i + 1;
  }
  return -1;
}

/** Countries whose account numbers hold letters; everywhere else a letter among the digits is a misread one. */
const WITH_LETTERS =
  /^(?:AD|AL|AZ|BG|BH|BR|BY|CY|DO|EG|FR|GB|GE|GI|GR|GT|IE|IT|JO|KW|KZ|LB|LC|LI|LV|MC|MD|MK|MT|MU|NI|NL|OM|PK|PS|QA|RO|RU|SA|SC|SM|SV|TR|UA|VG|YE|CH|LU)/;

function repaired(printed: string): string | null {
  if (isIban(printed)) return printed;
  const country = printed.slice(0, 2);
  const tail = printed.slice(2);
  const digits = country + tail.replace(/[OoIl|SBZ]/g, (letter) => SLIPS[letter] ?? letter);
  if (isIban(digits)) return digits;
  if (!WITH_LETTERS.test(country)) return null;
  // One misread character where letters and digits mix: two repairs could meet the checksum by chance.
  for (let i = 2; i < printed.length; i++) {
    const character = printed.charAt(i);
    const other = SLIPS[character] ?? LETTER_SLIPS[character];
    const tried = other && printed.slice(0, i) + other + printed.slice(i + 1);
    if (tried && isIban(tried)) return tried;
  }
  return null;
}

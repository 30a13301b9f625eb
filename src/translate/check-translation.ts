/** What must be the same in a translation, whatever its language: numbers, addresses, and about as much text. */
import { asciiDigits } from '../document/normalise.ts';

export type Fault = 'numbers' | 'addresses' | 'empty' | 'length' | 'loop';

const ADDRESSES = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b|\bhttps?:\/\/[^\s<>"')\]]+|\bwww\.[^\s<>"')\]]+/gi;

/** Characters of a translation for one of its source, at most and at least: English to Chinese is a quarter. */
const LONGEST = 4;
const SHORTEST = 0.12;
/** Characters, below which lengths tell nothing. */
const SHORT = 24;
/** A phrase that stands so often in a row is a loop. */
const LOOP = /(.{3,60}?)\1{5,}/su;

/** None where it can be taken. */
export function faultsOf(source: string, translation: string): Fault[] {
  const text = translation.trim();
  if (text === '') return ['empty'];
  const faults: Fault[] = [];
  if (!isSame(addressesOf(source), addressesOf(text))) faults.push('addresses');
  if (!isSame(numbersOf(source), numbersOf(text))) faults.push('numbers');
  if (source.length > SHORT && (text.length > source.length * LONGEST || text.length < source.length * SHORTEST)) {
    faults.push('length');
  }
  if (LOOP.test(text) && !LOOP.test(source)) faults.push('loop');
  return faults;
}

/** Without them a translation is none. */
export const isUsable = (faults: readonly Fault[]): boolean =>
  !faults.includes('empty') && !faults.includes('length') && !faults.includes('loop');

const addressesOf = (text: string): string[] =>
  (text.match(ADDRESSES) ?? []).map((one) => one.toLowerCase().replace(/[.,]$/, ''));

/**
 * The digits of each number, without what groups them or parts their decimals: languages differ in that, and in the order
 * of a date's parts and in whether 1 to 12 is written out, so that numbers below 13 may go and come.
 */
export function numbersOf(text: string): string[] {
  const ascii = asciiDigits(text.replace(ADDRESSES, ' '));
  const found = ascii.match(/\d+(?:[.,'’٬٫\u00a0\u202f](?=\d)\d+)*/g) ?? [];
  return found
    .map((number) => number.replace(/\D/g, '').replace(/^0+(?=\d)/, ''))
    .filter((digits) => Number(digits) > 12);
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join(' ') === [...b].sort().join(' ');

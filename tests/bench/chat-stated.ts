/** Which numbers and names of a true answer an extractive answer could state, and which it does. */
import { findNumbers } from '../../src/layout/fields/numbers.ts';

/** What is to be calculated stands nowhere, whatever number on the page is like it. */
const CALCULATED = /\b(?:calculate|ratio|average|round(?:ed)?\b.*\bdecimal)/i;
/** A report may print thousands or units where the answer is in millions. */
const SCALES = [1e-6, 1e-3, 1e3, 1e6];
/** As much as rounding to millions takes off. */
const ROUNDED = 0.0005;
/** Runs of words written large, with what joins them. */
const NAME = /\p{Lu}[\p{L}\p{Nd}]+(?:\s+(?:(?:of|and|&|the)\s+)?\p{Lu}[\p{L}\p{Nd}]+)*/gu;
const NO_NAME = /^(?:yes|no|the|this|these|its?|as|for|in|fy|usd?|adj|answer|there|they|however)$/i;
const SHORTEST_NAME = 4;

/** Those of `answer` that are not in the question already and stand in the text of the evidence pages. */
export function statable(question: string, answer: string, evidence: string): string[] {
  const known = numbersIn(evidence);
  const asked = numbersIn(question);
  const numbers = CALCULATED.test(question)
    ? []
    : numbersIn(answer).filter((value) => !isYear(value) && !asked.includes(value) && holds(known, value));
  const names = (answer.match(NAME) ?? [])
    .map((name) =>
      name
        .split(/\s+/)
        .filter((word, i) => i > 0 || !NO_NAME.test(word))
        .join(' '),
    )
    .filter((name) => name.length >= SHORTEST_NAME && !has(question, name) && has(evidence, name));
  return [...new Set([...numbers.map(String), ...names])];
}

/** Those of `wanted` that stand in the answer given. */
export function stated(content: string, wanted: readonly string[]): string[] {
  const numbers = numbersIn(content);
  return wanted.filter((item) => (/^[\d.]+$/.test(item) ? holds(numbers, Number(item)) : has(content, item)));
}

const numbersIn = (text: string): number[] => findNumbers(text).map(({ value }) => Math.abs(value));

const isYear = (value: number): boolean => Number.isInteger(value) && value >= 1900 && value < 2100;

const holds = (numbers: readonly number[], value: number): boolean =>
  numbers.some(
    (number) =>
      Math.abs(number - value) < 1e-9 ||
      (value >= 100 && SCALES.some((scale) => Math.abs(number / scale - value) < ROUNDED * value)),
  );

const plain = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}]+/gu, ' ')
    .trim()} `;

const has = (text: string, name: string): boolean => plain(text).includes(plain(name));

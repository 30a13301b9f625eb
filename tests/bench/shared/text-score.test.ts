import { expect, test } from 'vitest';
import {
  characterErrorRate,
  normalise,
  normaliseUnspaced,
  tokenScore,
  tokensOf,
  wordDifference,
  wordScore,
} from './text-score.ts';

test('what print and keyboards write differently is one; case and punctuation count', () => {
  expect(normalise('“Quoted” ‘it’s’ «là» 5′ 6″')).toBe('"Quoted" \'it\'s\' "là" 5\' 6"');
  expect(normalise('a–b—c−d‐e‑f')).toBe('a-b-c-d-e-f');
  expect(normalise('wait…')).toBe('wait...');
  expect(normalise('ﬁne ﬂow oﬀ oﬃce')).toBe('fine flow off office');
  expect(normalise('co\u00adoperate \u200bmi\u200c\u0631\u200fود\ufeff')).toBe('cooperate mi\u0631ود');
  expect(normalise('  two\n\n lines\t\u00a0here \f')).toBe('two lines here');
  expect(normalise('e\u0301')).toBe('é');
  expect(normalise('Case, too.')).toBe('Case, too.');
});

test('ligatures alone are split: other compatibility characters stay', () => {
  expect(normalise('x² ½ ①')).toBe('x² ½ ①');
});

test('blanks do not count where a script sets none', () => {
  expect(normaliseUnspaced('東 京\n都')).toBe('東京都');
});

test('the character error rate counts code points', () => {
  expect(characterErrorRate('kitten', 'sitting')).toBeCloseTo(3 / 6);
  expect(characterErrorRate('abcd', 'abcd')).toBe(0);
  expect(characterErrorRate('abcd', '')).toBe(1);
  expect(characterErrorRate('𝒳𝒴', '𝒳𝒵')).toBe(0.5);
  expect(characterErrorRate('', '')).toBe(0);
  expect(characterErrorRate('', 'x')).toBe(1);
  expect(characterErrorRate('a', 'abc')).toBe(2);
});

test('the word score takes each word as often as it stands there, in any order and case', () => {
  expect(wordScore('the cat and the dog', 'Dog the And cat the').f1).toBe(1);
  const { precision, recall, f1 } = wordScore('a a b c', 'a d');
  expect([precision, recall]).toEqual([0.5, 0.25]);
  expect(f1).toBeCloseTo(1 / 3);
  expect(wordScore('one', '').f1).toBe(0);
  expect(wordScore('', '').f1).toBe(1);
});

test('the words that count as wrong are named', () => {
  expect(wordDifference('one two two three', 'Two one four')).toEqual({ missing: ['two', 'three'], added: ['four'] });
});

test('tokens are runs of letters, runs of digits and single signs; ideographs stand alone', () => {
  expect(tokensOf('Unclear.8 (13 of a1)')).toEqual(['unclear', '.', '8', '(', '13', 'of', 'a', '1', ')']);
  expect(tokensOf('決算短信 17')).toEqual(['決', '算', '短', '信', '17']);
  expect(tokensOf('cafe\u0301 می‌شود بـــه')).toEqual(['café', 'میشود', 'به']);
});

test('leaders are no tokens, bullets alike; dots of a sentence and dashes in cells count', () => {
  expect(tokensOf('Intro . . . . . . 7')).toEqual(['intro', '7']);
  expect(tokensOf('Intro .......7 -----0.9')).toEqual(['intro', '7', '0', '.', '9']);
  expect(tokensOf('wait... a - - - -')).toEqual(['wait', '.', '.', '.', 'a', '-', '-', '-', '-']);
  expect(tokensOf('-\n-\n-\n-').length).toBe(4);
  expect(tokensOf('\uf0b7 ■')).toEqual(['•', '•']);
});

test('the score of tokens lets habits pass, not words glued, split, missing or invented', () => {
  expect(tokenScore('information (1) ended: yes', 'infor-\nmation(1) ended :yes').f1).toBe(1);
  expect(tokenScore('well-known', 'well-\nknown').f1).toBe(1);
  const { f1, missing, added } = tokenScore('one two three', 'onetwo three extra');
  expect([missing, added]).toEqual([
    ['one', 'two'],
    ['onetwo', 'extra'],
  ]);
  expect(f1).toBeCloseTo(1 / 3);
});

import { describe, expect, it } from 'vitest';
import { en as accountEn } from '../views/account/words.en.ts';
import { fa as accountFa } from '../views/account/words.fa.ts';
import { en as apiEn } from '../views/api/words.en.ts';
import { fa as apiFa } from '../views/api/words.fa.ts';
import { en as batchEn } from '../views/home/batch/words.en.ts';
import { fa as batchFa } from '../views/home/batch/words.fa.ts';
import { en as chatEn } from '../views/job/chat/words.en.ts';
import { fa as chatFa } from '../views/job/chat/words.fa.ts';
import { en as dataEn } from '../views/job/data/words.en.ts';
import { fa as dataFa } from '../views/job/data/words.fa.ts';
import { en as toolsEn } from '../views/tools/words.en.ts';
import { fa as toolsFa } from '../views/tools/words.fa.ts';
import { en as messagesEn } from './en.ts';
import { fa as messagesFa } from './fa.ts';

// What views bring along is held to the same. In English the API itself names its tools.
const { toolTexts: _, ...apiFaWords } = apiFa;
const { toolTexts: __, ...apiEnWords } = apiEn;
const en = {
  ...messagesEn,
  accountView: accountEn,
  apiView: apiEnWords,
  batchView: batchEn,
  chatView: chatEn,
  dataView: dataEn,
  toolsView: toolsEn,
};
const fa = {
  ...messagesFa,
  accountView: accountFa,
  apiView: apiFaWords,
  batchView: batchFa,
  chatView: chatFa,
  dataView: dataFa,
  toolsView: toolsFa,
};

/** Each leaf with its path; functions are called with arguments that any of them takes. */
function leaves(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]): [string, string][] => {
    const at = path ? `${path}.${key}` : key;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value === 'function') return [[at, value(...argumentsFor(at))]];
    return leaves(value, at);
  });
}

const NAMED =
  /\.(open|cancelNamed|removeNamed|removeAsk|readAgainNamed|done|resets|knownDone|show|downloadNamed|cancelAsk|otherReading)$/;

function argumentsFor(path: string): unknown[] {
  if (path.startsWith('problems.')) return [{}];
  if (path === 'batchView.removeAsk') return ['scan.png', 2];
  if (path === 'job.imageAlt') return [2, 'scan.png'];
  if (path === 'job.word') return ['scan.png', 0.5];
  return NAMED.test(path) ? ['scan.png'] : [2, 3];
}

describe.each([
  ['English', en],
  ['Persian', fa],
])('%s', (_, messages) => {
  it.each(leaves(messages))('%s says something', (_path, text) => {
    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/undefined|NaN|\[object|#/);
  });
});

it('both languages have the same messages', () => {
  const paths = (messages: object) =>
    leaves(messages)
      .map(([path]) => path)
      .sort();
  expect(paths(fa)).toEqual(paths(en));
});

it('Persian is written in Arabic script and with Persian digits', () => {
  const latin = /^(job\.json|home\.formats|apiView\.languageNames\.\w+)$/;
  const written = leaves(fa).filter(([path]) => !latin.test(path));
  for (const [path, said] of written) {
    // What stands between backticks is code.
    const text = said.replace(/`[^`]*`/g, '');
    expect(text, path).toMatch(/\p{Script=Arabic}/u);
    expect(text, path).not.toMatch(/[0-9\u0660-\u0669]|[\u064a\u0643]/);
  }
});

it('names in a message stand as they are', () => {
  expect(en.jobs.removeAsk('a 10% #1.png')).toContain('a 10% #1.png');
  expect(fa.jobs.removeAsk('a 10% #1.png')).toContain('a 10% #1.png');
});

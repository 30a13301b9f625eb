import { expect, it } from 'vitest';
import { answerText, conversationMarkdown } from './conversation-text.ts';
import { en } from './words.en.ts';

const asked = (content: string) => ({ role: 'user' as const, content, citations: [], created_at: '' });
const said = (content: string, ...quoted: [number, string][]) => ({
  role: 'assistant' as const,
  content,
  citations: quoted.map(([page, snippet]) => ({ page, snippet, bboxes: [] })),
  created_at: '',
});

it('gives each answer the words that it quotes, with their pages', () => {
  const messages = [
    asked('What is the total?'),
    said('The total is $42 (p. 1).', [1, 'Total due\n  $42'], [3, 'of 42']),
  ];
  expect(conversationMarkdown('invoice.pdf', messages, en)).toBe(
    '# invoice.pdf\n\n## What is the total?\n\nThe total is $42 (p. 1).\n\n' +
      '> Total due $42  \n> p. 1\n\n> of 42  \n> p. 3\n',
  );
});

it('names the nearest passages of what was not found', () => {
  const nearest = { ...said('Not found.'), suggestions: [{ page: 2, snippet: 'close', bboxes: [] }] };
  expect(conversationMarkdown('a', [asked('?'), nearest], en)).toContain(
    'Not found.\n\nNearest passages:\n\n> close  \n> p. 2\n',
  );
});

it('lets nothing that was typed or read pass for markup', () => {
  const messages = [asked('# one\n# two'), said('- a\n- b', [1, '# *loud* <b>'])];
  const markdown = conversationMarkdown('*x*', messages, en);
  expect(markdown.match(/^#+ .*$/gm)).toHaveLength(2);
  expect(markdown).not.toMatch(/^- /m);
  expect(markdown).not.toMatch(/[^\\]\*loud|[^\\]<b>/);
});

it('a question without its answer stands alone', () => {
  expect(conversationMarkdown('a', [asked('Why?')], en)).toBe('# a\n\n## Why?\n');
});

it('an answer is copied with its quotations', () => {
  expect(answerText(said('It is 7.', [2, 'seven\nof them']), en)).toBe('It is 7.\n\n“seven of them” (p. 2)');
  expect(answerText(said('Not found.'), en)).toBe('Not found.');
});

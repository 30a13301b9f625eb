/** A conversation as text to take along: each answer with the words that it quotes, and their pages. */
import type { ChatMessage, Citation } from '../../../../contract/chat.ts';
import { escapeLine } from '../../../../exports/markdown.ts';
import type { ChatWords } from './words.ts';

type Words = Pick<ChatWords, 'page' | 'nearest'>;

/** CommonMark: the document's name, each question a heading, the answer, what it quotes. Ends with a line break. */
export function conversationMarkdown(title: string, messages: readonly ChatMessage[], words: Words): string {
  const parts = messages.map((message) =>
    message.role === 'user' ? `## ${escapeLine(joined(message.content))}` : answerMarkdown(message, words),
  );
  return `${[`# ${escapeLine(joined(title))}`, ...parts].join('\n\n')}\n`;
}

/** Plain text: the answer, then each quotation in a line with its page. */
export function answerText({ content, citations }: ChatMessage, { page }: Pick<Words, 'page'>): string {
  const quoted = citations.map((citation) => `“${joined(citation.snippet)}” (${page(citation.page)})`);
  return [content, ...(quoted.length > 0 ? [quoted.join('\n')] : [])].join('\n\n');
}

/** The lines of a page run on where they are quoted. */
export const joined = (text: string): string => text.replace(/\s+/gu, ' ').trim();

function answerMarkdown({ content, citations, suggestions = [] }: ChatMessage, words: Words): string {
  const lines = content.split('\n').map(escapeLine).filter(Boolean);
  return [
    lines.join('  \n'),
    ...quotes(citations, words),
    ...(suggestions.length > 0 ? [`${words.nearest}:`, ...quotes(suggestions, words)] : []),
  ].join('\n\n');
}

const quotes = (citations: readonly Citation[], { page }: Words): string[] =>
  citations.map((citation) => `> ${escapeLine(joined(citation.snippet))}  \n> ${escapeLine(page(citation.page))}`);

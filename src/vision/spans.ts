/** Pieces of a text that keep their place in it, so that what was taken away around a word does not shift it. */

export interface Span {
  text: string;
  /** In the text that the model wrote. */
  at: number;
}

/** The span without blanks at its ends. */
export function trimmed({ text, at }: Span): Span {
  const start = text.length - text.trimStart().length;
  return { text: text.trim(), at: at + start };
}

/** From `from` to `to` within the span. */
export const part = ({ text, at }: Span, from: number, to?: number): Span => ({
  text: text.slice(from, to),
  at: at + from,
});

/** Lines without their ends. */
export function linesOf(span: Span): Span[] {
  const lines: Span[] = [];
  let from = 0;
  for (const match of span.text.matchAll(/\r?\n/g)) {
    lines.push(part(span, from, match.index));
    from = match.index + match[0].length;
  }
  return [...lines, part(span, from)];
}

/** Whether a formula's text is LaTeX, as a vision model gives it, rather than the characters that were read. */
export const isLatex = (text: string): boolean => /\\[a-zA-Z]{2,}|[_^]\{/.test(text) && !text.includes('$');

/** Tools: presets of tier and result, named by their slug. Their names for people stand in `tool-names.ts`. */
import type { Tier } from './job.ts';

export interface Tool {
  slug: string;
  tier: Tier;
  /** What the tool is after. */
  result: 'text' | 'markdown' | 'docx' | 'pdf' | 'csv' | 'data' | 'translation';
}

export const TOOLS = [
  { slug: 'image-to-text', tier: 'cpu', result: 'text' },
  { slug: 'pdf-to-text', tier: 'cpu', result: 'text' },
  { slug: 'pdf-to-markdown', tier: 'cpu', result: 'markdown' },
  { slug: 'pdf-to-word', tier: 'cpu', result: 'docx' },
  { slug: 'searchable-pdf', tier: 'cpu', result: 'pdf' },
  { slug: 'extract-tables', tier: 'cpu', result: 'csv' },
  { slug: 'image-to-excel', tier: 'cpu', result: 'csv' },
  { slug: 'receipt-to-data', tier: 'cpu', result: 'data' },
  { slug: 'invoice-to-data', tier: 'cpu', result: 'data' },
  { slug: 'business-card', tier: 'cpu', result: 'data' },
  { slug: 'form-to-data', tier: 'cpu', result: 'data' },
  { slug: 'screenshot-to-text', tier: 'cpu', result: 'text' },
  { slug: 'code-from-screenshot', tier: 'cpu', result: 'text' },
  { slug: 'handwriting-to-text', tier: 'vlm', result: 'text' },
  { slug: 'math-to-latex', tier: 'vlm', result: 'markdown' },
  { slug: 'translate', tier: 'vlm', result: 'translation' },
] as const satisfies readonly Tool[];

export type ToolSlug = (typeof TOOLS)[number]['slug'];

/** Tools: presets of tier and result, named by their slug. */
import type { Tier } from './job.ts';

export interface Tool {
  slug: string;
  name: string;
  description: string;
  tier: Tier;
  /** What the tool is after. */
  result: 'text' | 'markdown' | 'docx' | 'pdf' | 'csv' | 'data' | 'translation';
}

export const TOOLS: readonly Tool[] = [
  {
    slug: 'image-to-text',
    name: 'Image to text',
    tier: 'cpu',
    result: 'text',
    description: 'Plain text from a scan, a photo or a screenshot.',
  },
  {
    slug: 'pdf-to-text',
    name: 'PDF to text',
    tier: 'cpu',
    result: 'text',
    description: 'Plain text from every page of a PDF.',
  },
  {
    slug: 'pdf-to-markdown',
    name: 'PDF to Markdown',
    tier: 'cpu',
    result: 'markdown',
    description: 'Headings, lists and tables of a PDF as Markdown.',
  },
  {
    slug: 'pdf-to-word',
    name: 'PDF to Word',
    tier: 'cpu',
    result: 'docx',
    description: 'A Word file that can be edited.',
  },
  {
    slug: 'searchable-pdf',
    name: 'Searchable PDF',
    tier: 'cpu',
    result: 'pdf',
    description: 'The scan as a PDF in which text can be found and copied.',
  },
  {
    slug: 'extract-tables',
    name: 'Extract tables',
    tier: 'cpu',
    result: 'csv',
    description: 'The tables of a document as CSV.',
  },
  {
    slug: 'image-to-excel',
    name: 'Image to Excel',
    tier: 'cpu',
    result: 'csv',
    description: 'A photographed table as CSV that a spreadsheet opens.',
  },
  {
    slug: 'receipt-to-data',
    name: 'Receipt to data',
    tier: 'cpu',
    result: 'data',
    description: 'Merchant, date, items and total of a receipt.',
  },
  {
    slug: 'invoice-to-data',
    name: 'Invoice to data',
    tier: 'cpu',
    result: 'data',
    description: 'Number, date, parties and amounts of an invoice.',
  },
  {
    slug: 'business-card',
    name: 'Business card',
    tier: 'cpu',
    result: 'data',
    description: 'Name, company, phone and address of a card.',
  },
  {
    slug: 'form-to-data',
    name: 'Form to data',
    tier: 'cpu',
    result: 'data',
    description: 'Labels and values of a filled-in form.',
  },
  {
    slug: 'screenshot-to-text',
    name: 'Screenshot to text',
    tier: 'cpu',
    result: 'text',
    description: 'Text from small type on a screen.',
  },
  {
    slug: 'code-from-screenshot',
    name: 'Code from screenshot',
    tier: 'cpu',
    result: 'text',
    description: 'Program text with its indents.',
  },
  {
    slug: 'handwriting-to-text',
    name: 'Handwriting to text',
    tier: 'vlm',
    result: 'text',
    description: 'Handwritten notes and letters.',
  },
  { slug: 'math-to-latex', name: 'Math to LaTeX', tier: 'vlm', result: 'markdown', description: 'Formulas as LaTeX.' },
  {
    slug: 'translate',
    name: 'Translate',
    tier: 'vlm',
    result: 'translation',
    description: 'The text in another language, set with translate_to.',
  },
];

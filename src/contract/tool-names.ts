/** What `GET tools/` says of each tool. Apart from `tools.ts`, so that the service worker need not carry the texts. */
import { TOOLS, type Tool, type ToolSlug } from './tools.ts';

interface ToolName {
  name: string;
  description: string;
}

export type NamedTool = Tool & ToolName;

export const TOOL_NAMES: Record<ToolSlug, ToolName> = {
  'image-to-text': { name: 'Image to text', description: 'Plain text from a scan, a photo or a screenshot.' },
  'pdf-to-text': { name: 'PDF to text', description: 'Plain text from every page of a PDF.' },
  'pdf-to-markdown': { name: 'PDF to Markdown', description: 'Headings, lists and tables of a PDF as Markdown.' },
  'pdf-to-word': { name: 'PDF to Word', description: 'A Word file that can be edited.' },
  'searchable-pdf': { name: 'Searchable PDF', description: 'The scan as a PDF in which text can be found and copied.' },
  'extract-tables': { name: 'Extract tables', description: 'The tables of a document as CSV.' },
  'image-to-excel': { name: 'Image to Excel', description: 'A photographed table as CSV that a spreadsheet opens.' },
  'receipt-to-data': { name: 'Receipt to data', description: 'Merchant, date, items and total of a receipt.' },
  'invoice-to-data': { name: 'Invoice to data', description: 'Number, date, parties and amounts of an invoice.' },
  'business-card': { name: 'Business card', description: 'Name, company, phone and address of a card.' },
  'form-to-data': { name: 'Form to data', description: 'Labels and values of a filled-in form.' },
  'screenshot-to-text': { name: 'Screenshot to text', description: 'Text from small type on a screen.' },
  'code-from-screenshot': { name: 'Code from screenshot', description: 'Program text with its indents.' },
  'handwriting-to-text': { name: 'Handwriting to text', description: 'Handwritten notes and letters.' },
  'math-to-latex': { name: 'Math to LaTeX', description: 'Formulas as LaTeX.' },
  translate: { name: 'Translate', description: 'The text in another language, set with translate_to.' },
};

export const toolList = (): { tools: NamedTool[] } => ({
  tools: TOOLS.map((tool) => ({ ...tool, ...TOOL_NAMES[tool.slug] })),
});

import { TOOL_NAMES } from '../../../contract/tool-names.ts';
import type { ToolsWords } from './words.ts';

export const en: ToolsWords = {
  lead: 'Each tool reads a kind of document and gives one kind of result. Everything stays on this device.',
  groups: {
    text: 'Text',
    files: 'Files',
    tables: 'Tables',
    data: 'Data',
    model: 'Handwriting, formulas, translation',
  },
  modelText: 'These need a model on this device. Without one, handwriting and formulas are read like print.',
  target: 'Translate into',
  back: 'All tools',
  results: {
    text: 'Gives text',
    markdown: 'Gives Markdown',
    docx: 'Gives a Word file',
    pdf: 'Gives a PDF',
    csv: 'Gives CSV for a spreadsheet',
    data: 'Gives named values',
    translation: 'Gives a translation',
  },
  tools: TOOL_NAMES,
};

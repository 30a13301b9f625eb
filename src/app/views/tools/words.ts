/** The words of the tools' pages. They come along with the views: the first load does without them. */
import type { NamedTool } from '../../../contract/tool-names.ts';
import type { Tool, ToolSlug } from '../../../contract/tools.ts';
import { wordsOf } from '../../i18n/index.ts';
import { en } from './words.en.ts';
import { fa } from './words.fa.ts';

export interface ToolsWords {
  lead: string;
  groups: Record<'text' | 'files' | 'tables' | 'data' | 'model', string>;
  /** Below the group of tools that need a vision model. */
  modelText: string;
  /** Before the choice of a language. */
  target: string;
  back: string;
  /** What comes out of a tool. */
  results: Record<Tool['result'], string>;
  tools: Record<ToolSlug, Pick<NamedTool, 'name' | 'description'>>;
}

export const words = wordsOf<ToolsWords>({ en, fa });

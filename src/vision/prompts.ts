/** What a vision model is asked, where its entry in models.json does not say it in other words. */
import type { ReadingTask, VisionSpec } from '../contract/models.ts';

const COMMON =
  'Keep the reading order. Write headings with #, lists with - or their printed numbers, tables as HTML with rowspan and ' +
  'colspan, displayed formulas as LaTeX between $$. Write what stands there, in its own language, letter by letter: ' +
  'correct nothing, translate nothing, add nothing, leave nothing out.';

const PROMPTS: Record<ReadingTask, string> = {
  page: `Transcribe this page as Markdown. ${COMMON} Answer with the Markdown alone.`,
  tables: `Transcribe this page as Markdown, every table of it as HTML, cell by cell. ${COMMON} Answer with the Markdown alone.`,
  formulas: `Transcribe this page as Markdown, every formula of it as LaTeX, those within a line between $. ${COMMON} Answer with the Markdown alone.`,
  handwriting: `Transcribe the handwriting on this page as Markdown, line by line. Write [illegible] for a word that cannot be read. ${COMMON} Answer with the Markdown alone.`,
};

const PART = '(The picture shows a part of the page: begin and end where it does.)';

const TASKS: Record<string, ReadingTask> = {
  'handwriting-to-text': 'handwriting',
  'math-to-latex': 'formulas',
  'extract-tables': 'tables',
  'image-to-excel': 'tables',
};

/** `tool`: the job's. `isPart`: of a page that is read in bands. */
export function promptOf({ prompts = {} }: VisionSpec, tool: string | null, isPart: boolean): string {
  const task = (tool !== null && TASKS[tool]) || 'page';
  const own = prompts[task] ?? prompts.page;
  if (own !== undefined) return own;
  return isPart ? `${PROMPTS[task]} ${PART}` : PROMPTS[task];
}

/** Of the app's own picture, after a model was loaded for the first time. */
export const selfTestPrompt = ({ prompts = {} }: VisionSpec): string =>
  prompts.page ?? 'What is written in this picture? Answer with its words alone: which are they?';

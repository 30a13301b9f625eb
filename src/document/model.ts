/** The one document model: every source becomes it, every export, the chat and the viewer read only it. */
export type { Bbox, Block, Line, Page, TableCell, Warning, Word } from '../contract/job.ts';

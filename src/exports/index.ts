// By the lead, so that the tree builds; the exports engineer replaces this file.
import { ApiError } from '../contract/errors.ts';
import type { Page } from '../contract/job.ts';
export type ExportPage = Page & { picture?: { bytes: Uint8Array; type: string } };
export interface ExportDocument { title: string; language: string | null; pages: ExportPage[] }
export interface ExportDocumentOptions { layout?: boolean; bom?: boolean; tables?: 'separate'; original?: { bytes: Uint8Array; type: string } }
export async function exportDocument(_doc: ExportDocument, format: string, _options: ExportDocumentOptions): Promise<Uint8Array> {
  throw new ApiError('engine_unavailable', `The format ${format} is not built yet.`);
}

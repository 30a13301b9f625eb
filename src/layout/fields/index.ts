/** Fields and data of finished pages: label–value pairs, and what receipts, invoices, business cards and forms say. */
import type { Data } from '../../contract/data.ts';
import type { ToolSlug } from '../../contract/tools.ts';
import type { Page } from '../../document/model.ts';
import { readBusinessCard } from './business-card.ts';
import { documentFields, type Field } from './fields.ts';
import { type FieldsDocument, readDocument } from './fields-document.ts';
import { readForm } from './form.ts';
import { readInvoice } from './invoice.ts';
import { readReceipt } from './receipt.ts';

const READERS = {
  'receipt-to-data': readReceipt,
  'invoice-to-data': readInvoice,
  'business-card': readBusinessCard,
  'form-to-data': readForm,
} satisfies Partial<Record<ToolSlug, (document: FieldsDocument) => Data>>;

export type DataTool = keyof typeof READERS;

export const isDataTool = (tool: string): tool is DataTool => Object.hasOwn(READERS, tool);

/** The shape of each tool's data stands in `contract/data.ts`. What is not found is absent. */
export const extractData = (tool: DataTool, pages: readonly Page[]): Data => READERS[tool](readDocument(pages));

/** All label–value pairs, in the order of the pages' rows. */
export const findFields = (pages: readonly Page[]): Field[] => documentFields(readDocument(pages));

export type { Field } from './fields.ts';
export type { FieldKind } from './typed-value.ts';

/** What the bench asks of whatever reads the documents. */
import type { Page } from '../../../src/document/model.ts';
import type { Data } from './fields.ts';
import type { StructureItem } from './sets.ts';

export interface Structure {
  pages: Pick<Page, 'blocks'>[];
  data: Data;
  /** Milliseconds of each page's layout alone, where it can be told. */
  layout: number[];
  /** Why there is nothing. */
  failure?: string;
}

export interface StructureReader {
  build: string;
  read(item: StructureItem): Promise<Structure>;
  close(): Promise<void>;
}

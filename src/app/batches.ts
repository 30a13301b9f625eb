/** Folders and ZIPs on their way in, as this tab knows them. What is sent already stands in the list of documents. */
import { signal } from '@preact/signals';
import type { Tool } from '../contract/tools.ts';
import type { Skipped, Source } from './intake/source.ts';
import type { Problem } from './problem.ts';

/** A file that was refused; it can be tried again alone. */
export interface FailedFile {
  id: string;
  source: Source;
  problem: Problem;
  /** While it is tried again. */
  busy: boolean;
}

export interface Batch {
  name: string;
  /** With which its files are read. */
  tool: Tool | null;
  state: 'opening' | 'sending' | 'paused' | 'over';
  /** Why nothing of it could be opened, or why it is paused. */
  problem: Problem | null;
  /** Files to read, and how many of them had their turn. */
  total: number;
  tried: number;
  /** Left alone, each with the reason. */
  skipped: Skipped[];
  failed: FailedFile[];
  /** Documents whose results were there already. */
  known: string[];
  /** Files that are the same as another one of the batch. */
  twins: number;
}

/** By name. */
export const batches = signal<ReadonlyMap<string, Batch>>(new Map());

export function changeBatch(name: string, change: (batch: Batch) => Partial<Batch>): void {
  const fresh: Batch = {
    name,
    tool: null,
    state: 'opening',
    problem: null,
    total: 0,
    tried: 0,
    skipped: [],
    failed: [],
    known: [],
    twins: 0,
  };
  const batch = batches.value.get(name) ?? fresh;
  batches.value = new Map(batches.value).set(name, { ...batch, ...change(batch) });
}

export function forgetBatch(name: string): void {
  const rest = new Map(batches.value);
  rest.delete(name);
  batches.value = rest;
}

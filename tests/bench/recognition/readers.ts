/** What reads the pictures: ours, and those that it is compared with, whose readings do not change and are kept. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest, packDigest } from './packs.ts';

export interface Item {
  /** `set/file`, as tables show it. */
  name: string;
  path: string;
  /** As it stands beside the picture, not normalised. */
  truth: string;
  /** The right ones. */
  packs: readonly string[];
}

export interface Result {
  text: string;
  /** Ours by the clock; of the others the processor's time, which other work on the machine hardly changes. */
  seconds: number;
  /** Why there is no text. */
  failure?: string;
  /** What the language was found to be: Tesseract codes joined with `+`. */
  detected?: string;
  /** What was done to the picture, step by step. */
  preparation?: string[];
}

export interface PictureReader {
  /** Short, for the head of a column. */
  id: string;
  /** What it is: program, version, packs, settings; a change of it makes kept readings void. */
  build: string;
  /** How many pictures at a time. */
  parallelism: number;
  /** False where it cannot read this one, for want of a pack. */
  takes(item: Item): boolean;
  /** Never rejects: what went wrong stands in the result. */
  read(item: Item): Promise<Result>;
  /** The same without being told the language, where it can do that. */
  readAuto?(item: Item): Promise<Result>;
  /** Seconds that Tesseract alone takes in the same place, once the picture is decoded: one look, segmentation 3. */
  tesseractAlone?(item: Item): Promise<number>;
  close(): Promise<void>;
}

/** Readings are kept in a folder by picture, packs and build. */
export function cached(reader: PictureReader, cache: string | undefined, packs: string | undefined): PictureReader {
  if (cache === undefined) return reader;
  const folder = join(cache, reader.id);
  mkdirSync(folder, { recursive: true });
  return {
    ...reader,
    async read(item) {
      const parts = [
        reader.build,
        digest(readFileSync(item.path)),
        ...item.packs.map((code) => `${code}:${packDigest(code, packs)}`),
      ];
      const path = join(folder, `${digest(Buffer.from(parts.join('\n'))).slice(0, 32)}.json`);
      if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Result;
      const result = await reader.read(item);
      if (result.failure === undefined) writeFileSync(path, JSON.stringify(result));
      return result;
    },
  };
}

/** The readings of several pictures in the order of the items. */
export async function readAll(reader: PictureReader, items: readonly Item[]): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await reader.read(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: reader.parallelism }, work));
  return results;
}

/** What other programs read from our files, and how near that is to what we wrote. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Bbox, Page } from '../../src/document/model.ts';
import { isSpaced } from '../../src/exports/characters.ts';
import { linesOf } from '../../src/exports/lines.ts';

/** False, with a line that says why, where one of the programs is not installed. */
export function areInstalled(what: string, ...programs: string[]): boolean {
  const missing = programs.filter((name) => spawnSync(name, ['--version']).error);
  if (missing.length > 0) console.warn(`Skipped: ${what}. Missing: ${missing.join(', ')}.`);
  return missing.length === 0;
}

export const run = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'pipe'] });

/** A folder for a test file's files, removed when its tests are done. */
export function workFolder() {
  const path = mkdtempSync(join(tmpdir(), 'exports-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    save(name: string, content: Uint8Array | string): string {
      writeFileSync(join(path, name), content);
      return join(path, name);
    },
  };
}

const DIRECTION_MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

/** Words; of scripts without spaces between words, characters. Marks of direction are the reader's own, or invisible. */
export const unitsOf = (text: string): string[] =>
  text
    .replace(DIRECTION_MARKS, '')
    .split(/\s+/)
    .flatMap((word) => word.split(/(?<=\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|[、。])/u))
    .filter(Boolean);

/** F1 of two multisets. */
export function f1(truth: readonly string[], found: readonly string[]): number {
  const left = new Map<string, number>();
  for (const text of truth) left.set(text, (left.get(text) ?? 0) + 1);
  let shared = 0;
  for (const text of found) {
    const count = left.get(text) ?? 0;
    if (count > 0) shared += 1;
    left.set(text, count - 1);
  }
  return (2 * shared) / Math.max(1, truth.length + found.length);
}

export interface ReadPage {
  /** As the reader orders it. */
  text: string;
  width: number;
  height: number;
  /** Of words, in the unit of `width`, origin top left of the page as it is shown. */
  boxes: Bbox[];
}

/** What pdftotext finds. */
export function readPdf(path: string): ReadPage[] {
  const texts = run('pdftotext', path, '-').split('\f');
  const numbers = /(?:width|xMin)="([-\d.]+)" (?:height|yMin)="([-\d.]+)"(?: xMax="([-\d.]+)" yMax="([-\d.]+)")?/;
  return run('pdftotext', '-bbox', path, '-')
    .split('<page ')
    .slice(1)
    .map((part, index) => {
      const [width = 0, height = 0] = numbers.exec(part)?.slice(1, 3).map(Number) ?? [];
      const boxes = [...part.matchAll(/<word [^>]*>/g)].map(
        ([tag]) => (numbers.exec(tag)?.slice(1, 5).map(Number) ?? [0, 0, 0, 0]) as Bbox,
      );
      return { text: texts[index] ?? '', width, height, boxes };
    });
}

/**
 * The share of our words that some box of the reader's matches with an IoU of 0.6. What no space parts is one word to a
 * reader.
 */
export function matched(page: Pick<Page, 'blocks' | 'width'>, { boxes, width }: ReadPage): number {
  const scale = width / page.width;
  const ours = page.blocks
    .flatMap(linesOf)
    .flatMap(({ words }) => {
      const joined: Bbox[] = [];
      for (const [i, { text, bbox }] of words.entries()) {
        const before = words[i - 1];
        const last = joined.at(-1);
        if (!before || !last || isSpaced(before.text, text)) joined.push([...bbox]);
        else joined[joined.length - 1] = around(last, bbox);
      }
      return joined;
    })
    .map((bbox) => bbox.map((value) => value * scale) as Bbox);
  return ours.filter((bbox) => boxes.some((box) => iou(bbox, box) >= 0.6)).length / Math.max(1, ours.length);
}

const around = (a: Bbox, b: Bbox): Bbox => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

function iou(a: Bbox, b: Bbox): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const area = (box: Bbox) => (box[2] - box[0]) * (box[3] - box[1]);
  return (width * height) / (area(a) + area(b) - width * height);
}

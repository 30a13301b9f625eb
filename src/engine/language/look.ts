/** What a page's language is told from: the shapes of its lines, and some of them to read. Runs in the prepare worker. */
import type { GrayPicture } from '../recognise/recognizer.ts';
import { findLines } from './find-lines.ts';
import { sampleOf } from './sample.ts';
import model from './script-shapes.json';
import { type ShapeModel, scriptsOf } from './script-shapes.ts';

export interface Look {
  /** ISO 15924, the likeliest first; the shares sum to 1. */
  shapes: { script: string; share: number }[];
  /** Some 200 letters, as a block. */
  sample: GrayPicture;
}

/** Lines whose shapes are looked at. */
const LINES = 6;
const SELDOM = ['Cans', 'Cher', 'Syrc'];

/** The page upright and level; null where it shows no lines. */
export function lookAtLines(picture: GrayPicture): Look | null {
  const lines = findLines(picture, LINES);
  if (lines.length === 0) return null;
  const middles = lines.map(({ middle }) => middle);
  const boxes = lines.map(({ bbox }) => bbox);
  return {
    shapes: weighed(scriptsOf(picture, middles, model as ShapeModel)),
    sample: sampleOf(picture, boxes),
  };
}

/** Scripts seldom met take more than a line or two to be believed. */
function weighed(shapes: readonly { script: string; share: number }[]): { script: string; share: number }[] {
  const weights = shapes.map(({ script, share }) => share * (SELDOM.includes(script) ? 0.1 : 1));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return shapes
    .map(({ script }, n) => ({ script, share: (weights[n] as number) / all }))
    .sort((a, b) => b.share - a.share);
}

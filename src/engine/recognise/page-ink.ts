/** What a prepared picture tells of its ink before it is read: found while Tesseract reads, in 30 ms of a clean page. */
import type { Rule } from '../../layout/input.ts';
import type { Preparation } from '../prepare/preparation.ts';
import { rulesOf } from '../prepare/rules-of.ts';
import { type InkShapes, inkShapesOf } from './pictures.ts';
import { type InkLetters, inkLettersOf } from './uncovered.ts';

export interface PageInk {
  /** To be told from the words, once they are there. */
  letters: InkLetters;
  /** For pictures among them; used up by looking for these. */
  shapes: InkShapes;
  /** Straight strokes, in pixels of the picture that it was prepared from. */
  rules: Rule[];
}

/** `xHeight` in pixels of the prepared picture. */
export const pageInk = (prepared: Pick<Preparation, 'picture' | 'toUpright'>, xHeight: number): PageInk => ({
  letters: inkLettersOf(prepared.picture, xHeight),
  shapes: inkShapesOf(prepared.picture, xHeight),
  rules: rulesOf(prepared, xHeight),
});

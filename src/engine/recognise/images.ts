/** What the pipeline has done to pictures: in a worker of the browser, or in place under Node. */
import type { Bbox } from '../../document/model.ts';
import type { Rule } from '../../layout/input.ts';
import { type Look, lookAtLines } from '../language/look.ts';
import { type Measures, measurePage } from '../prepare/measure.ts';
import type { Step } from '../prepare/plan.ts';
import type { Preparation } from '../prepare/preparation.ts';
import { preparePage } from '../prepare/prepare-page.ts';
import { rulesOf } from '../prepare/rules-of.ts';
import { inkLines } from './ink-lines.ts';
import type { GrayPicture } from './recognizer.ts';
import { eraseRules, type RuleErasure } from './rules.ts';
import { uncoveredText } from './uncovered.ts';

export interface Images {
  measure(picture: GrayPicture, signal: AbortSignal): Promise<Measures>;
  prepare(picture: GrayPicture, steps: readonly Step[], signal: AbortSignal): Promise<Preparation>;
  /** The picture without the rules of its tables and frames; null where it has none. `xHeight` in pixels. */
  eraseRules(picture: GrayPicture, xHeight: number, signal: AbortSignal): Promise<RuleErasure | null>;
  /** Lines of ink that none of the words covers; `xHeight` in pixels. */
  uncovered(picture: GrayPicture, words: readonly Bbox[], xHeight: number, signal: AbortSignal): Promise<Bbox[]>;
  /** All lines, cut apart by the ink, in reading order; of a level picture, `xHeight` in pixels. */
  lines(picture: GrayPicture, xHeight: number, signal: AbortSignal): Promise<Bbox[]>;
  /** Straight strokes, in pixels of the picture that it was prepared from; `xHeight` in pixels of this one. */
  rules(preparation: Pick<Preparation, 'picture' | 'toUpright'>, xHeight: number, signal: AbortSignal): Promise<Rule[]>;
  /** What the language is told from; null where there are no lines. */
  look(picture: GrayPicture, signal: AbortSignal): Promise<Look | null>;
}

export const imagesInPlace: Images = {
  measure: async (picture) => measurePage(picture),
  prepare: async (picture, steps) => preparePage(picture, steps),
  eraseRules: async (picture, xHeight) => eraseRules(picture, xHeight),
  uncovered: async (picture, words, xHeight) => uncoveredText(picture, words, xHeight),
  lines: async (picture, xHeight) => inkLines(picture, xHeight),
  rules: async (preparation, xHeight) => rulesOf(preparation, xHeight),
  look: async (picture) => lookAtLines(picture),
};

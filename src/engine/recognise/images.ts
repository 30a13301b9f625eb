/** What the pipeline has done to pictures: in a worker of the browser, or in place under Node. */
import type { Bbox } from '../../document/model.ts';
import { type Look, lookAtLines } from '../language/look.ts';
import { type Measures, measurePage } from '../prepare/measure.ts';
import type { Step } from '../prepare/plan.ts';
import type { Preparation } from '../prepare/preparation.ts';
import { preparePage } from '../prepare/prepare-page.ts';
import { inkLines } from './ink-lines.ts';
import { type PageInk, pageInk } from './page-ink.ts';
import type { GrayPicture } from './recognizer.ts';
import { eraseRules, type RuleErasure } from './rules.ts';

export interface Images {
  measure(picture: GrayPicture, signal: AbortSignal): Promise<Measures>;
  prepare(picture: GrayPicture, steps: readonly Step[], signal: AbortSignal): Promise<Preparation>;
  /** The picture without the rules of its tables and frames; null where it has none. `xHeight` in pixels. */
  eraseRules(picture: GrayPicture, xHeight: number, signal: AbortSignal): Promise<RuleErasure | null>;
  /** Its letters and rules; `xHeight` in pixels of the prepared picture. */
  ink(preparation: Pick<Preparation, 'picture' | 'toUpright'>, xHeight: number, signal: AbortSignal): Promise<PageInk>;
  /** All lines, cut apart by the ink, in reading order; of a level picture, `xHeight` in pixels. */
  lines(picture: GrayPicture, xHeight: number, signal: AbortSignal): Promise<Bbox[]>;
  /** What the language is told from; null where there are no lines. */
  look(picture: GrayPicture, signal: AbortSignal): Promise<Look | null>;
}

export const imagesInPlace: Images = {
  measure: async (picture) => measurePage(picture),
  prepare: async (picture, steps) => preparePage(picture, steps),
  eraseRules: async (picture, xHeight) => eraseRules(picture, xHeight),
  ink: async (preparation, xHeight) => pageInk(preparation, xHeight),
  lines: async (picture, xHeight) => inkLines(picture, xHeight),
  look: async (picture) => lookAtLines(picture),
};

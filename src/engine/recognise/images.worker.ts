/** What the pipeline asks of a page's picture beyond its preparation. Runs in the prepare worker. */
import type { Bbox } from '../../document/model.ts';
import { transferring } from '../worker-rpc.ts';
import { inkLines } from './ink-lines.ts';
import type { GrayPicture } from './recognizer.ts';
import { eraseRules, type RuleErasure } from './rules.ts';
import { uncoveredText } from './uncovered.ts';

/** The new picture's buffer moves to the caller. */
export function eraseRulesOf(picture: GrayPicture, xHeight: number): RuleErasure | null {
  const erasure = eraseRules(picture, xHeight);
  return erasure && transferring(erasure, [erasure.picture.data.buffer as ArrayBuffer]);
}

/** Lines of ink that none of the words covers. */
export const findUncovered = (picture: GrayPicture, words: readonly Bbox[], xHeight: number): Bbox[] =>
  uncoveredText(picture, words, xHeight);

/** All lines, cut apart by the ink alone. */
export const findLines = (picture: GrayPicture, xHeight: number): Bbox[] => inkLines(picture, xHeight);

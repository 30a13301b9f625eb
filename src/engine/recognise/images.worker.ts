/** What the pipeline asks of a page's picture beyond its preparation. Runs in the prepare worker. */
import type { Bbox } from '../../document/model.ts';
import type { Preparation } from '../prepare/preparation.ts';
import { transferring } from '../worker-rpc.ts';
import { inkLines } from './ink-lines.ts';
import { letGo } from './let-go.ts';
import { type PageInk, pageInk } from './page-ink.ts';
import type { GrayPicture } from './recognizer.ts';
import { eraseRules, type RuleErasure } from './rules.ts';

/** The new picture's buffer moves to the caller. */
export function eraseRulesOf(picture: GrayPicture, xHeight: number): RuleErasure | null {
  const erasure = eraseRules(picture, xHeight);
  return erasure && transferring(erasure, [erasure.picture.data.buffer as ArrayBuffer]);
}

/** Its letters, shapes and rules; the picture is used up. */
export function inkOf(prepared: Pick<Preparation, 'picture' | 'toUpright'>, xHeight: number): PageInk {
  const ink = pageInk(prepared, xHeight);
  letGo(prepared.picture.data);
  return transferring(ink, [ink.letters.boxes.buffer as ArrayBuffer, ink.shapes.data.buffer as ArrayBuffer]);
}

/** All lines, cut apart by the ink alone. */
export const findLines = (picture: GrayPicture, xHeight: number): Bbox[] => inkLines(picture, xHeight);

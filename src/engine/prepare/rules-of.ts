import type { Rule } from '../../layout/input.ts';
import { findRules } from './find-rules.ts';
import { mapRules } from './map-rules.ts';
import type { Preparation } from './preparation.ts';

/** The rules of a prepared picture, where they lie in the upright one that it was made from. `xHeight` in its pixels. */
export const rulesOf = ({ picture, toUpright }: Pick<Preparation, 'picture' | 'toUpright'>, xHeight: number): Rule[] =>
  mapRules(findRules(picture, xHeight), toUpright);

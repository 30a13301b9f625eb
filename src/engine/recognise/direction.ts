import type { Word } from '../../document/model.ts';

/** Words of a script that is written from the right are among them. */
export const isRightToLeft = (words: readonly Word[]): boolean =>
  words.some(({ text }) => /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(text));

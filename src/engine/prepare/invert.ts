import type { GrayPicture } from '../recognise/recognizer.ts';
import { applyTable } from './apply-table.ts';

const NEGATIVE = Uint8Array.from({ length: 256 }, (_, value) => 255 - value);

/** Light for dark. */
export const invert = (picture: GrayPicture): GrayPicture => applyTable(picture, NEGATIVE);

/** Figures and formulas in a Word file. */
import type { Paragraph } from 'docx';
import type { Block } from '../document/model.ts';
import { alternativeText, type BlockPicture } from './block-pictures.ts';
import { type Sheet, textHeight, textWidth } from './docx-page.ts';

/** Of the height of a page's text: the rest is for the caption. */
const MOST = 0.9;

/** A picture in its true size where that fits, with what it shows in words. */
export function pictureParagraph(
  picture: BlockPicture,
  caption: Block | undefined,
  flow: { pageBreakBefore: boolean; keepNext: boolean },
  { docx, sheet }: { docx: typeof import('docx'); sheet: Sheet },
): Paragraph {
  const { bytes, type, paper } = picture;
  const room = { width: textWidth(sheet) / 20, height: (textHeight(sheet) / 20) * MOST };
  const scale = Math.min(1, room.width / paper.width, room.height / paper.height);
  // The library counts 96 pixels to an inch.
  const size = (points: number) => Math.max(1, (points * scale * 96) / 72);
  const image = new docx.ImageRun({
    type: type === 'image/jpeg' ? 'jpg' : 'png',
    data: bytes,
    transformation: { width: size(paper.width), height: size(paper.height) },
    altText: { description: alternativeText(picture, caption) },
  });
  return new docx.Paragraph({ ...flow, alignment: docx.AlignmentType.CENTER, children: [image] });
}

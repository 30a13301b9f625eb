/** Figures and formulas in a Word file. */
import type { Paragraph } from 'docx';
import type { Block } from '../document/model.ts';
import { alternativeText, type BlockPicture } from './block-pictures.ts';
import { PAGE, TEXT_WIDTH } from './docx-page.ts';

/** Points: what a picture may take of a page, with room for its caption. */
const ROOM = { width: TEXT_WIDTH / 20, height: ((PAGE.height - 2 * PAGE.margin) / 20) * 0.9 };

/** A picture in its true size where that fits, with what it shows in words. */
export function pictureParagraph(
  picture: BlockPicture,
  caption: Block | undefined,
  flow: { pageBreakBefore: boolean; keepNext: boolean },
  docx: typeof import('docx'),
): Paragraph {
  const { bytes, type, paper } = picture;
  const scale = Math.min(1, ROOM.width / paper.width, ROOM.height / paper.height);
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

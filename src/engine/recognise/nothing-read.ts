import type { PageOcr } from './read-page.ts';

/** A page of which nothing was recognised, or nothing yet; sides in pixels. */
export const nothingRead = ({ width, height }: Pick<PageOcr, 'width' | 'height'>): PageOcr => ({
  blocks: [],
  rules: [],
  pictures: [],
  skew: 0,
  width,
  height,
  rotation: 0,
  preparation: [],
  packs: [],
  warnings: [],
});

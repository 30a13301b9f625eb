/** How large a page is on paper. Lengths are points, 72 to an inch. */
import type { Page } from '../../document/model.ts';

const A4 = { short: 210 / 25.4, long: 297 / 25.4 };
const SCREEN_DPI = 96;

/**
 * As the file states it; where it states none, or what no scanner gives: a page with the proportions of A4, Letter or
 * Legal (and pixels enough to be one) is taken to be as wide as A4; anything else, a receipt or a screenshot, has 96
 * pixels an inch, or as many as it needs to be no longer than A4.
 */
export function pageDpi({ dpi, width, height }: Pick<Page, 'dpi' | 'width' | 'height'>): number {
  if (dpi !== null && dpi >= 30 && dpi <= 4800) return dpi;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const isPage = short >= 600 && long / short >= 1.2 && long / short <= 1.7;
  return isPage ? short / A4.short : Math.max(SCREEN_DPI, long / A4.long);
}

/** Acrobat's limit for a page's sides (ISO 32000-1, Annex C), in units of 1/72 inch times UserUnit. */
const MAX_UNITS = 14_400;

/** `width` and `height` in units of `userUnit` points. */
export function pageSize(page: Pick<Page, 'dpi' | 'width' | 'height'>) {
  const scale = 72 / pageDpi(page);
  const [width, height] = [Math.max(page.width, 1) * scale, Math.max(page.height, 1) * scale];
  const userUnit = Math.max(1, Math.ceil((Math.max(width, height) / MAX_UNITS) * 100) / 100);
  return { width: width / userUnit, height: height / userUnit, userUnit };
}

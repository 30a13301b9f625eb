/** `fit` is the width of the pane; a number is CSS pixels a pixel of the page. */
export type Zoom = 'fit' | number;

export const ZOOM_STEPS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4] as const;

// A picture is blown up to fill the pane only where it is small: by half at most, and to no more than 1,000 CSS pixels.
const MAX_ENLARGED = 1.5;
const ENLARGED_WIDTH = 1000;

/** CSS pixels a page pixel, for a page `width` pixels wide in a pane of `pane` CSS pixels. */
export function scaleOf(zoom: Zoom, width: number, pane: number): number {
  if (zoom !== 'fit') return zoom;
  const enlarged = Math.min(MAX_ENLARGED, ENLARGED_WIDTH / width);
  return Math.min(pane / width, Math.max(1, enlarged));
}

/** The next step up or down from `scale`; the scale itself at either end. */
export function stepZoom(scale: number, by: 1 | -1): number {
  const next =
    by > 0 ? ZOOM_STEPS.find((step) => step > scale * 1.01) : ZOOM_STEPS.findLast((step) => step < scale * 0.99);
  return next ?? scale;
}

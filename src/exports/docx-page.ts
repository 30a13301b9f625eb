/** Twips, 20 to a point: A4 with margins of an inch. */
export const PAGE = { width: 11_906, height: 16_838, margin: 1440 };
export const TEXT_WIDTH = PAGE.width - 2 * PAGE.margin;

/** "0.53 (8/15)"; a dash of nothing. */
export const share = (hits: number, all: number): string =>
  all === 0 ? '–' : `${(hits / all).toFixed(2)} (${hits}/${all})`;

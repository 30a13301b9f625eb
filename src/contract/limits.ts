/** Bounds of an upload and of a wait. Sizes in bytes, areas in pixels, times in milliseconds. */
export const LIMITS = {
  fileBytes: 200 * 1024 * 1024,
  pagePixels: 100_000_000,
  filePages: 2_000,
  /** A job of at most this many pages is answered inline. */
  inlinePages: 5,
  /** Chromium ends a pending fetch event after 300 s; an inline answer says `processing` before that. */
  inlineWait: 240_000,
} as const;

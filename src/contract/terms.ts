/**
 * The terms in which requests and jobs are told alike. Apart from the job's shapes, which the service worker has no use
 * for.
 */
import * as v from 'valibot';

/** Left, top, right, bottom in pixels of the page as recognised, origin top left, the page upright. */
export const Bbox = v.tuple([v.number(), v.number(), v.number(), v.number()]);
export type Bbox = v.InferOutput<typeof Bbox>;

export const BLOCK_TYPES = [
  'heading',
  'paragraph',
  'list-item',
  'table',
  'caption',
  'page-header',
  'page-footer',
  'figure',
  'formula',
] as const;

/** What a paragraph is beside the running text. */
export const BLOCK_STYLES = ['code', 'quote', 'footnote'] as const;

/** Of an upload, as it was sent. */
export const Sha256 = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{64}$/, 'Use 64 lowercase hex digits.'),
  v.description('SHA-256 of the uploaded file'),
);

export const TIERS = ['cpu', 'vlm'] as const;
export type Tier = (typeof TIERS)[number];

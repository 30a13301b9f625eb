/** Tools: presets of tier and result, named by their slug. */
import type { Tier } from './job.ts';

export interface Tool {
  slug: string;
  name: string;
  description: string;
  tier: Tier;
  /** What the tool is after. */
  result: 'text' | 'markdown';
}

export const TOOLS: readonly Tool[] = [
  {
    slug: 'image-to-text', name: 'Image to text', tier: 'cpu', result: 'text',
    description: 'Plain text from a scan, a photo or a screenshot.',
  },
];

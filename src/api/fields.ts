/** The text fields of an upload, checked: what a job is asked for. */
import { ApiError } from '../contract/errors.ts';
import { TIERS, type Tier } from '../contract/job.ts';
import { resolveLanguages } from '../contract/languages.ts';
import { TOOLS } from '../contract/tools.ts';
import type { JobRecord } from '../store/schema.ts';

export interface JobRequest {
  tier: Tier;
  /** As sent. */
  language: string;
  /** Tesseract packs; those of `auto` are the default ones. */
  packs: string[];
  tool: string | null;
  translate_to: string | null;
  fallback: JobRecord['fallback'];
  retention: JobRecord['retention'];
  password: string | null;
}

const DEFAULT_PACKS = ['eng'];
const MAX_RETENTION_DAYS = 36_500;

/** An empty field counts as absent. Throws ApiError, with the accepted values. */
export function readFields(fields: ReadonlyMap<string, string>, defaultRetention: JobRecord['retention']): JobRequest {
  const field = (name: string) => fields.get(name) || null;
  const language = field('language') ?? 'auto';
  const { auto, packs } = resolveLanguages(language);
  const tool = field('tool');
  const preset = TOOLS.find(({ slug }) => slug === tool);
  if (tool !== null && !preset) {
    const accepted = TOOLS.map(({ slug }) => slug);
    throw new ApiError('unknown_tool', `There is no tool "${tool}". Use one of: ${accepted.join(', ')}.`, { accepted });
  }
  const fallback = oneOf(field('fallback') ?? 'cpu', ['cpu', 'none'] as const, 'bad_field', 'fallback');
  return {
    tier: oneOf(field('tier') ?? preset?.tier ?? 'cpu', TIERS, 'unknown_tier', 'tier'),
    language,
    packs: auto ? DEFAULT_PACKS : packs,
    tool,
    translate_to: field('translate_to'),
    fallback,
    retention: retentionOf(field('retention'), defaultRetention),
    password: fields.get('password') ?? null,
  };
}

function oneOf<T extends string>(
  value: string, accepted: readonly T[], code: 'unknown_tier' | 'bad_field', field: string,
): T {
  const known = accepted.find((candidate) => candidate === value);
  if (known !== undefined) return known;
  throw new ApiError(code, `"${value}" is not a ${field}. Use ${accepted.join(' or ')}.`, { field, accepted });
}

function retentionOf(value: string | null, fallback: JobRecord['retention']): JobRecord['retention'] {
  if (value === null) return fallback;
  if (value === 'keep' || value === 'text') return value;
  const days = Number(value);
  if (days > 0 && days <= MAX_RETENTION_DAYS) return days;
  throw new ApiError('bad_field', `"${value}" is not a retention. Use keep, text, or a number of days.`,
    { field: 'retention', accepted: ['keep', 'text', 'a number of days'] });
}

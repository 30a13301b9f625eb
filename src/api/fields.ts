/** The text fields of an upload, checked: what a job is asked for. */

import type { Languages } from '../contract/create-languages.ts';
import { UploadFields } from '../contract/endpoints.ts';
import { ApiError } from '../contract/errors.ts';
import type { Tier } from '../contract/job.ts';
import { TOOLS } from '../contract/tools.ts';
import type { JobRecord } from '../store/schema.ts';
import { check } from './validate.ts';

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
  tags: string[];
}

const DEFAULT_PACKS = ['eng'];

/** An empty field counts as absent. Throws ApiError, with the accepted values. */
export function readFields(
  fields: ReadonlyMap<string, string>,
  defaultRetention: JobRecord['retention'],
  languages: Languages,
): JobRequest {
  const sent = check(UploadFields, Object.fromEntries([...fields].filter(([, value]) => value !== '')));
  const { tool = null, language = 'auto' } = sent;
  const { auto, packs } = languages.resolve(language);
  const preset = TOOLS.find(({ slug }) => slug === tool);
  // The target is a language like any other; where it is not known that is told now.
  if (sent.translate_to !== undefined && languages.resolve(sent.translate_to).packs.length !== 1) {
    throw new ApiError('bad_field', 'translate_to takes one language: en, fa, zh-Hant.', { field: 'translate_to' });
  }
  return {
    tier: sent.tier ?? preset?.tier ?? 'cpu',
    language,
    packs: auto ? DEFAULT_PACKS : packs,
    tool,
    translate_to: sent.translate_to ?? null,
    fallback: sent.fallback ?? 'cpu',
    retention: sent.retention ?? defaultRetention,
    password: sent.password ?? null,
    tags: [...new Set(sent.tags ?? [])],
  };
}

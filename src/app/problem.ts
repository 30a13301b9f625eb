/** What went wrong, in the words of the interface's language. */
import { ApiError, ERROR_STATUS, type ErrorCode, type ErrorDetails } from '../contract/errors.ts';
import type { Messages } from './i18n/messages.ts';

/**
 * Codes beyond the API's own: `unreachable` is a request that got no answer, `cancelled` is how a job can end, some are
 * of folders and ZIPs, and the rest are a job's warnings.
 */
const OTHER_CODES = [
  'cancelled',
  'file_gone',
  'no_files_in_it',
  'nested_zip',
  'too_many_files',
  'zip_damaged',
  'zip_encrypted',
  'zip_too_large',
  'unpacks_too_large',
  'unreachable',
  'vlm_unavailable',
  'vlm_unsupported',
  'vlm_left_out',
  'machine_translation',
  'translation_incomplete',
  'translation_unchecked',
  'translation_failed',
  'truncated',
  'first_frame_only',
  'structure_unavailable',
  'xfa_form',
  'repaired',
  'picture_left_out',
  'old_layer',
] as const;

export type ProblemCode = ErrorCode | (typeof OTHER_CODES)[number];

export interface Problem {
  code: string;
  message: string;
  details: ErrorDetails;
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return { code: error.code, message: error.message, details: error.details };
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof TypeError ? 'unreachable' : 'internal', message, details: {} };
}

/** The wording of a code in this language; of an unknown code the API's own message. */
export function wordingOf(problem: { code: string; message: string; details?: ErrorDetails }, m: Messages): string {
  if (!isProblemCode(problem.code)) return problem.message;
  return m.problems[problem.code](problem.details ?? {});
}

const isProblemCode = (code: string): code is ProblemCode =>
  Object.hasOwn(ERROR_STATUS, code) || OTHER_CODES.some((known) => known === code);

/** Every error the API answers with: a stable code, its HTTP status, a short message that says what to do. */

export const ERROR_STATUS = {
  no_file: 400,
  empty_file: 400,
  bad_multipart: 400,
  bad_json: 400,
  unsupported_type: 400,
  file_too_large: 400,
  too_many_pages: 400,
  too_many_pixels: 400,
  password_required: 400,
  wrong_password: 400,
  unreadable: 400,
  unknown_tier: 400,
  unknown_language: 400,
  unknown_tool: 400,
  unknown_format: 400,
  bad_field: 400,
  empty_message: 400,
  missing_token: 401,
  invalid_token: 401,
  daily_limit: 402,
  monthly_limit: 402,
  no_credits: 402,
  page_cap: 402,
  not_found: 404,
  method_not_allowed: 405,
  not_finished: 409,
  job_failed: 409,
  internal: 500,
  no_host: 503,
  engine_unavailable: 503,
  storage_full: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Further members of the error body: `limit` and `actual`, `accepted`, `used`, `cap` … */
export type ErrorDetails = Record<string, unknown>;

/** An expected refusal. Thrown in the API and by the inspection of a file, answered as JSON. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
  }
  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

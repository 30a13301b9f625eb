/** What a finished job can be downloaded as. */
export const FORMATS = {
  txt: { mime: 'text/plain; charset=utf-8', extension: 'txt' },
  md: { mime: 'text/markdown; charset=utf-8', extension: 'md' },
  json: { mime: 'application/json', extension: 'json' },
} as const;

export type Format = keyof typeof FORMATS;

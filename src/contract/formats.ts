/** What a finished job can be downloaded as. */
export interface FormatInfo {
  mime: string;
  extension: string;
  /** Built by the host, in the export worker; the others are put together where the request is answered. */
  built: boolean;
  /** Part of the published documentation. */
  documented: boolean;
}

export const FORMATS = {
  txt: { mime: 'text/plain; charset=utf-8', extension: 'txt', built: false, documented: true },
  md: { mime: 'text/markdown; charset=utf-8', extension: 'md', built: false, documented: true },
  json: { mime: 'application/json', extension: 'json', built: false, documented: true },
  docx: {
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
    built: true,
    documented: true,
  },
  pdf: { mime: 'application/pdf', extension: 'pdf', built: true, documented: true },
  csv: { mime: 'text/csv; charset=utf-8', extension: 'csv', built: true, documented: true },
  html: { mime: 'text/html; charset=utf-8', extension: 'html', built: true, documented: false },
  hocr: { mime: 'text/vnd.hocr+html; charset=utf-8', extension: 'hocr', built: true, documented: false },
  alto: { mime: 'application/xml; charset=utf-8', extension: 'xml', built: true, documented: false },
} as const satisfies Record<string, FormatInfo>;

export type Format = keyof typeof FORMATS;

/** What a download asks for beyond its format. */
export interface ExportOptions {
  /** 1-based, such as `1,3-5`. */
  pages?: string | undefined;
  /** txt: columns kept with spaces. */
  layout?: '1' | undefined;
  /** csv: one file a table, in a ZIP. */
  tables?: 'separate' | undefined;
  /** csv: a byte order mark, for Excel. */
  bom?: '1' | undefined;
  /** pdf: to be kept for ever, as PDF/A-2b (ISO 19005-2). */
  pdfa?: '1' | undefined;
  /** Of a translated job: its text as it was read. */
  source?: '1' | undefined;
}

const KNOWN: Partial<Record<Format, readonly (keyof ExportOptions)[]>> = {
  txt: ['layout', 'source'],
  md: ['source'],
  docx: ['source'],
  html: ['source'],
  csv: ['tables', 'bom', 'source'],
  pdf: ['pdfa'],
};

/** Those of the options that the format knows: the others would have one file built under two names. */
export function optionsOf(format: Format, { pages, ...options }: ExportOptions): ExportOptions {
  const known = (KNOWN[format] ?? []).map((name) => [name, options[name as keyof typeof options]]);
  return { pages, ...Object.fromEntries(known) };
}

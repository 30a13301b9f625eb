/** What an example is given. Its source is shown as it stands, with a `const` for each of these that it uses. */
export interface Given {
  /** `…/api/v1/ocr/` */
  API: string;
  ACCOUNT: string;
  CHAT: string;
  TOOLS: string;
  /** The picture of a page that lies beside the app. */
  SAMPLE: string;
  /** A document read before. */
  UUID: string;
  H: { Authorization: string };
  /** The browser's own, watched so that request and answer can be shown. */
  fetch: typeof fetch;
  console: { log: (...values: unknown[]) => void };
}

export type Example = (given: Given) => Promise<void>;

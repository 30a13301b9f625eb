/**
 * The words of the API page. They come along with the view: the first load does without them. What stands between
 * backticks is code.
 */
import type { QueryOf, UploadFields } from '../../../contract/endpoints.ts';
import type { ErrorCode } from '../../../contract/errors.ts';
import type { PlanName } from '../../../contract/plans.ts';
import { wordsOf } from '../../i18n/index.ts';
import type { Language } from './program.ts';
import { en } from './words.en.ts';
import { fa } from './words.fa.ts';

export type UploadField = 'file' | keyof (typeof UploadFields)['entries'];
export type DownloadOption = keyof QueryOf<'GET ocr/{uuid}/download/'>;

export const SECTIONS = [
  'authentication',
  'submit',
  'poll',
  'download',
  'chat',
  'tools',
  'languages',
  'plans',
  'errors',
  'paths',
] as const;
export type SectionId = (typeof SECTIONS)[number];

export interface ApiWords {
  lead: string;
  contents: string;
  sections: Record<SectionId, string>;

  authentication: (allowance: number) => string;
  accountLink: string;
  submit: (inlinePages: number) => string;
  fallback: string;
  poll: string;
  download: string;
  chat: string;
  tools: string;
  languages: string;
  languagesLink: string;
  plans: (cpu: number, vlm: number) => string;
  errors: string;
  paths: string;
  openApiLink: string;
  jobSchemaLink: string;

  field: string;
  required: string;
  accepted: string;
  meaning: string;
  uploadFields: Record<UploadField, string>;
  downloadOptions: Record<DownloadOption, string>;
  format: string;
  mediaType: string;
  tool: string;
  tier: string;
  /** By slug. Without an entry the API's own name and description stand. */
  toolTexts: Partial<Record<string, { name: string; description: string }>>;
  plan: string;
  planNames: Record<PlanName, string>;
  allowance: string;
  perDay: (credits: number) => string;
  perMonth: (credits: number) => string;
  balance: string;
  unlimited: string;
  pagesPerFile: string;
  priority: string;
  status: string;
  code: string;
  when: string;
  errorTexts: Record<ErrorCode, string>;
  allPaths: (count: number) => string;

  languageNames: Record<Language, string>;
  program: string;
  copyProgram: string;
  fillToken: string;
  fillTokenText: string;
  outside: string;
  run: string;
  runNote: string;
  running: string;
  finished: string;
  stop: string;
  stopped: string;
  answer: string;
  printed: string;
  printedNothing: string;
  notAnswered: string;
  binary: string;
  failed: string;
}

export const words = wordsOf<ApiWords>({ en, fa });

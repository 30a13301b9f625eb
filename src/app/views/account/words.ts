/** The words of the account's pages. They come along with the view: the first load does without them. */
import type { AccountPlan } from '../../../contract/plans.ts';
import type { bridgeState } from '../../bridge/bridge.ts';
import { wordsOf } from '../../i18n/index.ts';
import { en } from './words.en.ts';
import { fa } from './words.fa.ts';

export interface AccountWords {
  settings: string;
  usage: string;

  planTitle: string;
  planText: (cpu: number, vlm: number) => string;
  planName: Record<AccountPlan, string>;
  planMeaning: Record<AccountPlan, (pagesPerFile: number, allowance: number) => string>;
  usedOf: (used: number, cap: number) => string;
  usedSoFar: (used: number) => string;
  balance: (credits: number) => string;
  resets: (date: string) => string;
  topUpLabel: string;
  topUp: string;
  topUpWrong: string;
  toppedUpBy: (credits: number) => string;

  tokenTitle: string;
  tokenText: string;
  copyToken: string;
  newToken: string;
  newTokenAsk: string;
  newTokenYes: string;
  newTokenNo: string;
  newTokenDone: string;
  apiLink: string;

  bridgeTitle: string;
  bridge: string;
  bridgeText: string;
  bridgeStates: Record<typeof bridgeState.value, string>;
  bridgeCalls: (count: number) => string;

  rulesTitle: string;
  requireToken: string;
  requireTokenText: (allowance: number) => string;
  textOnly: string;
  textOnlyText: string;
  keptForDays: (days: number) => string;

  interfaceTitle: string;
  language: string;
  theme: string;
  themeSystem: string;
  themeLight: string;
  themeDark: string;

  deviceTitle: string;
  modelsLink: string;
  offline: string;
  storage: string;
  storageUsed: (used: number, available: number) => string;
  kept: string;
  keptYes: string;
  keptNo: string;

  chartTitle: (days: number) => string;
  chartSummary: (pages: number, credits: number) => string;
  chartTable: string;
  day: string;
  pages: string;
  credits: string;
  ledgerTitle: string;
  ledgerText: string;
  ledgerEmpty: string;
  csv: string;
  date: string;
  document: string;
  tier: string;
  page: (page: number) => string;
  toppedUp: string;
  shown: (shown: number, total: number) => string;
}

export const words = wordsOf<AccountWords>({ en, fa });

import { formatsOf } from '../../i18n/formats.ts';
import type { AccountWords } from './words.ts';

const f = formatsOf('en');
const credits = (count: number) => f.plural(count, { one: '# credit', other: '# credits' });

export const en: AccountWords = {
  settings: 'Account',
  usage: 'Usage',

  planTitle: 'Plan',
  planText: (cpu, vlm) =>
    'No money is involved: a plan caps what is read on this device. ' +
    `A page takes ${credits(cpu)}, or ${f.number(vlm)} with a vision model.`,
  planName: { free: 'Free', credits: 'Credits', local: 'Local' },
  planMeaning: {
    free: (pages, allowance) => `${credits(allowance)} a month. Files of up to ${f.number(pages)} pages.`,
    credits: (pages) => `As much as you top up. Files of up to ${f.number(pages)} pages, read before free ones.`,
    local: (pages) => `No limit. Files of up to ${f.number(pages)} pages, read before free ones.`,
  },
  usedOf: (used, cap) => `${f.number(used)} of ${credits(cap)} used`,
  usedSoFar: (used) => `${credits(used)} used so far`,
  balance: (left) => `${credits(left)} left`,
  resets: (date) => `Starts again on ${date}.`,
  topUpLabel: 'Credits to add',
  topUp: 'Top up',
  topUpWrong: `Use a whole number from 1 to ${f.number(1_000_000)}.`,
  toppedUpBy: (added) => `${credits(added)} added.`,

  tokenTitle: 'API token',
  tokenText: 'Programs on this address read documents with it. It is made on this device and is valid here only.',
  copyToken: 'Copy token',
  newToken: 'New token',
  newTokenAsk: 'Make a new token? Programs that use the old one are refused until you give them the new one.',
  newTokenYes: 'Make a new one',
  newTokenNo: 'Keep this one',
  newTokenDone: 'This is the new token. The old one no longer works.',
  apiLink: 'How to use it, with examples that run',

  bridgeTitle: 'Programs on this computer',
  bridge: 'Answer programs outside the browser',
  bridgeText:
    'Programs on this computer can call the API with the token above while a tab of the app is open. Documents stay in this browser.',
  bridgeStates: {
    off: 'Off.',
    connecting: 'Connecting to the server that serves the app …',
    on: 'On: this tab answers.',
    elsewhere: 'On: another tab answers.',
    absent: 'The server that serves the app does not pass requests on. Start it with npm start.',
  },
  bridgeCalls: (count) => `${f.plural(count, { one: '# call', other: '# calls' })} since this tab was opened`,

  rulesTitle: 'Calls and uploads',
  requireToken: 'Require a token for every call',
  requireTokenText: (allowance) => `Calls without one are refused; otherwise they get ${credits(allowance)} a day.`,
  textOnly: 'Delete uploads automatically once they are read',
  textOnlyText: 'The file and the pictures of its pages go, the text stays. Holds for documents from now on.',
  keptForDays: (days) =>
    `Set over the API: documents are deleted ${f.plural(days, { one: '# day', other: '# days' })} after they are read.`,

  interfaceTitle: 'Interface',
  language: 'Language',
  theme: 'Theme',
  themeSystem: 'As the system',
  themeLight: 'Light',
  themeDark: 'Dark',

  deviceTitle: 'On this device',
  modelsLink: 'Choose what answers questions',
  offline: 'Offline use',
  storage: 'Storage',
  storageUsed: (used, available) => `${f.bytes(used)} used, ${f.bytes(available)} free for it`,
  kept: 'Keeping documents',
  keptYes: 'The browser keeps them until you delete them.',
  keptNo: 'The browser may remove them when the device runs out of space.',

  chartTitle: (days) => `Pages read in the last ${f.number(days)} days`,
  chartSummary: (pages, used) => `${f.plural(pages, { one: '# page', other: '# pages' })}, ${credits(used)}`,
  chartTable: 'As a table',
  day: 'Day',
  pages: 'Pages',
  credits: 'Credits',
  ledgerTitle: 'Ledger',
  ledgerText: 'Every page that was read and every top-up. The CSV file also lists what was reserved and given back.',
  ledgerEmpty: 'Nothing was read yet.',
  csv: 'Export as CSV',
  date: 'Date',
  document: 'Document',
  tier: 'Tier',
  page: (page) => `page ${f.number(page)}`,
  toppedUp: 'Top-up',
  shown: (shown, total) => `${f.number(shown)} of ${f.number(total)}`,
};

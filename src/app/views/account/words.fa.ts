import { formatsOf } from '../../i18n/formats.ts';
import type { AccountWords } from './words.ts';

const f = formatsOf('fa');
const credits = (count: number) => `${f.number(count)} اعتبار`;

export const fa: AccountWords = {
  settings: 'حساب',
  usage: 'مصرف',

  planTitle: 'طرح',
  planText: (cpu, vlm) =>
    'پولی در کار نیست؛ طرح فقط اندازهٔ خواندن روی این دستگاه را محدود می‌کند. ' +
    `هر صفحه ${credits(cpu)} می‌برد و با مدل بینایی ${credits(vlm)}.`,
  planName: { free: 'رایگان', credits: 'اعتباری', local: 'محلی' },
  planMeaning: {
    free: (pages, allowance) => `ماهی ${credits(allowance)}. هر فایل تا ${f.number(pages)} صفحه.`,
    credits: (pages) => `به اندازهٔ شارژ شما. هر فایل تا ${f.number(pages)} صفحه، پیش از فایل‌های رایگان.`,
    local: (pages) => `بی‌محدودیت. هر فایل تا ${f.number(pages)} صفحه، پیش از فایل‌های رایگان.`,
  },
  usedOf: (used, cap) => `${f.number(used)} از ${credits(cap)} مصرف شده`,
  usedSoFar: (used) => `تا کنون ${credits(used)} مصرف شده`,
  balance: (left) => `${credits(left)} مانده`,
  resets: (date) => `از ${date} دوباره آغاز می‌شود.`,
  topUpLabel: 'مقدار شارژ',
  topUp: 'شارژ',
  topUpWrong: `عددی از ${f.number(1)} تا ${f.number(1_000_000)} بنویسید.`,
  toppedUpBy: (added) => `${credits(added)} افزوده شد.`,

  tokenTitle: 'توکن API',
  tokenText: 'برنامه‌های همین نشانی با این توکن سند می‌خوانند. روی همین دستگاه ساخته شده و فقط همین‌جا معتبر است.',
  copyToken: 'رونوشت توکن',
  newToken: 'توکن تازه',
  newTokenAsk: 'توکن تازه‌ای ساخته شود؟ برنامه‌هایی که توکن پیشین را دارند، تا گرفتن توکن تازه پذیرفته نمی‌شوند.',
  newTokenYes: 'ساخته شود',
  newTokenNo: 'همین بماند',
  newTokenDone: 'این توکن تازه است. توکن پیشین دیگر کار نمی‌کند.',
  apiLink: 'راهنمای کاربرد، با نمونه‌هایی که همین‌جا اجرا می‌شوند',

  bridgeTitle: 'برنامه‌های این رایانه',
  bridge: 'پاسخ به برنامه‌های بیرون از مرورگر',
  bridgeText:
    'تا وقتی زبانه‌ای از برگ باز است، برنامه‌های این رایانه با توکن بالا می‌توانند API را صدا بزنند. سندها در همین مرورگر می‌مانند.',
  bridgeStates: {
    off: 'خاموش است.',
    connecting: 'در حال پیوستن به سرور برنامه …',
    on: 'روشن است: این زبانه پاسخ می‌دهد.',
    elsewhere: 'روشن است: زبانهٔ دیگری پاسخ می‌دهد.',
    absent: 'سروری که برنامه را می‌دهد درخواست‌ها را نمی‌رساند. آن را با npm start راه بیندازید.',
  },
  bridgeCalls: (count) => `${f.number(count)} درخواست از هنگام باز شدن این زبانه`,

  rulesTitle: 'درخواست‌ها و فایل‌ها',
  requireToken: 'هر درخواست توکن بخواهد',
  requireTokenText: (allowance) =>
    `درخواست بی‌توکن پذیرفته نمی‌شود؛ اگر خاموش باشد، روزی ${credits(allowance)} سهم آن است.`,
  textOnly: 'فایل‌ها پس از خواندن خودکار پاک شوند',
  textOnlyText: 'فایل و تصویر صفحه‌ها پاک می‌شود و متن می‌ماند. برای سندهای از این پس.',
  keptForDays: (days) => `از راه API چنین تنظیم شده: سندها ${f.number(days)} روز پس از خواندن پاک می‌شوند.`,

  interfaceTitle: 'ظاهر',
  language: 'زبان',
  theme: 'پوسته',
  themeSystem: 'مانند سیستم',
  themeLight: 'روشن',
  themeDark: 'تیره',

  deviceTitle: 'روی این دستگاه',
  modelsLink: 'گزینش پاسخ‌دهندهٔ پرسش‌ها',
  offline: 'کار آفلاین',
  storage: 'فضا',
  storageUsed: (used, available) => `${f.bytes(used)} مصرف شده، ${f.bytes(available)} آزاد است`,
  kept: 'نگهداری سندها',
  keptYes: 'مرورگر آن‌ها را نگه می‌دارد تا خودتان پاک کنید.',
  keptNo: 'اگر جای دستگاه تنگ شود، شاید مرورگر آن‌ها را پاک کند.',

  chartTitle: (days) => `صفحه‌های خوانده‌شده در ${f.number(days)} روز گذشته`,
  chartSummary: (pages, used) => `${f.number(pages)} صفحه، ${credits(used)}`,
  chartTable: 'به شکل جدول',
  day: 'روز',
  pages: 'صفحه',
  credits: 'اعتبار',
  ledgerTitle: 'دفتر مصرف',
  ledgerText: 'هر صفحه‌ای که خوانده شده و هر شارژ. فایل CSV آنچه را کنار گذاشته و پس داده شده نیز دارد.',
  ledgerEmpty: 'هنوز چیزی خوانده نشده است.',
  csv: 'خروجی CSV',
  date: 'زمان',
  document: 'سند',
  tier: 'روش',
  page: (page) => `صفحهٔ ${f.number(page)}`,
  toppedUp: 'شارژ',
  shown: (shown, total) => `${f.number(shown)} از ${f.number(total)}`,
};

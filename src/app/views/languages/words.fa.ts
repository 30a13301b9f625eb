import { formatsOf } from '../../i18n/formats.ts';
import type { LanguagesWords } from './words.ts';

const f = formatsOf('fa');

export const fa: LanguagesWords = {
  lead: (count) =>
    `سند به ${f.number(count)} زبان خوانده می‌شود. هر زبان یک بار بسته‌اش را می‌خواهد و پس از آن بی‌اینترنت کار می‌کند.`,
  search: 'جست‌وجوی زبان',
  stored: (count, bytes) => `${f.number(count)} بسته روی این دستگاه، ${f.bytes(bytes)}`,
  storedNone: 'هنوز بسته‌ای روی این دستگاه نگه داشته نشده است.',
  loading: 'در حال بارگذاری زبان‌ها',
  failed: 'زبان‌ها بارگذاری نشدند.',
  retry: 'تلاش دوباره',

  here: 'آمادهٔ خواندن',
  hereText: 'همراه این برنامه، یا نگه‌داشته روی این دستگاه.',
  more: 'زبان‌های دیگر',
  moreText: 'بستهٔ این زبان‌ها را می‌توان گرفت؛ سپس روی این دستگاه می‌ماند.',
  found: (count) => `${f.number(count)} زبان یافت شد`,
  none: (query) => `زبانی با نام «${query}» این‌جا نیست.`,

  rightToLeft: 'راست به چپ',
  vertical: 'بالا به پایین',
  state: {
    device: 'روی این دستگاه',
    deployment: 'همراه این برنامه',
    remote: '',
    none: 'جای گرفتنش شناخته نیست',
  },
  outOfDate: 'بستهٔ تازه‌تری هست',
  fetching: (done, total) => `${f.bytes(done)} از ${f.bytes(total)}`,
  waiting: 'در انتظار نخستین بایت‌ها',

  get: 'گرفتن',
  getNamed: (name, bytes) => `گرفتن ${name}، ${f.bytes(bytes)}`,
  keep: 'نگه‌داشتن برای آفلاین',
  keepNamed: (name) => `نگه‌داشتن برای آفلاین: ${name}`,
  update: 'به‌روز کردن',
  updateNamed: (name) => `به‌روز کردن ${name}`,
  verify: 'بررسی',
  verifyNamed: (name) => `بررسی بستهٔ ${name}`,
  remove: 'برداشتن',
  removeNamed: (name) => `برداشتن ${name}`,
  cancel: 'لغو',
  cancelNamed: (name) => `لغو ${name}`,

  removeAsk: (name) => `بستهٔ ${name} از این دستگاه برداشته شود؟`,
  removeYes: 'برداشته شود',
  removeNo: 'بماند',
  agreeAsk: (name, host, bytes) =>
    `بستهٔ ${name} (${f.bytes(bytes)}) از ${host} گرفته شود؟ آن میزبان فقط گرفتن بسته را می‌بیند و چیزی از سندهای شما را نمی‌بیند.`,
  agreeYes: 'گرفته شود',
  agreeNo: 'نه، فعلاً',

  added: (name) => `${name} آماده است.`,
  verified: (name) => `بستهٔ ${name} درست و به‌روز است.`,
  removed: (name) => `${name} برداشته شد.`,
  notFetched: 'بسته نرسید یا درست نبود و چیزی از آن نگه داشته نشد. اینترنت را بررسی و دوباره تلاش کنید.',

  missing: (name) => `زبان این سند گویا ${name} است که بسته‌اش این‌جا نیست.`,
  from: (host) => `از ${host} می‌آید که چیزی از سندهای شما را نمی‌بیند.`,
  getAndRead: (name, bytes) => `گرفتن ${name} (${f.bytes(bytes)}) و خواندن دوباره`,
  readAgain: (name) => `خواندن دوباره به ${name}`,
  readingAgain: 'در حال خواندن دوباره',
};

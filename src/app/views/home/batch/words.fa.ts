import { formatsOf } from '../../../i18n/formats.ts';
import type { BatchWords } from './words.ts';

const f = formatsOf('fa');

export const fa: BatchWords = {
  documents: (count) => `${f.number(count)} سند`,
  documentsOf: (done, total) => `${f.number(done)} از ${f.number(total)} سند`,
  pagesOf: (done, total) => `${f.number(done)} از ${f.number(total)} صفحه`,
  opening: 'در حال نگاه‌کردن به درون آن',
  sending: (file, total) => `گرفتن فایل ${f.number(file)} از ${f.number(total)}`,
  needYou: (count) => `${f.number(count)} مورد چشم‌به‌راه شما`,
  show: (name) => `${name}: نمایش سندهایش`,
  resume: 'ادامه',
  known: (count) => `${f.number(count)} فایل پیش‌تر خوانده شده بود؛ همان نتیجه به کار می‌رود`,
  twins: (count) => `${f.number(count)} فایل با فایل دیگری در همین‌جا یکی است و یک بار خوانده شد.`,
  skipped: (count) => `${f.number(count)} فایل کنار گذاشته شد`,
  download: 'دریافت همه',
  downloadReady: (ready, total) => `${f.number(ready)} از ${f.number(total)} آماده است و می‌آید.`,
  downloadNamed: (name) => `دریافت همهٔ ${name}`,
  save: 'ذخیره در یک ZIP',
  building: (document, total) => `آماده‌کردن سند ${f.number(document)} از ${f.number(total)}`,
  zipping: 'در حال بسته‌بندی',
  cancelAsk: (name) => `خواندن ${name} بس شود؟ آنچه خوانده شده می‌ماند.`,
  cancelYes: 'بس شود',
  cancelNo: 'ادامه یابد',
  removeAsk: (name, documents) => `${name} با ${f.number(documents)} سندش برای همیشه حذف شود؟`,
};

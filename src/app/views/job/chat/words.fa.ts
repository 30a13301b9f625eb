import { formatsOf } from '../../../i18n/formats.ts';
import type { ChatWords } from './words.ts';

const f = formatsOf('fa');

export const fa: ChatWords = {
  title: 'از این سند بپرسید',
  lead: 'پاسخ از خود متن سند می‌آید، همراه با صفحه‌ای که در آن است.',
  notYet: 'پس از خوانده‌شدن همهٔ صفحه‌ها می‌توانید بپرسید.',
  conversation: 'گفت‌وگو',
  question: 'پرسش شما',
  placeholder: 'پرسشی بنویسید',
  send: 'بپرس',
  keys: 'کلید ورود می‌فرستد؛ با نگه‌داشتن کلید تبدیل، سطر تازه آغاز می‌شود.',
  looking: 'در حال جست‌وجو…',
  loadingModel: 'در حال بارگذاری مدل…',
  writing: 'در حال نوشتن…',
  stop: 'ایست',
  answeredBy: 'پاسخ‌دهنده:',
  models: 'مدل‌های روی دستگاه',
  useExtractive: 'پاسخ از متن خود سند',
  first: 'پرسش‌هایی برای آغاز',
  you: 'پرسیدید:',
  answer: 'پاسخ:',
  quoted: 'بخش‌های نقل‌شده',
  nearest: 'نزدیک‌ترین بخش‌ها',
  page: (page) => `ص. ${f.number(page)}`,
  showOn: (page) => `نمایش در صفحهٔ ${f.number(page)}`,
  marked: (page) => `در صفحهٔ ${f.number(page)} نشان داده شد`,
  back: 'بازگشت به پاسخ',
  copy: 'رونوشت',
  extractive: 'از متن خود سند',
  kept: 'پرسش شما هنوز در کادر است.',
  again: 'تلاش دوباره',
  save: 'ذخیره با قالب مارک‌داون',
  fileName: 'گفت‌وگو',
  anew: 'گفت‌وگوی تازه',
  grounds: 'پاسخ روی همین دستگاه و تنها از این سند است.',
};

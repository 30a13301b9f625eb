import { formatsOf } from '../../i18n/formats.ts';
import type { ModelsWords } from './words.ts';

const f = formatsOf('fa');
/** A name in Latin letters within a Persian sentence. */
const isolate = (name: string): string => `\u2068${name}\u2069`;

export const fa: ModelsWords = {
  lead: 'مدل زبانی می‌تواند پاسخ‌ها را به زبان خود بنویسد. روی همین دستگاه کار می‌کند: پرسش‌ها و سندها همین‌جا می‌مانند.',
  loading: 'در حال بارگذاری مدل‌ها',
  failed: 'مدل‌ها بارگذاری نشدند.',
  retry: 'تلاش دوباره',

  answersTitle: 'پاسخ‌دهنده',
  answersText: 'پاسخ از هر کدام باشد، هر عدد و تاریخ و نام با سند سنجیده و عین متن نقل می‌شود.',
  extractive: 'متن خود سند',
  extractiveText: 'همیشه هست، بی‌درنگ و روی هر دستگاه.',
  modelsTitle: 'مدل‌ها',
  modelsText: 'یک بار گرفته می‌شود، روی این دستگاه می‌ماند و آفلاین کار می‌کند.',
  none: 'این برنامه مدلی پیش نمی‌نهد.',

  engine: {
    'web-llm': 'با کارت گرافیک کار می‌کند',
    wllama: 'با پردازنده کار می‌کند',
    browser: 'بخشی از این مرورگر',
  },
  browser: 'مدل خود مرورگر',
  size: (bytes) => f.bytes(bytes),
  here: 'روی این دستگاه',
  paused: (done) => `ایستاده؛ ${f.bytes(done)} رسیده است`,
  fetching: (done, total) => `${f.bytes(done)} از ${f.bytes(total)}`,
  waiting: 'در انتظار نخستین بایت‌ها',
  lacks: {
    no_browser_model: 'این مرورگر یا این دستگاه مدلی از خود ندارد. مدل دیگری برگزینید.',
    no_storage: 'این مرورگر فایل بزرگ نگه نمی‌دارد. آن را به‌روز کنید یا از حالت ناشناس بیرون بیایید.',
    no_wasm: 'این مرورگر نمی‌تواند مدل را اجرا کند. مرورگر را به‌روز کنید.',
    memory: 'حافظهٔ این دستگاه برای این مدل کم است. مدل کوچک‌تری برگزینید.',
    no_gpu:
      'این مرورگر به کارت گرافیک دسترسی نمی‌دهد. مرورگری تازه روی دستگاهی با کارت گرافیک به کار ببرید، یا مدل دیگری.',
    no_f16: 'این کارت گرافیک با عددهای نیم‌دقت کار نمی‌کند. مدلی برگزینید که آن را نخواهد.',
    buffer: 'این کارت گرافیک جای پیوستهٔ کافی برای مدل نمی‌دهد. مدل کوچک‌تری برگزینید.',
  },

  get: 'گرفتن',
  getNamed: (name) => `گرفتن ${name}`,
  goOn: 'ادامه',
  goOnNamed: (name) => `ادامهٔ گرفتن ${name}`,
  pause: 'ایست',
  pauseNamed: (name) => `ایست ${name}`,
  remove: 'برداشتن',
  removeNamed: (name) => `برداشتن ${name}`,
  removeAsk: (name) => `${isolate(name)} از این دستگاه برداشته شود؟`,
  removeYes: 'برداشته شود',
  removeNo: 'بماند',
  agreeAsk: (name, bytes, license, hosts) =>
    `${isolate(name)}${bytes === null ? '' : ` (${f.bytes(bytes)})`} از ${hosts.map(isolate).join('، ')} گرفته شود؟ ${
      license ? `پروانهٔ آن ${isolate(license)} است. ` : ''
    }این میزبان‌ها فقط گرفتن مدل را می‌بینند و چیزی از سندهای شما را نمی‌بینند.`,
  agreeYes: 'گرفته شود',
  agreeNo: 'نه، فعلاً',
  ready: (name) => `${name} آماده است.`,
  removed: (name) => `${name} برداشته شد.`,
};

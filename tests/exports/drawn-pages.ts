/** Pages that Chromium sets and draws, with the places of their words, as a recogniser would give them. */
import { type Browser, chromium } from 'playwright-core';
import type { Bbox, Line, Page } from '../../src/document/model.ts';
import { lineText } from '../../src/document/text.ts';
import { blockOf, pageOf } from '../../src/exports/test-documents.ts';

/** Article 1 of the Universal Declaration of Human Rights, in lines, by BCP 47 tag; words parted by spaces. */
export const ARTICLES: Record<string, string[]> = {
  en: [
    'All human beings are born free and equal',
    'in dignity and rights. They are endowed with',
    'reason and conscience.',
  ],
  de: [
    'Alle Menschen sind frei und gleich an Würde',
    'und Rechten geboren. Sie sind mit Vernunft',
    'und Gewissen begabt.',
  ],
  fr: [
    'Tous les êtres humains naissent libres et',
    'égaux en dignité et en droits. Ils sont doués',
    'de raison et de conscience.',
  ],
  es: [
    'Todos los seres humanos nacen libres e iguales',
    'en dignidad y derechos, dotados como están',
    'de razón y conciencia.',
  ],
  pl: [
    'Wszyscy ludzie rodzą się wolni i równi pod',
    'względem swej godności i swych praw. Są oni',
    'obdarzeni rozumem i sumieniem.',
  ],
  tr: ['Bütün insanlar hür, haysiyet ve haklar bakımından', 'eşit doğarlar. Akıl ve vicdana sahiptirler.'],
  vi: ['Tất cả mọi người sinh ra đều được tự do và', 'bình đẳng về nhân phẩm và quyền lợi.'],
  ru: ['Все люди рождаются свободными и равными в', 'своём достоинстве и правах. Они наделены', 'разумом и совестью.'],
  uk: ['Всі люди народжуються вільними і рівними у', 'своїй гідності та правах. Вони наділені', 'розумом і совістю.'],
  el: ['Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι', 'στην αξιοπρέπεια και τα δικαιώματα.'],
  hy: ['Բոլոր մարդիկ ծնվում են ազատ ու հավասար', 'իրենց արժանապատվությամբ ու իրավունքներով։'],
  ka: ['ყველა ადამიანი იბადება თავისუფალი და', 'თანასწორი თავისი ღირსებითა და უფლებებით.'],
  ar: ['يولد جميع الناس أحرارًا متساوين في الكرامة', 'والحقوق، وقد وهبوا عقلًا وضميرًا.'],
  fa: ['تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ', 'حیثیت و حقوق با هم برابرند. همه دارای عقل و', 'وجدان می‌باشند.'],
  ur: ['تمام انسان آزاد اور حقوق و عزت کے اعتبار سے', 'برابر پیدا ہوئے ہیں۔'],
  he: ['כל בני האדם נולדו בני חורין ושווים בערכם', 'ובזכויותיהם. כולם חוננו בתבונה ובמצפון.'],
  hi: ['सभी मनुष्यों को गौरव और अधिकारों के मामले में', 'जन्मजात स्वतन्त्रता और समानता प्राप्त है।'],
  bn: ['সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং', 'অধিকার নিয়ে জন্মগ্রহণ করে।'],
  ta: ['மனிதப் பிறவியினர் சகலரும் சுதந்திரமாகவே', 'பிறக்கின்றனர்.'],
  am: ['የሰው ልጅ ሁሉ ሲወለድ ነጻና', 'በክብርና በመብትም እኩልነት ያለው ነው።'],
  th: ['มนุษย์ทั้งหลาย เกิดมามีอิสระ และ เสมอภาคกัน', 'ในเกียรติศักดิ์ และ สิทธิ'],
  zh: ['人人 生而 自由 ， 在 尊严 和 权利 上', '一律 平等 。 他们 赋有 理性 和 良心 。'],
  ja: ['すべて の 人間 は 、 生まれながら に して 自由', 'で あり 、 尊厳 と 権利 と に ついて 平等 で ある 。'],
  ko: ['모든 인간은 태어날 때부터 자유로우며 그 존엄과', '권리에 있어 동등하다.'],
};

const UNSPACED = /^(zh|ja)/;

export interface Setting {
  /** Of the language, BCP 47. */
  tag: string;
  lines: string[];
  rtl?: boolean;
  /** Degrees clockwise by which the sheet lay askew. */
  skew?: number;
  vertical?: boolean;
}

/** The article with a date, a time and an amount as they are written in the language. */
export function article(tag: string): Setting {
  const date = new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });
  const amount = new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR' });
  const written = `${date.format(Date.UTC(2026, 4, 23, 14, 30))} ${amount.format(-12345.6)} ${amount.format(7)}`;
  const clean = written.replace(/[\u200e\u200f\u061c]/g, '').replace(/\s+/g, ' ');
  return { tag, lines: [...(ARTICLES[tag] ?? []), clean], rtl: /^(ar|fa|ur|he)$/.test(tag) };
}

export const [WIDTH, HEIGHT] = [1240, 877];

export interface DrawnPage {
  page: Page;
  png: Uint8Array;
}

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  });
}

export async function drawPages(browser: Browser, settings: readonly Setting[]): Promise<DrawnPage[]> {
  const tab = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
  const drawn: DrawnPage[] = [];
  for (const [index, setting] of settings.entries()) {
    const { tag, rtl = false, skew = 0, vertical = false } = setting;
    const unspaced = UNSPACED.test(tag);
    await tab.setContent('<main></main>');
    const placed = await tab.evaluate(place, { ...setting, rtl, vertical, unspaced });
    const lines = placed.map((words): Line => {
      const turned = words.map(({ text, bbox }) => ({ text, bbox: turnedBox(bbox, skew), confidence: 0.9 }));
      return { text: lineText(turned), bbox: around(turned), confidence: 0.9, words: turned };
    });
    await tab.evaluate((degrees) => {
      document.querySelector('main')!.style.transform = `rotate(${degrees}deg)`;
    }, skew);
    const png = new Uint8Array(await tab.screenshot());
    const sheet = { index, width: WIDTH, height: HEIGHT, dpi: 150, detected_language: tag };
    drawn.push({ page: pageOf([blockOf('paragraph', lines)], sheet), png });
  }
  await tab.close();
  return drawn;
}

/** Runs in the browser. The box of a word: as wide as it is set, as high as its ink. */
function place({ tag, lines, rtl, vertical, unspaced }: Setting & { unspaced: boolean }) {
  const main = document.querySelector('main') as HTMLElement;
  document.body.style.cssText = 'margin: 0; background: #fff; overflow: hidden';
  main.lang = tag;
  main.dir = rtl ? 'rtl' : 'ltr';
  const font = '30px "Noto Sans", sans-serif';
  main.style.cssText =
    `box-sizing: border-box; height: 877px; padding: 90px; color: #000; font: ${font}; line-height: 1.9;` +
    `white-space: nowrap${vertical ? '; writing-mode: vertical-rl' : ''}`;
  const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  pen.font = font;
  const rows = lines.map((line) => {
    const row = document.createElement('div');
    const foot = Object.assign(document.createElement('span'), { style: 'display: inline-block' });
    row.append(foot);
    const words = line.split(' ').map((text, i, all) => {
      if (i > 0 && (!unspaced || /\d$/.test(all[i - 1] ?? '') || /^\d/.test(text))) row.append(' ');
      const word = Object.assign(document.createElement('span'), { textContent: text });
      row.append(word);
      return { text, word };
    });
    main.append(row);
    return { foot, words };
  });
  return rows.map(({ foot, words }) =>
    words.map(({ text, word }) => {
      const { left, top, right, bottom } = word.getBoundingClientRect();
      const base = foot.getBoundingClientRect().bottom;
      const ink = pen.measureText(text);
      const [high, low] = [base - ink.actualBoundingBoxAscent, base + ink.actualBoundingBoxDescent];
      return { text, bbox: (vertical ? [left, top, right, bottom] : [left, high, right, low]) as Bbox };
    }),
  );
}

/** Around the four corners, turned about the middle of the page. */
function turnedBox([x0, y0, x1, y1]: Bbox, degrees: number): Bbox {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const corners = [
    [x0, y0],
    [x1, y0],
    [x0, y1],
    [x1, y1],
  ].map(([x = 0, y = 0]) => {
    const [dx, dy] = [x - WIDTH / 2, y - HEIGHT / 2];
    return { x: WIDTH / 2 + dx * cos - dy * sin, y: HEIGHT / 2 + dx * sin + dy * cos };
  });
  const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(Math.round) as Bbox;
}

const around = (parts: readonly { bbox: Bbox }[]): Bbox => [
  Math.min(...parts.map(({ bbox }) => bbox[0])),
  Math.min(...parts.map(({ bbox }) => bbox[1])),
  Math.max(...parts.map(({ bbox }) => bbox[2])),
  Math.max(...parts.map(({ bbox }) => bbox[3])),
];

/** The pictures as the pages of a PDF of another maker's, Chromium's. */
export async function printPictures(browser: Browser, drawn: readonly DrawnPage[]): Promise<Uint8Array> {
  const tab = await browser.newPage();
  const images = drawn.map(({ png }) => `<img src="data:image/png;base64,${Buffer.from(png).toString('base64')}">`);
  await tab.setContent(
    `<style>@page { margin: 0 } body { margin: 0 } img { display: block; width: ${WIDTH}px; height: ${HEIGHT}px; ` +
      `break-after: page }</style>${images.join('')}`,
  );
  await tab.waitForFunction(() => [...document.images].every((image) => image.complete));
  const pdf = await tab.pdf({ width: `${WIDTH}px`, height: `${HEIGHT}px`, printBackground: true, tagged: false });
  await tab.close();
  return new Uint8Array(pdf);
}

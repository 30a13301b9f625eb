/** Documents for the tests: pages of many scripts, set as a printer would, with the tight boxes of a recogniser. */
import type { Block, Line, Page, TableCell, Word } from '../document/model.ts';

/** Sentences of our own, one a line, by Tesseract code. */
export const SAMPLES: Record<string, string[]> = {
  eng: ['The quick brown fox, you see, jumps over “lazy” dogs - any page.', 'Total (net): 1,234.50 EUR paid on 3 May.'],
  deu: ['Größere Übungen gelingen früh, wenn es draußen ruhig ist.', 'Straße, Maß und Fuß: 27 % weniger.'],
  fra: ['L’été dernier, nous avons vu où la forêt s’arrêtait.', 'Ça coûte 12,50 € à Noël.'],
  pol: ['Zażółć gęślą jaźń, powiedział łagodny źrebak.'],
  tur: ['Işık ılık bir günde çocuğun şapkasına düştü.'],
  vie: ['Chiếc thuyền nhỏ đi qua những dòng sông rất rộng.'],
  rus: ['Старый мельник и его сын жили в лесу у реки.', 'Цена: 450 рублей, объём 3 л.'],
  ukr: ['Її ґанок виходив у сад, де цвіли вишні.'],
  ell: ['Η θάλασσα ήταν ήσυχη και ο ουρανός γαλανός.'],
  hye: ['Այսօր եղանակը շատ լավ է։'],
  kat: ['დღეს მზე ანათებს და ქარი არ არის.'],
  ara: ['ذهب الولد إلى السوق واشترى خبزًا طازجًا.', 'السعر ١٢٫٥ دينار في عام ٢٠٢٤ تقريبًا.'],
  fas: ['بچه‌ها دیروز می‌خواستند کتاب‌های تازه بخرند.', 'سال ۱۴۰۲ و (مبلغ) ۱۲۳٬۴۵۶ ریال، فایل PDF نسخهٔ 2.5'],
  urd: ['لڑکے نے کہا کہ آج بارش نہیں ہو گی۔'],
  heb: ['הילד הלך אל החנות וקנה לחם טרי.', 'מחיר: 45 שקלים (כולל מע״מ).'],
  hin: ['लड़का बाज़ार गया और ताज़ी रोटी ख़रीदकर लौटा।'],
  ben: ['ছেলেটি বাজারে গিয়ে রুটি কিনল।'],
  tam: ['சிறுவன் கடைக்குச் சென்று ரொட்டி வாங்கினான்.'],
  tha: ['เด็กชาย ไปตลาด และ ซื้อขนมปัง ใหม่'],
  chi_sim: ['小明 今天 去 市场 买 了 新鲜 面包 。', '价格 是 12.50 元'],
  jpn: ['少年 は 市場 へ 行き 、 新しい パン を 買い ました 。', '𠮷野 さん の 店'],
  kor: ['소년은 시장에 가서 갓 구운 빵을 샀다.'],
  emoji: ['hello 😀 world 👩‍🚀 done ✅'],
};

export const RTL_SAMPLES = new Set(['ara', 'fas', 'urd', 'heb']);

export const word = (text: string, bbox: Word['bbox'], confidence = 0.9): Word => ({ text, bbox, confidence });

/** A line whose baseline starts at `x`, `y`; of a right-to-left one `x` is the right end. `slope` is its fall. */
export function lineOf(text: string, x: number, y: number, { size = 40, rtl = false, slope = 0 } = {}): Line {
  let at = x;
  const words = text.split(' ').map((part) => {
    const width = Math.round(Array.from(part.replace(/\p{Mn}|\p{Cf}/gu, '')).length * size * 0.5);
    const left = rtl ? at - width : at;
    at = rtl ? left - Math.round(size * 0.3) : left + width + Math.round(size * 0.3);
    const fall = Math.round((left + width / 2 - x) * slope);
    const descends = /[gjpqyçşćęąуфцщр,;()]/u.test(part) || (rtl && /[جحخعغسشصضرزوىيینلق]/u.test(part));
    const isLow = /^[-a-zа-яα-ω.,:;]+$/u.test(part) && !/[bdfhkltiйёбф]/u.test(part);
    const top = y - Math.round(size * (isLow ? 0.52 : 0.74)) + fall;
    return word(part, [left, top, left + width, y + Math.round(descends ? size * 0.2 : 0) + fall]);
  });
  return { text, bbox: around(words), confidence: 0.9, words };
}

export function blockOf(type: Block['type'], lines: Line[], more: Partial<Block> = {}): Block {
  return {
    type,
    text: lines.map((line) => line.text).join('\n'),
    bbox: around(lines),
    confidence: 0.9,
    lines,
    ...more,
  };
}

/** A block of text only, as a vision model gives it. */
export const textBlock = (type: Block['type'], text: string, more: Partial<Block> = {}): Block => ({
  type,
  text,
  bbox: [100, 100, 900, 140],
  confidence: 0.9,
  lines: [],
  ...more,
});

export function pageOf(blocks: Block[], more: Partial<Page> = {}): Page {
  const text = blocks.map((block) => block.text).join('\n\n');
  return {
    index: 0,
    text,
    blocks,
    width: 2480,
    height: 3508,
    dpi: 300,
    rotation: 0,
    source: 'ocr',
    mean_confidence: 0.9,
    detected_language: null,
    warnings: [],
    ...more,
  };
}

/** Every sentence twice, on a page of 2,480 × 3,508 pixels. */
export function samplePage(code: string, { index = 0, slope = 0 } = {}): Page {
  const rtl = RTL_SAMPLES.has(code);
  const sentences = SAMPLES[code] ?? [];
  const lines = [...sentences, ...sentences].map((text, row) =>
    lineOf(text, rtl ? 2300 : 180, 300 + row * 90, { rtl, slope }),
  );
  return pageOf([blockOf('paragraph', lines)], { index, detected_language: code === 'emoji' ? 'eng' : code });
}

export const cell = (text: string, more: Partial<TableCell> = {}): TableCell => ({
  text,
  row_span: 1,
  col_span: 1,
  header: false,
  bbox: [0, 0, 100, 40],
  confidence: 0.9,
  ...more,
});

export const tableBlock = (rows: TableCell[][]): Block =>
  textBlock('table', rows.map((row) => row.map((at) => at.text).join(' ')).join('\n'), { table: { rows } });

function around(parts: readonly { bbox: Word['bbox'] }[]): Word['bbox'] {
  return [
    Math.min(...parts.map(({ bbox }) => bbox[0])),
    Math.min(...parts.map(({ bbox }) => bbox[1])),
    Math.max(...parts.map(({ bbox }) => bbox[2])),
    Math.max(...parts.map(({ bbox }) => bbox[3])),
  ];
}

/**
 * The colour space sRGB as an ICC profile, version 4.2 (ICC.1:2004-10), which PDF 1.7 and PDF/A-2 admit. Computed here
 * from the figures of IEC 61966-2-1, adapted to D50, so that no file of somebody else's is embedded.
 */

/** Written once; 512 bytes or so. */
export function srgbProfile(): Uint8Array {
  const curve = [...tag('para'), ...u16(3, 0), ...fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)];
  const elements: [names: string[], data: number[]][] = [
    [['desc'], text('sRGB')],
    [['cprt'], text('Public domain')],
    [['wtpt'], xyz(0.9642, 1, 0.8249)],
    [['rXYZ'], xyz(0.4360747, 0.2225045, 0.0139322)],
    [['gXYZ'], xyz(0.3850649, 0.7168786, 0.0971045)],
    [['bXYZ'], xyz(0.1430804, 0.0606169, 0.7141733)],
    [['rTRC', 'gTRC', 'bTRC'], curve],
    // From D65 to D50 (Bradford).
    [
      ['chad'],
      [
        ...tag('sf32'),
        ...fixed(1.0478112, 0.0228866, -0.050127, 0.0295424, 0.9904844, -0.0170491),
        ...fixed(-0.0092345, 0.0150436, 0.7521316),
      ],
    ],
  ];
  const count = elements.reduce((sum, [names]) => sum + names.length, 0);
  const table: number[] = [];
  const body: number[] = [];
  const start = 128 + 4 + count * 12;
  for (const [names, data] of elements) {
    for (const name of names) table.push(...letters(name), ...u32(start + body.length, data.length));
    body.push(...data, ...new Array<number>(-data.length & 3).fill(0));
  }
  return Uint8Array.from([...header(start + body.length), ...u32(count), ...table, ...body]);
}

const header = (length: number): number[] => [
  ...u32(length, 0, 0x04200000),
  ...letters('mntrRGB XYZ '),
  // A fixed date, so that the same document gives the same profile.
  ...u16(2026, 1, 1, 0, 0, 0),
  ...letters('acsp'),
  ...u32(0, 0, 0, 0, 0, 0, 0),
  ...fixed(0.9642, 1, 0.8249),
  ...new Array<number>(48).fill(0),
];

const letters = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
/** A type's signature, and its four reserved bytes. */
const tag = (type: string): number[] => [...letters(type), 0, 0, 0, 0];
const u16 = (...values: number[]): number[] => values.flatMap((value) => [(value >> 8) & 0xff, value & 0xff]);
const u32 = (...values: number[]): number[] =>
  values.flatMap((value) => [...u16(value >>> 16), ...u16(value & 0xffff)]);
/** s15Fixed16Number. */
const fixed = (...values: number[]): number[] => u32(...values.map((value) => Math.round(value * 65_536)));
const xyz = (...values: [number, number, number]): number[] => [...tag('XYZ '), ...fixed(...values)];
/** In English, UTF-16. */
const text = (value: string): number[] => [
  ...tag('mluc'),
  ...u32(1, 12),
  ...letters('enUS'),
  ...u32(value.length * 2, 28),
  ...u16(...letters(value)),
];

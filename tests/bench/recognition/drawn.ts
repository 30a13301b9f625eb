/** Pictures that the bench makes itself, by ImageMagick: pages set askew, and screenshots of a bank's statement. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Item } from './readers.ts';

/**
 * Without dates, so that the same picture is the same bytes, and without a resolution: told the original's, the native
 * program reads skewed pages far worse (CER 0.60 instead of 0.36 over all of them).
 */
const convert = (args: string[], path: string): void => {
  const dateless = ['-strip', '-define', 'png:exclude-chunks=date,time'];
  const { status, stderr } = spawnSync('convert', [...args, ...dateless, path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`convert ${args.join(' ')}: ${stderr}`);
};

/** The page turned by so many degrees (clockwise) on white paper, into `folder`. */
export function skewed(item: Item, degrees: number, folder: string): Item {
  const name = `${item.name.replace(/\.[^./]+$/, '')}, ${degrees > 0 ? '+' : ''}${degrees}°`;
  const path = join(folder, `${name.replace(/[^\w+-]+/g, '-')}.png`);
  if (!existsSync(path)) {
    const upright = [`${item.path}[0]`, '-background', 'white', '-alpha', 'remove', '-colorspace', 'Gray'];
    convert([...upright, '-rotate', String(degrees), '+repage'], path);
  }
  return { ...item, name, path };
}

const WIDTH = 960;
const MARGIN = 16;
const ROWS = 15;
/** Of date, payee, amount and balance; amounts end there, as the last two columns are set flush right. */
const COLUMNS = [MARGIN, 120, 780, WIDTH - MARGIN];
const PAYEES = [
  'Card payment Northgate Books',
  'Standing order Riverside Rent',
  'Transfer to savings',
  'Direct debit City Power',
  'Salary Harbour Works Ltd',
  'Card payment Greenleaf Market',
  'Cash withdrawal Station Road',
  'Refund Blue Kettle Cafe',
];

/** Font and size in points at 72 dpi: letters of a screen, 8 to 10 pixels high. */
const SCREENS = [
  { font: 'DejaVu-Sans', size: 12, ink: '#333' },
  { font: 'DejaVu-Sans-Condensed', size: 13, ink: '#222' },
  { font: 'DejaVu-Serif', size: 12, ink: '#444' },
];

/** Three of them, always the same; each has 30 amounts. */
export function drawnStatements(folder: string): Item[] {
  return SCREENS.map(({ font, size, ink }, index) => {
    const rows = statementRows(index + 1);
    const path = join(folder, `statement-${index + 1}.png`);
    const leading = size + 8;
    if (!existsSync(path)) {
      const write = ([x, y]: [number, number], text: string, gravity: string) => [
        '-gravity',
        gravity,
        '-annotate',
        `+${x}+${y}`,
        text,
      ];
      convert(
        [
          ...['-size', `${WIDTH}x${leading * ROWS + 2 * MARGIN}`, 'xc:white'],
          ...['-font', font, '-pointsize', String(size), '-fill', ink],
          ...rows.flatMap((cells, line) =>
            cells.flatMap((text, column) => {
              const flushRight = column >= 2;
              const x = flushRight ? WIDTH - COLUMNS[column]! : COLUMNS[column]!;
              return write([x, MARGIN + line * leading], text, flushRight ? 'NorthEast' : 'NorthWest');
            }),
          ),
        ],
        path,
      );
    }
    const truth = rows.map((cells) => cells.join(' ')).join('\n');
    return { name: `drawn/statement, ${font} ${size} px`, path, truth, packs: ['eng'] };
  });
}

function statementRows(seed: number): string[][] {
  const random = seeded(seed);
  let balance = 250_000 + Math.floor(random() * 500_000);
  return Array.from({ length: ROWS }, (_, day) => {
    const payee = PAYEES[Math.floor(random() * PAYEES.length)]!;
    // Of all lengths: 0.85 as well as 2,140.05.
    const cents = Math.floor(10 ** (2 + 3.5 * random()));
    const gained = /Salary|Refund/.test(payee);
    balance += gained ? cents : -cents;
    return [`${String(day + 1).padStart(2, '0')}/03/2024`, payee, (gained ? '' : '-') + money(cents), money(balance)];
  });
}

const money = (cents: number): string =>
  (cents / 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** 0…1, the same numbers each time: Park and Miller's generator. */
function seeded(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** The set: pages that are drawn here, so that their text is known to the letter. Written for this purpose. */

const write = (context, lines, { x = 90, y = 140, size = 30, leading = 1.6, font = 'serif', align = 'left' } = {}) => {
  context.font = `${size}px ${font}`;
  context.textAlign = align;
  context.direction = align === 'right' ? 'rtl' : 'ltr';
  for (const [n, line] of lines.entries()) context.fillText(line, x, y + n * size * leading);
};

const LETTER = [
  'Harbour office, 14 March 2025',
  'Dear Mrs Calder,',
  'your boat lay at berth 27 from the first to the ninth of March. The fee',
  'for nine nights is 148.50, of which 40.00 were paid when you came. We ask',
  'you to pay the rest, 108.50, before the end of the month. The rope that',
  'you left behind is in the shed and is kept for you until the summer.',
  'Yours sincerely,',
  'the keeper of the harbour',
];
const PERSIAN = [
  'دفتر بندر، ۱۴ اسفند ۱۴۰۳',
  'قایق شما از یکم تا نهم این ماه در جایگاه ۲۷ بود.',
  'هزینهٔ نه شب ۱۴۸ است که ۴۰ آن پرداخت شده است.',
  'خواهشمندیم مانده را تا پایان ماه بپردازید.',
];
const TABLE = [
  ['Berth', 'Nights', 'Fee'],
  ['12', '3', '49.50'],
  ['27', '9', '148.50'],
  ['31', '14', '231.00'],
  ['Sum', '26', '429.00'],
];
const COLUMNS = [
  ['The old harbour was built', 'of stone that came by ship', 'from the north. Its walls', 'are four metres wide.'],
  ['The new one is of concrete', 'and has berths for ninety', 'boats. It was opened in', 'the spring of 1974.'],
];

export const PAGES = [
  { name: 'letter', text: LETTER.join(' '), draw: (context) => write(context, LETTER) },
  {
    name: 'small type',
    text: LETTER.join(' '),
    draw: (context) => write(context, LETTER, { size: 17, font: 'sans-serif' }),
  },
  {
    name: 'script type',
    text: LETTER.join(' '),
    draw: (context) => write(context, LETTER, { size: 34, font: 'cursive' }),
  },
  {
    name: 'Persian',
    text: PERSIAN.join(' '),
    draw: (context) => write(context, PERSIAN, { x: 1150, align: 'right', size: 36 }),
  },
  {
    name: 'table',
    text: TABLE.flat().join(' '),
    draw: (context) => {
      for (const [y, row] of TABLE.entries()) {
        for (const [x, cell] of row.entries()) {
          write(context, [cell], { x: 120 + x * 320, y: 160 + y * 60, size: 28 });
          context.strokeRect(100 + x * 320, 120 + y * 60, 320, 60);
        }
      }
    },
  },
  {
    name: 'two columns',
    text: COLUMNS.flat().join(' '),
    draw: (context) => {
      for (const [n, lines] of COLUMNS.entries()) write(context, lines, { x: 90 + n * 560, size: 30 });
    },
  },
];

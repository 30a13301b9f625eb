import { describe, expect, it } from 'vitest';
import { pageOf } from '../layout/fields/test-pages.ts';
import { alignWords } from './align.ts';
import { buildIndex } from './index.ts';
import { pagePassages } from './passages.ts';
import { passageText } from './postings.ts';

const read = (text: string, columns = false) => {
  const page = pageOf(text, columns);
  const passages = pagePassages({ index: 0, ...page }, 'en');
  return { page, passages, texts: passages.map((passage) => passageText([page.text], passage).replace(/\s+/g, ' ')) };
};

describe('sentences', () => {
  it('run on over lines and past abbreviations and numbers', () => {
    const { texts, passages } = read(`The agreement between Mr. Smith and Acme Inc. was signed
on p. 3 and costs $1.5 million a year. It ends in the year
after the U.S. approval, i.e. not before 2026. The fee is due.`);
    expect(texts).toEqual([
      'The agreement between Mr. Smith and Acme Inc. was signed on p. 3 and costs $1.5 million a year.',
      'It ends in the year after the U.S. approval, i.e. not before 2026.',
      'The fee is due.',
    ]);
    expect(passages.every(({ kind }) => kind === 'sentence')).toBe(true);
  });

  it('end at the marks of other scripts', () => {
    expect(read('این قرارداد میان دو شرکت در تهران بسته شده است. مدت آن یک سال است؟ بله.').texts).toHaveLength(3);
    expect(read('本合同自二〇二四年一月一日起生效，有效期为一年并可以延长。租金每月支付。').texts).toHaveLength(2);
  });

  it('are list items after a bullet', () => {
    const { passages, texts } = read('• apples from the old garden\n• pears from the new one');
    expect(texts).toEqual(['apples from the old garden', 'pears from the new one']);
    expect(passages.map(({ kind }) => kind)).toEqual(['item', 'item']);
  });
});

describe('rows', () => {
  const TABLE = `Results of the year

                    2021       2020
Net sales           5,310      4,875
Cost of sales       3,402      3,150`;

  it('know the header of their columns', () => {
    const { passages, texts } = read(TABLE);
    const row = passages.find((_, i) => texts[i]?.startsWith('Cost'));
    expect(row?.cells).toHaveLength(3);
    expect(row?.headers?.map((header) => texts[header])).toContain('2021 2020');
  });

  it('are put together from columns, with the boxes of both', () => {
    const { page, passages, texts } = read(TABLE, true);
    expect(texts).toContain('Cost of sales 3,402 3,150');
    const row = passages.find((_, i) => texts[i]?.startsWith('Cost'));
    expect(row?.spans.length).toBeGreaterThan(1);
    expect(row?.spans.map(([start, end]) => page.text.slice(start, end)).join(' ')).toBe('Cost of sales 3,402 3,150');
  });

  it('are read from a table that states its cells', () => {
    const cell = (text: string, x: number, y: number) => ({
      text,
      row_span: 1,
      col_span: 1,
      header: y === 0,
      bbox: [x, y, x + 100, y + 20] as [number, number, number, number],
      confidence: 1,
    });
    const rows = [
      [cell('Item', 0, 0), cell('Price', 100, 0)],
      [cell('Oak table', 0, 20), cell('250.00', 100, 20)],
    ];
    const text = 'Item Price\nOak table 250.00';
    const bbox: [number, number, number, number] = [0, 0, 200, 40];
    const blocks = [{ type: 'table' as const, text, bbox, confidence: 1, lines: [], table: { rows } }];
    const passages = pagePassages({ index: 0, text, blocks }, 'en');
    expect(passages.at(-1)?.cells?.map(({ start, end }) => text.slice(start, end))).toEqual(['Oak table', '250.00']);
  });
});

it('leaves running heads, which are in no text, without boxes', () => {
  const page = pageOf('Body text of the page.');
  const [block] = page.blocks;
  if (!block) throw new Error('no block');
  const header = { ...block, type: 'page-header' as const, text: 'Report' };
  expect(alignWords({ text: page.text, blocks: [header, block] }).words).toHaveLength(5);
});

it('counts pages and passages through the document', () => {
  const index = buildIndex([
    pageOf('One sentence stands on the first page of this paper.'),
    pageOf('Another stands on the second page of it.'),
  ]);
  expect([...index.pageStarts]).toEqual([0, 1, 2]);
  expect(index.passages.map(({ page }) => page)).toEqual([0, 1]);
});

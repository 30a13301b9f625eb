import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type DataValue, ReceiptData } from '../../contract/data.ts';
import { extractData } from './index.ts';
import { pagesOf } from './test-pages.ts';

const read = (text: string): ReceiptData => v.parse(ReceiptData, extractData('receipt-to-data', pagesOf(text)));

/** The values alone; items as [description, quantity, unit price, amount]. */
function values(data: ReceiptData): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (name === 'items')
        return [
          name,
          data.items?.map(({ description, quantity, unit_price, amount }) =>
            [description, quantity, unit_price, amount].map((part) => part?.value),
          ),
        ];
      if (name === 'checks') return [name, Object.fromEntries(data.checks.map((check) => [check.name, check.ok]))];
      return [name, (value as DataValue).value];
    }),
  );
}

const MALAYSIAN = `NORTHWIND HARDWARE SDN BHD (123456-X)
NO 12, JALAN MAWAR 3
TAMAN BUNGA
43000 KAJANG, SELANGOR
TEL : 03-12345678
GST ID : 000111222333
TAX INVOICE
INV NO : CS00012345    DATE : 07/11/2017 10:18:00
ITEM  QTY  S/PRICE  AMOUNT  TAX
2001  2  48.00  96.00  SR
60W LAMP TUBE
2002  3  5.50  16.50  SR
SCREW SET
TOTAL QTY: 5  112.50
TOTAL SALES (EXCLUDING GST) : 106.13
TOTAL GST : 6.37
ROUNDING : 0.00
TOTAL SALES (INCLUSIVE OF GST) : 112.50
CASH : 120.00
CHANGE : 7.50
GST SUMMARY
SR  6  106.13  6.37`;

test('a Malaysian receipt', () => {
  expect(values(read(MALAYSIAN))).toMatchObject({
    merchant: 'NORTHWIND HARDWARE SDN BHD',
    address: 'NO 12, JALAN MAWAR 3 TAMAN BUNGA 43000 KAJANG, SELANGOR',
    phone: '0312345678',
    tax_id: '000111222333',
    number: 'CS00012345',
    date: '2017-11-07',
    time: '10:18:00',
    items: [
      ['60W LAMP TUBE', 2, 48, 96],
      ['SCREW SET', 3, 5.5, 16.5],
    ],
    subtotal: 106.13,
    tax: 6.37,
    total: 112.5,
    paid: 120,
    change: 7.5,
    payment: 'cash',
    checks: {
      'subtotal + tax = total': true,
      'items = total': true,
      'paid - change = total': true,
      'quantity × unit price = amount': true,
    },
  });
});

test('each value has its page, its box and its text', () => {
  const { total, date } = read(MALAYSIAN);
  expect(total).toMatchObject({ text: '112.50', page: 1 });
  expect(date).toMatchObject({ text: '07/11/2017' });
  const [x0, y0, x1, y1] = total?.bbox ?? [0, 0, 0, 0];
  expect([y0, y1]).toEqual([17 * 30, 17 * 30 + 20]);
  expect(x1 - x0).toBe(60);
});

test('a failed sum is said and lowers confidence', () => {
  const good = read(MALAYSIAN);
  const bad = read(MALAYSIAN.replaceAll('112.50', '113.80').replace('CHANGE : 7.50', 'CHANGE : 9.90'));
  expect(bad.checks).toContainEqual({
    name: 'subtotal + tax = total',
    ok: false,
    fields: ['subtotal', 'tax', 'total'],
    expected: 112.5,
    actual: 113.8,
  });
  expect(bad.total?.confidence).toBeLessThan((good.total?.confidence ?? 0) - 0.03);
});

test('lost decimal points are put back where the sums prove them', () => {
  const data = read(MALAYSIAN.replace('TOTAL GST : 6.37', 'TOTAL GST : 637').replace('5.50  16.50', '5.50  1650'));
  expect(data.tax).toMatchObject({ value: 6.37, text: '637' });
  expect(data.items?.[1]?.amount).toMatchObject({ value: 16.5, text: '1650' });
});

test('what comes after rounding is the total', () => {
  const data = values(
    read(`BLUE CAFE
1 Main Road
DATE: 17-05-2019
Noodles  52.00
Total (Excluding GST): 52.00
GST payable: 3.12
Total (Inclusive of GST): 55.12
Rounding Adj: -0.02
Total: 55.10
Cash: 55.10`),
  );
  expect(data).toMatchObject({ total: 55.1, rounding: -0.02, tax: 3.12, subtotal: 52 });
});

test('labels one misread letter away still count', () => {
  expect(values(read('BLUE CAFE\nSoup  4.00\nBread  2.50\nTotel: 6.50\nCash: 10.00\nChonge: 3.50'))).toMatchObject({
    total: 6.5,
    change: 3.5,
  });
});

test('a total that no label tells is the amount that the others come to', () => {
  expect(values(read('BLUE CAFE\nSoup  4.00\nBread  2.50\nxxxx  6.50\nCash  10.00\nChange  3.50')).total).toBe(6.5);
});

test('what is not there is absent', () => {
  const data = read('BLUE CAFE\nThank you for your visit');
  expect(Object.keys(data).sort()).toEqual(['checks', 'merchant']);
  expect(read('')).toEqual({ checks: [] });
});

describe('languages', () => {
  test('German: quantity lines below their item, tax table', () => {
    const data = values(
      read(`Musterladen GmbH
Domstr. 20
50668 Köln
BIO MILCH           1,29 B
BROT                2,49 B
APFELSAFT           1,58 A
2 Stk x    0,79
SUMME        EUR    5,36
Geg. BAR     EUR   10,00
Rückgeld BAR EUR    4,64
Steuer  %    Netto   Steuer   Brutto
B= 7,0%      3,53     0,25     3,78
Gesamtbetrag 4,86     0,50     5,36
04.05.2023    18:42    Bon-Nr.:4711`),
    );
    expect(data).toMatchObject({
      merchant: 'Musterladen GmbH',
      date: '2023-05-04',
      time: '18:42',
      currency: 'EUR',
      tax: 0.5,
      total: 5.36,
      paid: 10,
      change: 4.64,
    });
    expect(data.items).toContainEqual(['APFELSAFT', 2, 0.79, 1.58]);
  });

  test('French and Spanish', () => {
    expect(
      values(
        read(`MARCHÉ DU COIN
12 rue de la Gare
Le 12/03/2022 à 14:05
Baguette  1,10 €
Fromage  4,95 €
TOTAL TTC  6,05 €
dont TVA 5,5%  0,32 €
CARTE BANCAIRE  6,05 €`),
      ),
    ).toMatchObject({ date: '2022-03-12', total: 6.05, tax: 0.32, payment: 'card', currency: 'EUR' });
    expect(
      values(
        read(`TIENDA EJEMPLO S.A.
C/ Mayor 12
28013 MADRID
NIF: A12345678
15/06/2021 20:15
1 LECHE ENTERA  0,89
2 PAN  0,60  1,20
TOTAL (€)  2,09
EFECTIVO  5,00
CAMBIO  2,91`),
      ),
    ).toMatchObject({
      tax_id: 'A12345678',
      total: 2.09,
      change: 2.91,
      payment: 'cash',
      address: 'C/ Mayor 12 28013 MADRID',
    });
  });

  test('Persian: the Jalali date converted, net and payable told apart', () => {
    expect(
      values(
        read(`فروشگاه نمونه
تهران، خیابان بهار، پلاک ۱۲۰
تلفن: ۰۲۱-۸۸۷۷۶۶۵۵
شماره فاکتور: ۱۴۵۸۷
تاریخ: ۱۴۰۲/۰۵/۱۲  ساعت: ۱۸:۳۰
شرح کالا  تعداد  قیمت  مبلغ
شیر کم چرب  ۲  ۱۵۰٬۰۰۰  ۳۰۰٬۰۰۰
نان تست  ۱  ۲۵۰٬۰۰۰  ۲۵۰٬۰۰۰
جمع کل  ۵۵۰٬۰۰۰ ریال
مالیات بر ارزش افزوده  ۴۹٬۵۰۰ ریال
مبلغ قابل پرداخت  ۵۹۹٬۵۰۰ ریال`),
      ),
    ).toMatchObject({
      merchant: 'فروشگاه نمونه',
      number: '14587',
      date: '2023-08-03',
      time: '18:30',
      currency: 'IRR',
      items: [
        ['شیر کم چرب', 2, 150_000, 300_000],
        ['نان تست', 1, 250_000, 250_000],
      ],
      subtotal: 550_000,
      tax: 49_500,
      total: 599_500,
    });
  });

  test('Arabic: the Hijri date converted', () => {
    expect(
      values(
        read(`مطعم المثال
الرياض، شارع العليا
الرقم الضريبي: 300012345600003
التاريخ: ١٥/٠٩/١٤٤٥ هـ
وجبة دجاج  2  15.00  30.00
المجموع الفرعي  30.00
ضريبة القيمة المضافة 15%  4.50
الإجمالي  34.50 ريال
المملكة العربية السعودية`),
      ),
    ).toMatchObject({ date: '2024-03-25', subtotal: 30, tax: 4.5, total: 34.5, currency: 'SAR' });
  });

  test('Chinese and Japanese', () => {
    expect(
      values(
        read(
          '例子便利商店\n電話：02-2345-6789\n2024年3月5日 14:22\n品名  数量  金额\n可乐  2  60.00\n面包  1  35.00\n合计  95.00\n现金  100.00\n找零  5.00',
        ),
      ),
    ).toMatchObject({
      date: '2024-03-05',
      total: 95,
      change: 5,
      items: [
        ['可乐', 2, undefined, 60],
        ['面包', 1, undefined, 35],
      ],
    });
    expect(
      values(
        read(
          '例の店\n令和5年11月3日 09:15\nおにぎり  ¥150\nお茶  ¥120\n小計  ¥270\n消費税(8%)  ¥21\n合計  ¥291\nお預り  ¥500\nお釣り  ¥209',
        ),
      ),
    ).toMatchObject({
      date: '2023-11-03',
      subtotal: 270,
      tax: 21,
      total: 291,
      paid: 500,
      change: 209,
      currency: 'JPY',
    });
  });
});

test('month first where the document is American', () => {
  const data = values(
    read(`Joan's Diner
123 Main Street
Springfield, IL 62704
(217) 555-0134
03/04/2023 07:45 PM
1 Burger  $9.50
2 Coffee  $5.00
Subtotal  $14.50
Sales Tax  $1.16
Tip  $3.00
Total  $18.66`),
  );
  expect(data).toMatchObject({
    date: '2023-03-04',
    time: '19:45',
    tip: 3,
    total: 18.66,
    currency: 'USD',
    phone: '2175550134',
  });
});

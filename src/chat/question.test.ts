import { describe, expect, it, test } from 'vitest';
import { detectLanguage } from './languages.ts';
import { readQuestion } from './question.ts';

const read = (text: string, previous?: string) => readQuestion(text, 'en', previous);

test.each([
  ['What is the total?', 'en'],
  ['مبلغ کل چقدر است؟', 'fa'],
  ['ما هو المبلغ الإجمالي للفاتورة؟', 'ar'],
  ['Wie hoch ist der Betrag?', 'de'],
  ['Quel est le montant de la facture ?', 'fr'],
  ['¿Cuál es el importe de la factura?', 'es'],
  ['这份合同的总金额是多少？', 'zh'],
  ['合計金額はいくらですか？', 'ja'],
])('%s is %s', (text, language) => expect(detectLanguage(text)).toBe(language));

test.each([
  ['How much is the rent?', 'amount'],
  ['When does it end?', 'date'],
  ['Who signed it?', 'person'],
  ['How many employees are there?', 'number'],
  ['What percentage of sales is that?', 'percentage'],
  ['Did sales grow?', 'yes-no'],
  ['چند درصد افزایش یافت؟', 'percentage'],
  ['چه کسی امضا کرد؟', 'person'],
  ['Wann endet der Vertrag?', 'date'],
  ['这是什么意思？', 'definition'],
])('%s asks for a %s', (text, kind) => expect(read(text)[0]?.kind).toBe(kind));

describe('what is asked', () => {
  it('is one field or several', () => {
    expect(read('What is the invoice total and due date?')[0]?.fields.map(({ id }) => id)).toEqual([
      'total',
      'due-date',
    ]);
    expect(read('What is the total rent for the flat?')[0]?.fields).toEqual([]);
  });

  it('is two questions where two question words stand', () => {
    expect(read('Who is the tenant and when does the lease end?').map(({ kind }) => kind)).toEqual(['person', 'date']);
  });

  it('leaves out how to answer', () => {
    const [question] = read('What is the FY2018 capex of 5K? Answer in USD millions. Use the cash flow statement.');
    expect(question).toMatchObject({ metrics: ['capex'], years: ['2018'], names: [['5k']], statements: ['cash'] });
    expect(question?.words).not.toContain('USD');
  });

  it('takes a ratio apart into its lines', () => {
    expect(read('What was the quick ratio in 2022?')[0]?.metrics).toContain('current-liabilities');
  });
});

describe('a follow-up', () => {
  it('keeps the topic and changes the year', () => {
    expect(read('And in 2016?', 'What was the net income in 2017?')[0]).toMatchObject({
      metrics: ['net-income'],
      years: ['2016'],
    });
  });

  it('keeps the name', () => {
    expect(read('And its total assets?', 'What was Fabrikam’s net income in 2017?')[0]).toMatchObject({
      metrics: ['total-assets'],
      names: [['fabrikam']],
      years: ['2017'],
    });
  });

  it('is none without a sign of one', () => {
    expect(read('Who is the landlord?', 'What is the rent?')[0]?.carried).toEqual([]);
  });
});

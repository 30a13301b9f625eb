import { expect, test } from 'vitest';
import { pageOf } from '../layout/fields/test-pages.ts';
import { answerQuestion, buildIndex, suggestQuestions } from './index.ts';

const BILL = `Harbour Paints Ltd

Invoice Number:      HP-311
Invoice Date:        2 May 2024
Due Date:            1 June 2024

Paint, white           2        40.00           80.00
Total                                           £96.00`;

const MINUTES = [
  `Minutes of the meeting

Repair of the roof
The roof of the hall leaks above the stage. The board asks two firms for offers.

Summer festival
The festival takes place in the park. Volunteers meet at nine.`,
];

test('every suggested question is answered by the document', () => {
  for (const language of ['en', 'fa']) {
    const index = buildIndex([pageOf(BILL)]);
    const questions = suggestQuestions(index, language);
    expect(questions.length).toBeGreaterThanOrEqual(3);
    expect(questions.length).toBeLessThanOrEqual(4);
    for (const question of questions) expect(answerQuestion(index, question).citations).not.toEqual([]);
  }
});

test('what a bill says is asked in the language of the one who asks, else in English', () => {
  const index = buildIndex([pageOf(BILL)]);
  expect(suggestQuestions(index, 'en')[0]).toBe('What is the total?');
  expect(suggestQuestions(index, 'fa-IR')[0]).toBe('مبلغ کل چقدر است؟');
  expect(suggestQuestions(index, 'xx')).toEqual(suggestQuestions(index, 'en'));
});

test('no two questions have one answer, and what the document does not say is not asked', () => {
  const index = buildIndex(MINUTES.map((text) => pageOf(text)));
  const questions = suggestQuestions(index, 'en');
  const answers = questions.map((question) => answerQuestion(index, question).citations[0]?.snippet);
  expect(new Set(answers).size).toBe(questions.length);
  expect(questions).not.toContain('What is the total?');
  expect(questions).not.toContain('What is the IBAN?');
});

test('an empty document suggests nothing', () => {
  expect(suggestQuestions(buildIndex([]), 'en')).toEqual([]);
  expect(suggestQuestions(buildIndex([pageOf('')]), 'en')).toEqual([]);
});

test('a long report is not asked what a bill says', () => {
  const bill = pageOf(BILL);
  const index = buildIndex([bill, ...Array.from({ length: 30 }, (_, i) => pageOf(`Page ${i} of the report.`))]);
  expect(suggestQuestions(buildIndex([bill]), 'en')).toContain('What is the invoice number?');
  expect(suggestQuestions(index, 'en')).not.toContain('What is the invoice number?');
});

/** What kind of answer a question asks for, by its question words. */

import { foldPhrase } from '../document/normalise.ts';
import type { ValueKind } from '../layout/fields/labels.ts';

export type AnswerKind =
  | 'amount'
  | 'date'
  | 'percentage'
  | 'number'
  | 'person'
  | 'organisation'
  | 'yes-no'
  | 'definition'
  | 'list'
  | 'identifier'
  | 'text';

/** The form of a value that answers it. */
export const VALUE_KINDS: Partial<Record<AnswerKind, ValueKind>> = {
  amount: 'amount',
  date: 'date',
  percentage: 'percentage',
  number: 'number',
  identifier: 'identifier',
};

/** Tried in order on the folded question, words parted by single spaces. */
const PATTERNS: [AnswerKind, RegExp][] = [
  [
    'percentage',
    /\b(what|which|wie) (percent|percentage|share|proportion|prozent)|\bpercent(age)?\b|%|\bprozent|pourcentage|porcentaje|چند درصد|درصد|نسبه مءویه|بالمءه|百分|何パーセント|割合/,
  ],
  [
    'date',
    /\bwhen\b|\b(what|which) (date|day|year|month)\b|\bdate\b|\bdeadline\b|\bwann\b|\bdatum\b|\bfrist\b|\bquand\b|\bfecha\b|\bcuando\b|تاریخ|چه زمانی|چه وقت|کی (?:است|بود|باید)|متی|什么时候|何时|日期|哪天|いつ|日付|何日|期限/,
  ],
  [
    'person',
    /\bwho\b|\bwhose\b|\bwhom\b|\bwer\b|\bwem\b|\bqui\b|\bquien(es)?\b|چه کسی|چه کسانی|کیست|من هو|من هی|谁|誰|だれ/,
  ],
  [
    'amount',
    /\bhow much\b|\bamount\b|\bprice\b|\bcosts?\b|\bfee\b|\brent\b|\bsalary\b|\bwage\b|\bdeposit\b|\brevenues?\b|\bwie viel\b|\bwieviel\b|\bbetrag|\bpreis|\bkoste[nt]|\bcuestan?\b|\bcoutent?\b|\bmiete|\bcombien\b(?! de )|\bmontant\b|\bprix\b|\bcuanto|\bimporte\b|\bprecio\b|چقدر|مبلغ|قیمت|هزینه|اجاره|کم (?:المبلغ|السعر|یبلغ)|المبلغ|السعر|多少钱|金额|价格|费用|いくら|金額|料金/,
  ],
  [
    'number',
    /\bhow many\b|\bcombien de temps\b|\bcuanto tiempo\b|\bwie lange?\b|\bnumber of\b|\bhow (long|old|far|large|big|high)\b|\bwie viele|\banzahl|\bcombien de\b|\bnombre de\b|\bcuant[oa]s\b|چند|تعداد|کم عدد|عدد|多少|几个|几|いくつ|何人|何個|何(?![でて])/,
  ],
  ['identifier', /\b(number|no|id|code|reference|iban)\b|nummer|\bnumero\b|شماره|کد|رقم|号码|编号|番号/],
  [
    'organisation',
    /\b(which|what) (company|organi[sz]ation|bank|firm|agency|institution|court|university|employer)\b|welche firma|quelle (societe|entreprise)|que empresa|کدام شرکت|چه شرکتی|ای شرکه|哪家公司|どの会社/,
  ],
  [
    'list',
    /\b(which|what) are\b|\blist\b|\bname (the|all|three|two)\b|\bwelche\b|\bquels\b|\bquelles\b|\bcuales son\b|کدامند|را نام ببر|فهرست|ما هی|有哪些|列出|どれ|挙げ/,
  ],
  [
    'definition',
    /\bwhat (is|are) (an? )?(the )?(meaning|definition)\b|\bwhat does .* (?:mean|stand for)\b|\bstands? for\b|\bdefin|\bwas (ist|bedeutet)\b|signifie|que significa|یعنی چه|چیست|ما معنی|什么是|什么意思|とは/,
  ],
  [
    'yes-no',
    /^(is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must) |^(ist|sind|hat|haben|war|wird|gibt|darf|kann|muss) |^est ce |^(es|son|tiene|hay|puede) |^ایا |^هل |吗|か$/,
  ],
];

/** Japanese ends every question alike; these ask for more than yes or no. */
const ASKS_FOR = /何|誰|だれ|どこ|いつ|いくら|いくつ|どの|どれ|どう|なぜ|どちら|什么|多少|哪|谁/;

export function answerKind(question: string, language?: string): AnswerKind {
  const folded = foldPhrase(question);
  const yesNo = PATTERNS.at(-1)?.[1];
  const germanWhat = language === 'de' && folded.startsWith('was ');
  if (yesNo?.test(folded) && !germanWhat && !ASKS_FOR.test(question)) return 'yes-no';
  // Folding takes the marks off kana.
  return PATTERNS.find(([, pattern]) => pattern.test(folded) || pattern.test(question))?.[0] ?? 'text';
}

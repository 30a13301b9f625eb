/** One invented charter in eight languages, and the same questions about it. */
import { describe, expect, it } from 'vitest';
import { pageOf } from '../layout/fields/test-pages.ts';
import { answerQuestion, buildIndex } from './index.ts';

interface Charter {
  text: string;
  /** Each with words that its answer holds. */
  questions: [question: string, words: string][];
  unanswerable: string;
}

const CHARTERS: Record<string, Charter> = {
  en: {
    text: 'Charter of the Harrow Bridge Society\n\nThe society was founded by Edwin Marsh on 4 May 1987. Its seat is in Tolbury. The annual fee is $35.50.\n\nA steward is a member who keeps the keys of the hall. The society has 412 members.\n\nDogs are not allowed in the hall.\n\nDuties of the steward\n- open the hall\n- count the chairs\n- lock the gate\fThe insurance of the hall is provided by Northgate Mutual Ltd. The deposit is $200.',
    questions: [
      ['Who founded the society?', 'Edwin Marsh'],
      ['When was the society founded?', '4 May 1987'],
      ['How much is the annual fee?', '35.50'],
      ['How many members does the society have?', '412'],
      ['What is a steward?', 'keeps the keys'],
      ['Are dogs allowed in the hall?', 'not allowed'],
      ['What are the duties of the steward?', 'count the chairs'],
      ['Which company provides the insurance?', 'Northgate'],
      ['Who founded the society and how much is the annual fee?', '35.50'],
    ],
    unanswerable: 'Who designed the bridge in Lisbon?',
  },
  de: {
    text: 'Satzung des Brückenvereins Harrau\n\nDer Verein wurde am 4. Mai 1987 von Edwin Marsch gegründet. Der Sitz des Vereins ist Tollburg. Der Jahresbeitrag beträgt 35,50 €.\n\nEin Hallenwart ist ein Mitglied, das die Schlüssel der Halle verwahrt. Der Verein hat 412 Mitglieder.\n\nHunde sind in der Halle nicht erlaubt.\n\nPflichten des Hallenwarts\n- die Halle öffnen\n- die Stühle zählen\n- das Tor schließen\fDie Haftpflichtversicherung der Halle stellt die Nordtor Versicherung AG.',
    questions: [
      ['Wer hat den Verein gegründet?', 'Edwin Marsch'],
      ['Wann wurde der Verein gegründet?', '4. Mai 1987'],
      ['Wie hoch ist der Jahresbeitrag?', '35,50'],
      ['Wie viele Mitglieder hat der Verein?', '412'],
      ['Was ist ein Hallenwart?', 'Schlüssel'],
      ['Sind Hunde in der Halle erlaubt?', 'nicht erlaubt'],
      ['Was sind die Pflichten des Hallenwarts?', 'Stühle'],
      ['Welche Firma stellt die Versicherung?', 'Nordtor'],
      ['Wer hat den Verein gegründet und wie hoch ist der Jahresbeitrag?', '35,50'],
    ],
    unanswerable: 'Wer gewann das Schachturnier in Lissabon?',
  },
  fr: {
    text: 'Statuts de la Société du Pont\n\nLa société a été fondée par Edmond Marchais le 4 mai 1987. Son siège est à Tolbourg. La cotisation annuelle est de 35,50 €.\n\nUn régisseur est un membre qui garde les clés de la salle. La société compte 412 membres.\n\nLes chiens ne sont pas admis dans la salle.\n\nTâches du régisseur\n- ouvrir la salle\n- compter les chaises\n- fermer le portail\fL’assurance de la salle est fournie par Nordporte SA.',
    questions: [
      ['Qui a fondé la société ?', 'Edmond Marchais'],
      ['Quand la société a-t-elle été fondée ?', '4 mai 1987'],
      ['Quel est le montant de la cotisation annuelle ?', '35,50'],
      ['Combien de membres compte la société ?', '412'],
      ['Qu’est-ce qu’un régisseur ?', 'clés'],
      ['Les chiens sont-ils admis dans la salle ?', 'pas admis'],
      ['Quelles sont les tâches du régisseur ?', 'chaises'],
      ['Quelle entreprise fournit l’assurance ?', 'Nordporte'],
      ['Qui a fondé la société et quelle est la cotisation annuelle ?', '35,50'],
    ],
    unanswerable: 'Qui a gagné le tournoi d’échecs à Lisbonne ?',
  },
  es: {
    text: 'Estatutos de la Sociedad del Puente\n\nLa sociedad fue fundada por Eduardo Marín el 4 de mayo de 1987. Su sede está en Tolburgo. La cuota anual es de 35,50 €.\n\nUn conserje es un socio que guarda las llaves del salón. La sociedad tiene 412 socios.\n\nLos perros no están permitidos en el salón.\n\nTareas del conserje\n- abrir el salón\n- contar las sillas\n- cerrar la puerta\fEl seguro del salón lo presta Puerta Norte S.A.',
    questions: [
      ['¿Quién fundó la sociedad?', 'Eduardo Marín'],
      ['¿Cuándo fue fundada la sociedad?', '4 de mayo'],
      ['¿Cuánto es la cuota anual?', '35,50'],
      ['¿Cuántos socios tiene la sociedad?', '412'],
      ['¿Qué es un conserje?', 'llaves'],
      ['¿Están permitidos los perros en el salón?', 'no están'],
      ['¿Cuáles son las tareas del conserje?', 'sillas'],
      ['¿Qué empresa presta el seguro?', 'Puerta Norte'],
      ['¿Quién fundó la sociedad y cuánto es la cuota anual?', '35,50'],
    ],
    unanswerable: '¿Quién ganó el torneo de ajedrez en Lisboa?',
  },
  fa: {
    text: 'اساسنامه انجمن پل\n\nانجمن در تاریخ ۴ خرداد ۱۳۶۶ توسط ادوین مارش تأسیس شد. دفتر انجمن در شهر تولبری است. حق عضویت سالانه ۳۵۰٬۰۰۰ ریال است.\n\nسرایدار عضوی است که کلیدهای سالن را نگه می‌دارد. انجمن ۴۱۲ عضو دارد.\n\nورود سگ به سالن ممنوع است.\n\nوظایف سرایدار\n- باز کردن سالن\n- شمردن صندلی‌ها\n- بستن دروازه\fبیمه سالن را شرکت دروازه شمال ارائه می‌کند.',
    questions: [
      ['چه کسی انجمن را تأسیس کرد؟', 'ادوین مارش'],
      ['انجمن کی تأسیس شد؟', '۱۳۶۶'],
      ['حق عضویت سالانه چقدر است؟', '۳۵۰'],
      ['انجمن چند عضو دارد؟', '۴۱۲'],
      ['سرایدار کیست؟', 'کلید'],
      ['آیا ورود سگ به سالن مجاز است؟', 'ممنوع'],
      ['وظایف سرایدار چیست؟', 'صندلی'],
      ['کدام شرکت بیمه سالن را ارائه می‌کند؟', 'دروازه شمال'],
      ['چه کسی انجمن را تأسیس کرد و حق عضویت سالانه چقدر است؟', '۳۵۰'],
    ],
    unanswerable: 'چه کسی مسابقه شطرنج لیسبون را برد؟',
  },
  ar: {
    text: 'النظام الأساسي لجمعية الجسر\n\nتأسست الجمعية على يد إدوين مارش في ٤ مايو ١٩٨٧. مقر الجمعية في مدينة تولبري. الاشتراك السنوي ٣٥٠ دينارا.\n\nالحارس هو عضو يحفظ مفاتيح القاعة. يبلغ عدد أعضاء الجمعية ٤١٢ عضوا.\n\nدخول الكلاب إلى القاعة ممنوع.\n\nواجبات الحارس\n- فتح القاعة\n- عد الكراسي\n- إغلاق البوابة\fتقدم شركة بوابة الشمال تأمين القاعة.',
    questions: [
      ['من أسس الجمعية؟', 'إدوين مارش'],
      ['متى تأسست الجمعية؟', '١٩٨٧'],
      ['كم الاشتراك السنوي؟', '٣٥٠'],
      ['كم عدد أعضاء الجمعية؟', '٤١٢'],
      ['ما هو الحارس؟', 'مفاتيح'],
      ['ما هي واجبات الحارس؟', 'الكراسي'],
      ['أي شركة تقدم تأمين القاعة؟', 'بوابة الشمال'],
      ['متى تأسست الجمعية وكم الاشتراك السنوي؟', '٣٥٠'],
    ],
    unanswerable: 'من فاز ببطولة الشطرنج في لشبونة؟',
  },
  zh: {
    text: '桥梁协会章程\n\n协会由马德文于1987年5月4日创立。协会总部设在托尔伯里。年费为350元。\n\n管理员是保管礼堂钥匙的会员。协会有412名会员。\n\n礼堂内禁止带狗。\n\n管理员的职责\n- 打开礼堂\n- 清点椅子\n- 锁上大门\f礼堂的保险由北门保险公司提供。',
    questions: [
      ['谁创立了协会？', '马德文'],
      ['协会何时创立？', '1987'],
      ['年费是多少？', '350'],
      ['协会有多少会员？', '412'],
      ['什么是管理员？', '钥匙'],
      ['礼堂内可以带狗吗？', '禁止'],
      ['管理员的职责是什么？', '椅子'],
      ['哪家公司提供礼堂的保险？', '北门'],
      ['协会何时创立？年费是多少？', '350'],
    ],
    unanswerable: '谁赢得了里斯本国际象棋比赛？',
  },
  ja: {
    text: '橋協会規約\n\n協会は1987年5月4日に丸山英二によって設立された。協会の本部はトルベリーにある。年会費は3500円である。\n\n管理人とは、講堂の鍵を保管する会員である。協会の会員は412名である。\n\n講堂への犬の立ち入りは禁止されている。\n\n管理人の職務\n- 講堂を開ける\n- 椅子を数える\n- 門を閉める\f講堂の保険は北門保険株式会社が提供する。',
    questions: [
      ['協会を設立したのは誰ですか？', '丸山'],
      ['協会はいつ設立されましたか？', '1987'],
      ['年会費はいくらですか？', '3500'],
      ['協会の会員は何名ですか？', '412'],
      ['管理人とは何ですか？', '鍵'],
      ['管理人の職務は何ですか？', '椅子'],
      ['どの会社が講堂の保険を提供しますか？', '北門'],
      ['協会はいつ設立されましたか？年会費はいくらですか？', '3500'],
    ],
    unanswerable: 'リスボンのチェス大会で優勝したのは誰ですか？',
  },
};

describe.each(Object.entries(CHARTERS))('%s', (_language, { text, questions, unanswerable }) => {
  const index = buildIndex(text.split('\f').map((page) => pageOf(page)));

  it.each(questions)('%s', (question, words) => {
    const answer = answerQuestion(index, question, {});
    expect(answer.content).toContain(words);
    expect(answer.citations).not.toEqual([]);
  });

  it('what it does not say is not found', () => {
    expect(answerQuestion(index, unanswerable, {}).citations).toEqual([]);
  });
});

it.each([
  ['What is the invoice number?', 'And its due date?', 'Invoice number: 2048\nDue date: 3 March 2025', '3 March 2025'],
  ['شماره فاکتور چیست؟', 'و تاریخ سررسید آن؟', 'شماره فاکتور: ۱۴۲۳\nتاریخ سررسید: ۱۴۰۲/۰۶/۰۱', '۱۴۰۲/۰۶/۰۱'],
])('a follow-up carries the topic on: %s', (previous, question, text, words) => {
  expect(answerQuestion(buildIndex([pageOf(text)]), question, { previous }).content).toContain(words);
});

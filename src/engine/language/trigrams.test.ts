import { describe, expect, it } from 'vitest';
import profiles from './profiles.json';
import { fitsOf, sureness } from './trigrams.ts';

/** Everyday sentences, of another kind than the declaration that the profiles come from. */
const TEXTS: [code: string, script: string, text: string][] = [
  ['eng', 'Latn', 'The parcel arrived on Tuesday, but nobody was at home, so the driver left it with the neighbours.'],
  ['fra', 'Latn', 'Le train de huit heures avait du retard, et nous avons attendu sur le quai avec nos valises.'],
  ['deu', 'Latn', 'Am Wochenende fahren wir mit dem Fahrrad an den See und essen danach ein Stück Kuchen.'],
  ['spa', 'Latn', 'Mi abuela prepara la mejor sopa de verduras cuando llueve y hace frío en el pueblo.'],
  ['swe', 'Latn', 'Vi köpte nya stövlar till barnen innan snön kom, men de har redan blivit för små.'],
  ['fin', 'Latn', 'Kissa nukkuu ikkunalaudalla koko aamupäivän ja herää vasta kun ruoka on valmista.'],
  ['pol', 'Latn', 'Wczoraj wieczorem oglądaliśmy stary film, a potem długo rozmawialiśmy przy herbacie.'],
  ['tur', 'Latn', 'Dün akşam komşumuzun bahçesinde oturup çay içtik ve uzun uzun sohbet ettik.'],
  ['ron', 'Latn', 'Am cumpărat pâine proaspătă de la brutăria din colț și am mers apoi la piață după roșii.'],
  ['rus', 'Cyrl', 'Вечером мы сидели на кухне, пили чай с вареньем и слушали, как дождь стучит по крыше.'],
  ['ukr', 'Cyrl', 'Увечері ми сиділи на кухні, пили чай з варенням і слухали, як дощ стукає по даху.'],
  ['bul', 'Cyrl', 'Вечерта седяхме в кухнята, пиехме чай и слушахме как дъждът чука по покрива.'],
  ['fas', 'Arab', 'دیشب باران تندی بارید و ما کنار پنجره نشستیم و چای خوردیم و به صدای آن گوش دادیم.'],
  ['ara', 'Arab', 'ذهبنا في الصباح إلى السوق واشترينا الخبز والزيتون ثم عدنا إلى البيت قبل الظهر.'],
  ['urd', 'Arab', 'کل شام ہم لوگ باغ میں بیٹھے تھے اور بچے درختوں کے نیچے کھیل رہے تھے۔'],
  ['hin', 'Deva', 'कल शाम को हम लोग बगीचे में बैठे थे और बच्चे पेड़ों के नीचे खेल रहे थे।'],
  ['mar', 'Deva', 'काल संध्याकाळी आम्ही बागेत बसलो होतो आणि मुले झाडाखाली खेळत होती.'],
];

describe('the language of a text', () => {
  it.each(TEXTS)('%s', (code, script, text) => {
    expect(fitsOf(text, script, profiles)[0]?.code).toBe(code);
  });

  it('is told without accents, too, as another pack reads it', () => {
    const text = 'Vi kopte nya stovlar till barnen innan snon kom, men de har redan blivit for sma.';
    expect(fitsOf(text, 'Latn', profiles, true)[0]?.code).toBe('swe');
  });

  it('is told by letters where no profile is there', () => {
    expect(fitsOf('কালি ৰাতি বৰষুণ আহিছিল আৰু আমি ঘৰতে আছিলোঁ', 'Beng', profiles)[0]?.code).toBe('asm');
  });

  it('is none without letters, and none of a script of one language', () => {
    expect(fitsOf('12.50 34.00', 'Latn', profiles)).toEqual([]);
    expect(fitsOf('สวัสดีครับ', 'Thai', profiles)).toEqual([]);
  });
});

it('is surer of longer texts and wider margins', () => {
  const fits = (margin: number) => [
    { code: 'eng', score: -6 },
    { code: 'fra', score: -6 - margin },
  ];
  expect(sureness(fits(0.5), 100)).toBeGreaterThan(sureness(fits(0.5), 10));
  expect(sureness(fits(0.5), 100)).toBeGreaterThan(sureness(fits(0.1), 100));
  expect(sureness([], 100)).toBe(0);
});

import { expect, test } from 'vitest';
import { languageOfText } from './text-language.ts';

const known = ['ara', 'chi_sim', 'deu', 'eng', 'fas', 'fra', 'jpn', 'rus'];
const told = (text: string, installed = known) => languageOfText(text, { installed, known })?.packs;

const ENGLISH =
  'Whereas recognition of the inherent dignity and of the equal and inalienable rights of all members of the human ' +
  'family is the foundation of freedom, justice and peace in the world, whereas disregard and contempt for human rights ' +
  'have resulted in barbarous acts which have outraged the conscience of mankind. ';
const GERMAN =
  'Da die Anerkennung der angeborenen Würde und der gleichen und unveräußerlichen Rechte aller Mitglieder der ' +
  'Gemeinschaft der Menschen die Grundlage von Freiheit, Gerechtigkeit und Frieden in der Welt bildet, da die ' +
  'Nichtanerkennung und Verachtung der Menschenrechte zu Akten der Barbarei geführt haben. ';
const PERSIAN =
  'از آنجا که شناسایی حیثیت ذاتی کلیه اعضای خانواده بشری و حقوق یکسان و انتقال ناپذیر آنان اساس آزادی و عدالت و صلح را ' +
  'در جهان تشکیل می‌دهد، از آنجا که عدم شناسایی و تحقیر حقوق بشر منتهی به اعمال وحشیانه‌ای گردیده است که روح بشریت را ' +
  'به عصیان واداشته و ظهور دنیایی که در آن افراد بشر در بیان و عقیده آزاد باشند اعلام شده است. ';

test('the text tells the language', () => {
  expect(told(ENGLISH)).toEqual(['eng']);
  expect(told(GERMAN)).toEqual(['deu']);
});

test('logos on pages in other letters are read as English, too', () => {
  expect(told(PERSIAN)).toEqual(['fas', 'eng']);
});

test('of two scripts both are read, the one with more letters first', () => {
  expect(told(`${ENGLISH}${PERSIAN.slice(0, 150)}`)).toEqual(['eng', 'fas']);
});

test('nothing is told of few words, or where the pack is not at hand', () => {
  expect(told('Annual Report 2021')).toBeUndefined();
  expect(told(GERMAN, ['eng'])).toBeUndefined();
});

/** Words of a question that any document may leave out: how a thing is asked for, not what. */

import { fold } from '../document/normalise.ts';
import { DOCUMENT_WORDS } from './fields.ts';

/** Verbs that ask for one another, and names of the form that the answer is wanted in; all folded. */
const GENERIC = new Set(
  `percent percentage share proportion number name value kind type sort time date day year level size length duration
  height weight price cost costs
  fee rate total sum person people place thing reason purpose
  take taken takes took give given gives gave provide provided provides get gets got receive received receives offer
  offered offers deliver delivered
  include includes included contain contains contained hold held holds keep kept become became won win wins write
  wrote written written say said
  describe described describes call called calls know known mean means meant stand stands allow allowed permitted
  possible charge charged charges pay paid
  work works use used uses begin begins start starts take takes last lasts come comes came send sent put find found
  belong belongs made done
  new current currently latest original exact actual neu neue neuen aktuell aktuelle nouveau nouvelle actuel actuelle
  nuevo nueva actual جدید فعلی
  prozent prozentsatz anzahl nummer name preis kosten wert datum tag zeit dauer grosse hohe art grund
  gekostet geliefert gegeben bekommt bekommen erhalt erhalten heisst bedeutet bedeuten enthalt enthalten liegt liegen
  geschrieben genannt
  findet finden statt gemacht bezahlt zahlt zahlen beginnt endet erlaubt gilt steht stehen
  pourcentage nombre numero nom prix cout date jour duree taille raison valeur coute coutent donne donnent recu recoit
  contient contiennent ecrit
  appelle trouve trouvent signifie faut existe disposer suit manque manquent commence dure
  porcentaje numero nombre precio coste costo fecha dia duracion tamano valor cuesta cuestan da dan recibe contiene
  contienen escrito llama significa
  existe dura empieza cierra abre incluye incluyen
  درصد نسبه تعداد عدد شماره نام قیمت هزینه تاریخ روز اندازه میزان مقدار نوع دلیل لازم مجاز میدهد میشود قرار گرفته
  دریافت انجام نوشته نوشت
  اسم رقم سعر تاریخ یوم عدد قیمه نوع سبب یمکن یسمح توجد یوجد`.split(/\s+/),
);

/** What is done to the topic: the document may say it in another word, or leave it out. */
export const isVerbForm = (word: string, language: string): boolean =>
  language === 'en' ? /^\p{Ll}{3,}ed$/u.test(word) : language === 'de' && /^\p{Ll}/u.test(word);

/** Whether a word of a question asks without naming a topic. */
export function isGeneric(word: string): boolean {
  const folded = fold(word);
  return GENERIC.has(folded) || DOCUMENT_WORDS.includes(folded);
}

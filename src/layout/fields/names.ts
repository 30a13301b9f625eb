/** Names of firms and postal addresses, told by the words they are made of. */
import { foldPhrase } from '../../document/normalise.ts';
import { phraseList } from './labels.ts';
import { lineWords, matchPhrase } from './phrases.ts';

/** Legal forms, and what firms call themselves. Compared letter by letter: `Sri` is no `srl`. */
const FORMS = phraseList(
  `sdn bhd|bhd|s b|enterprise|enterprises|trading|holdings|ltd|limited|llc|llp|inc|corp|corporation|company|plc|pvt|pte|pty|gmbh|ohg|mbh|e k|
   sarl|s a r l|sas|eurl|sasu|sociedad|srl|spa|b v|unlimited|s p a|s r l|a s|شرکت|فروشگاه|رستوران|سهامی|شرکه|موسسه|مطعم|متجر`,
);
/** So short that they are one only at the end of a name. */
const SHORT_FORMS = phraseList('co|ag|kg|ug|se|sa|sl|s a|s l|bv|nv|n v|vof|ab|oy|as|aps|lda|ltda|sci|group');
const CJK_FORM = /株式会社|有限会社|合同会社|有限公司|公司|商店|超市|店(?!\p{L})/u;
/** `SDN BHD` as recognition often has it. */
const MISREAD_BHD = / s[dob][nh] b[hn][do] /;
const TRADES = phraseList(
  `restaurant|restoran|cafe|café|coffee|bakery|mart|market|supermarket|hypermarket|store|stores|shop|hotel|pharmacy|farmasi|clinic|klinik|kedai|perniagaan|syarikat|
   perusahaan|marketing|services|solutions|stationery|hardware|electrical|motor|food|foods|kitchen|bistro|bar|grill|house|station|books|book|fashion|
   confectionery|industries|industrial|supplies|supply|catering|seafood|pizzeria|pizza|ristorante|trattoria|restaurante|tienda|farmacia|boulangerie|
   pharmacie|apotheke|bäckerei|markt|gasthaus|supermarché|librairie|handel|handels|vertrieb|technology|technologies|systems|international|global`,
);
const STREET = phraseList(
  `jalan|jln|jl|lorong|taman|tmn|persiaran|lebuh|lebuhraya|kampung|kg|bandar|seksyen|section|lot|wisma|plaza|kompleks|complex|mall|menara|blok|block|tingkat|
   level|floor|unit|batu|off jalan|street|st|road|rd|avenue|ave|boulevard|blvd|lane|drive|suite|building|square|court|highway|hwy|p o box|po box|
   rue|allée|place|chemin|quai|cedex|calle|avenida|plaza|carretera|paseo|colonia|via|piazza|corso|straat|weg|laan|plein|postfach|platz|allee|
   خیابان|کوچه|بلوار|میدان|پلاک|واحد|طبقه|شارع|طریق|حی|مبنی|منطقه|市|区|路|街|号|县|省|丁目|番地|都|府|町`,
);
const POSTCODE =
  /(?<!\d)\d{5}(?!\d)|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b\d{4} ?[A-Z]{2}\b|(?<![\d-])\d{6}(?!\d)|〒? ?\d{3}-\d{4}(?!\d)|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|(?:^|[, ])(?:[A-Z]-)?\d{4,5} \p{Lu}\p{L}{2}/u;
const PLACES = phraseList(
  `kuala lumpur|selangor|johor|johor bahru|penang|pulau pinang|perak|melaka|kedah|sabah|sarawak|pahang|kelantan|terengganu|negeri sembilan|shah alam|petaling jaya|
   subang jaya|klang|malaysia|singapore|deutschland|germany|france|españa|spain|united kingdom|london|usa|hong kong|china|japan|india|nederland|netherlands|
   تهران|ایران|اصفهان|مشهد|شیراز|تبریز|الریاض|دبی|السعودیه|الامارات|القاهره|مصر|中国|北京|上海|東京|大阪|日本`,
);
const ADDRESS_LABEL = /^\W*(?:addr(?:ess)?|adresse|anschrift|dirección|alamat)\W|نشانی|آدرس|عنوان|العنوان|地址|住所/iu;
/** German streets are one word: Musterweg 5. */
const STREET_WORD = /\p{L}{3,}(?:stra(?:ß|ss)e|str\.?|weg|gasse|platz|allee|straat|laan|plein|gracht|kade)\b/iu;

const has = (text: string, phrases: readonly string[]): boolean => {
  const words = lineWords(text);
  return phrases.some((phrase) => matchPhrase(words, phrase) !== null);
};

export function hasLegalForm(text: string): boolean {
  const folded = ` ${foldPhrase(text)} `;
  return (
    FORMS.some((form) => folded.includes(` ${form} `)) ||
    SHORT_FORMS.some((form) => folded.endsWith(` ${form} `)) ||
    MISREAD_BHD.test(folded) ||
    CJK_FORM.test(text)
  );
}

export const namesTrade = (text: string): boolean => has(text, TRADES);

/** 0…1: how much a line looks like a part of a postal address. */
export function addressScore(text: string): number {
  const street = has(text, STREET) || STREET_WORD.test(text) || /^[cC]\/ ?\p{Lu}/u.test(text.trim());
  const number = /\p{Nd}/u.test(text);
  if (/[:：]/.test(text) && !ADDRESS_LABEL.test(text)) return 0;
  const parts = [street, POSTCODE.test(text), has(text, PLACES)].filter(Boolean).length;
  if (parts >= 2) return 1;
  if (parts === 1) return number ? 0.8 : 0.6;
  return /^(?:no|nr|n°|lot)\b\.?,?\s?[\p{Nd}]/iu.test(text.trim()) ? 0.6 : 0;
}

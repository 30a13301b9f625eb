/** Which language a text is in, and its words that carry no topic. */
import { fold } from '../document/normalise.ts';

/** Function words and question words, folded. */
const STOP: Record<string, string> = {
  en: `a an the of to in on at for from by with and or but if as is are was were be been being do does did has have
    had it its
    this that these those there their they them he she his her him we our us you your i me my what which who whom
    whose when
    where why how much many can could would should will shall may might must not no than then so such into about over
    under
    between during per any all some please tell give show find state according document file page say says s many get
    there
    also only just amount main major primarily primary mentioned mention report filing answer question relevant using
    use
    various specific exactly currently whether within among each other three two four five
    because due need needed needs require required long old high large big far deep wide tall heavy last make made
    happen happens happened go goes stand stands mean means meant
    10k 10q 10-k 10-q fiscal`,
  de: `der die das den dem des ein eine einer einem einen eines und oder aber ist sind war waren wird werden wurde
    wurden hat haben
    hatte in im an am auf aus bei mit nach von vom zu zum zur fur uber unter wie was wer wen wem wann wo warum wieviel
    viel
    viele welche welcher welches welchen ist es er sie wir ihr ich nicht kein keine auch nur noch als so dass dokument
    seite
    bitte nenne hoch lautet betragt betragen gibt bedeutet heisst lang lange gross grosse alt weit oft heisst kostet
    wessen wieso weshalb wohl ob
    wofur derzeit sowie insgesamt soll sollen sollte mussen muss kann konnen darf durfen wodurch womit wofur worin
    wohin`,
  fr: `le la les l un une des du de d et ou mais est sont etait a ont au aux en dans sur pour par avec sans ce cet
    cette ces il
    elle ils elles on nous vous je qui que qu quoi quel quelle quels quelles quand ou comment combien pourquoi ne pas
    plus son
    sa ses leur leurs se s y document page est-ce est t il y dispose long longtemps grand grande soit cela dont doit
    doivent peut peuvent fait faire afin`,
  es: `el la los las un una unos unas de del y o pero es son fue era ha han al en con por para sin sobre este esta
    estos estas
    debe deben puede pueden ese esa que quien quienes cual cuales cuando donde como cuanto cuanta cuantos cuantas hay
    tiene
    tienen esta estan sera seran largo grande por no su sus se lo le les mas mi me nos cada documento
    pagina`,
  nl: `de het een en of maar is zijn was waren wordt worden in op aan van voor met bij naar uit over wat wie wanneer
    waar hoe
    hoeveel welke welk niet geen dit dat deze die er document pagina`,
  it: `il lo la gli le un una di del della dei delle e o ma sono era ha hanno in con per su da che chi quando dove
    come quanto
    quale quali non questo questa si documento pagina`,
  pt: `o os as um uma de do da dos das e ou mas sao foi em no na nos nas com por para que quem quando onde como quanto
    qual quais
    nao este esta se documento pagina`,
  fa: `و در به از که این ان را با است بود شد شده می ها های هم تا بر یا هر چه چی کی چیست کیست چقدر چند کدام کجا چرا
    چگونه چطور
    ایا ای برای یک نیز اما باید خود او ما شما من انها ایشان دارد دارند کرد کرده شود میشود هست هستند سند صفحه تاریخی
    لطفا بگو
    کنید بوده باشد چیزی چیزهایی کسی کسانی توسط طریق شخصی جایی زمانی وقت موقع روزی روز چند`,
  ar: `و في من الی علی عن ان هذا هذه ذلک التی الذی هو هی ما ماذا متی این کیف کم ای هل لماذا مع قد کان کانت یکون لا لم
    او ثم
    کل تبلغ یبلغ تکون اذا قبل بعد این بماذا بمن لمن ممن یجب ینبغی یمکن المستند الصفحه هم نحن انت انا بین عند به له لها`,
};

export const STOP_WORDS: Record<string, ReadonlySet<string>> = Object.fromEntries(
  Object.entries(STOP).map(([language, words]) => [language, new Set(words.split(/\s+/))]),
);

/** In Chinese and Japanese the particles and question words are taken out before bigrams are made. */
/** Of Japanese verbs the endings too: 設立されましたか asks about what 設立された says. */
export const CJK_STOP =
  /されましたか|されました|されますか|されます|されている|されたのは|された|しましたか|しました|しますか|します|している|したのは|した|される|する|ましたか|ました|ありますか|あります|什么时候|什么|什麼|多少|哪一天|哪天|几号|哪年|哪个|哪些|哪里|哪|谁|何时|为什么|怎么|如何|是否|可以|可否|能否|能不能|多久|多长时间|多长|几天|几个|多大|在哪里|在哪|是|的|了|吗|呢|请问|这份|文件|いくら|何時|いつ|何人|何名|何日|何個|何|いくつ|どこ|だれ|誰|どの|どれ|なぜ|ですか|ますか|でしょうか|です|ます|は|が|を|に|の|と|で|か|何/g;

const KANA_SHARE = 0.05;

/**
 * ISO 639-1 code. Scripts tell most languages apart; Latin ones are told by their function words, English where none
 * occur. Persian and Arabic differ in letters and in function words.
 */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, 20_000);
  const count = (pattern: RegExp) => sample.match(pattern)?.length ?? 0;
  const latin = count(/\p{sc=Latin}/gu);
  const [kana, han] = [count(/[\p{sc=Hiragana}\p{sc=Katakana}]/gu), count(/\p{sc=Han}/gu)];
  const scripts: [string, number][] = [
    // A formal Japanese text has more kanji than kana; a Chinese one has no kana.
    ['ja', kana > KANA_SHARE * han ? kana * 6 + han * 3 : 0],
    ['zh', han * 3],
    ['ko', count(/\p{sc=Hangul}/gu) * 2],
    ['ru', count(/\p{sc=Cyrillic}/gu)],
    ['hi', count(/\p{sc=Devanagari}/gu)],
    ['th', count(/\p{sc=Thai}/gu)],
    ['he', count(/\p{sc=Hebrew}/gu)],
    ['el', count(/\p{sc=Greek}/gu)],
  ];
  const arabic = count(/\p{sc=Arabic}/gu);
  const [script, letters] = scripts.sort((a, b) => b[1] - a[1])[0] ?? ['en', 0];
  if (letters > latin && letters > arabic) return script;
  const words = fold(sample.replace(/\u200c/g, ' ')).match(/[\p{L}]+/gu) ?? [];
  if (sample.trimStart().startsWith('¿')) return 'es';
  if (arabic > latin) return persian(sample, words);
  return mostHits(words, ['en', 'de', 'fr', 'es', 'nl', 'it', 'pt']);
}

function persian(sample: string, words: string[]): string {
  const letters = (sample.match(/[پچژگی]/g)?.length ?? 0) - (sample.match(/[ةيىأإ]/g)?.length ?? 0);
  const hits = (language: string) => words.filter((word) => STOP_WORDS[language]?.has(word)).length;
  return hits('fa') + 0.5 * letters >= hits('ar') ? 'fa' : 'ar';
}

function mostHits(words: string[], languages: string[]): string {
  let [best, most] = ['en', 0];
  for (const language of languages) {
    const hits = words.filter((word) => STOP_WORDS[language]?.has(word)).length;
    if (hits > most) [best, most] = [language, hits];
  }
  return best;
}

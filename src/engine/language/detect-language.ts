/**
 * `language=auto`: the script of a page from the shapes of its lines, confirmed by reading a sample of them with a pack
 * of that script; the language from the sample's trigrams. Brings 93 kB (gzip) of tables: import it when it is needed.
 * Figures: docs/decisions/0007.
 */
import { languageByCode } from '../../contract/languages.ts';
import type { GrayPicture, Recognizer } from '../recognise/recognizer.ts';
import type { Look } from './look.ts';
import profiles from './profiles.json';
import { readSample, type SampleReading } from './sample.ts';
import { chineseOf, MAIN_PACKS, scriptCounts, shareOf } from './scripts.ts';
import { type Fit, fitsOf, sureness } from './trigrams.ts';

export interface LanguageRequest {
  recognizer: Recognizer;
  /** Packs at hand, Tesseract's codes. */
  installed: readonly string[];
  /** Every pack there is; what is found is one of them. */
  known: readonly string[];
  /** The packs that the job's page before was read with: asked first. */
  hint?: readonly string[];
  signal: AbortSignal;
}

export interface DetectedLanguage {
  /** To read the page with; all are at hand. */
  packs: string[];
  /** What the page is in, as codes joined with `+`; empty where nothing could be told. */
  detected: string;
  /** 0…1. */
  confidence: number;
  /** Packs that would be right and are not at hand. */
  missing: { code: string }[];
  sampleText: string;
}

/** A sample read so surely, in the script expected, needs no other one beside it. */
const CLEAR = 0.8;
/** One read less surely is of another script, where shapes say so. */
const DOUBTFUL = 0.6;
/** Scripts less likely are not tried. */
const LIKELY = 0.03;
/** How many of them. */
const MOST_TRIES = 3;
/** Scripts with letters of the same shapes: where one is read badly the others are tried. */
const ALIKE = ['Latn', 'Cyrl', 'Grek'];
/** From this share on a script is believed by its shapes alone, where no pack can confirm it. */
const BELIEVED = 0.5;
/** Fewer letters tell no language. */
const FEW_LETTERS = 24;
/** Below, a language gives way to that of the pack that has read the sample. */
const SURE = 0.6;
/** Running text in Latin letters fits its language better; names, addresses and lists worse, and may fit any. */
const PROSE = -7;
/** Share of Latin letters from which the page is read with English, too. */
const MIXED = 0.06;

/** `look` is `lookAtLines` of the page's picture. Rejects as the recogniser does. */
export async function detectLanguage(look: Look | null, request: LanguageRequest): Promise<DetectedLanguage> {
  const { installed, hint = [] } = request;
  request.signal.throwIfAborted();
  if (!look) return { packs: fallback(hint, installed), detected: '', confidence: 0, missing: [], sampleText: '' };
  const { shapes, sample } = look;
  const found = await readLikely(sample, shapes, request);
  const top = shapes[0] as { script: string; share: number };
  const unread = !packFor(top.script, request) && top.share >= BELIEVED;
  if (!found || (unread && found.quality < (found.share >= LIKELY ? DOUBTFUL : CLEAR))) {
    const code = MAIN_PACKS[top.script]?.find((pack) => request.known.includes(pack)) ?? '';
    return {
      packs: fallback(hint, installed),
      detected: code,
      confidence: top.share,
      missing: code === '' || installed.includes(code) ? [] : [{ code }],
      sampleText: found?.text ?? '',
    };
  }
  return await languageOf(found, sample, request);
}

interface Candidate extends SampleReading {
  script: string;
  pack: string;
  /** 0…1: the words' confidence, lowered where letters of other scripts stand among them. */
  quality: number;
  share: number;
}

/** The sample as read with a pack of the script that suits it best. */
async function readLikely(
  sample: GrayPicture,
  shapes: readonly { script: string; share: number }[],
  request: LanguageRequest,
): Promise<Candidate | undefined> {
  const tries = shapes.filter(({ share }) => share >= LIKELY).slice(0, MOST_TRIES);
  for (const script of ALIKE.includes(tries[0]?.script ?? '') ? ALIKE : ['Latn']) {
    if (!tries.some((other) => other.script === script)) tries.push({ script, share: LIKELY });
  }
  let best: Candidate | undefined;
  const used = new Set<string>();
  for (const { script, share } of tries) {
    const pack = packFor(script, request);
    if (pack === undefined || used.has(pack)) continue;
    used.add(pack);
    const reading = await readSample(sample, pack, request.recognizer, request.signal);
    const quality = reading.confidence * shareOf(reading.text, script);
    const candidate = { ...reading, script, pack, quality, share };
    // A pack reads another script's letters as its own, and is seldom sure of them: shapes only decide between equals.
    const weight = ({ quality, share }: Candidate) => quality * (4 + Math.min(1, 2 * share));
    if (!best || weight(candidate) > weight(best)) best = candidate;
    if (quality >= CLEAR && share >= BELIEVED) break;
  }
  return best;
}

async function languageOf(found: Candidate, sample: GrayPicture, request: LanguageRequest): Promise<DetectedLanguage> {
  const { installed, known } = request;
  const script = chineseOf(found.text, found.script, found.pack);
  let { text } = found;
  const letters = scriptCounts(text);
  const count = Object.values(letters).reduce((sum, letter) => sum + letter, 0);
  const among = (fits: Fit[]) => fits.filter(({ code }) => known.includes(code));
  let fits = among(fitsOf(text, script, profiles, true));
  let code = chosen(fits, found.pack, count, script);
  if (fits.length === 0) code = MAIN_PACKS[script]?.find((pack) => known.includes(pack)) ?? found.pack;

  // Close relatives are told by the accents that only their own packs read.
  if (code !== found.pack && fits.length > 1) {
    const reader = fits.slice(0, 3).find((fit) => installed.includes(fit.code))?.code;
    if (reader && reader !== found.pack && sureness(fits, count) < 0.95) {
      const again = await readSample(sample, reader, request.recognizer, request.signal);
      if (again.confidence > found.confidence - 0.05) {
        text = again.text;
        fits = among(fitsOf(text, script, profiles));
        code = chosen(fits, reader, count, script);
      }
    }
  }
  const scriptShare = Math.max(found.share, found.quality);
  const confidence = Math.min(
    1,
    scriptShare * (count < FEW_LETTERS ? 0.5 : fits.length > 1 ? sureness(fits, count) : 1),
  );
  const best = installed.includes(code)
    ? code
    : (fits.slice(0, 5).find((fit) => installed.includes(fit.code))?.code ?? found.pack);
  const total = Math.max(1, count);
  const mixed = script !== 'Latn' && (letters.Latn ?? 0) / total > MIXED && best !== 'eng';
  return {
    packs: mixed && installed.includes('eng') ? [best, 'eng'] : [best],
    detected: mixed ? `${code}+eng` : code,
    confidence,
    missing: installed.includes(code) ? [] : [{ code }],
    sampleText: text,
  };
}

/** The first fit, unless the text is too short for it to outdo the language of the pack that has read it. */
function chosen(fits: readonly Fit[], reader: string, letters: number, script: string): string {
  const [first] = fits;
  const own = fits.find(({ code }) => code === reader);
  if (!first) return reader;
  if (!own) return first.code;
  if (letters < FEW_LETTERS) return reader;
  if (own === first || sureness([first, own], letters) < SURE) return reader;
  const doubt = script === 'Latn' ? Math.max(0, PROSE - first.score) : 0;
  const needed = doubt > 0 ? 0.15 + 0.35 * doubt : 0;
  return first.score - own.score < needed ? reader : first.code;
}

/** The pack to read a script's sample with: the hint's, else the main one that is at hand, else any. */
function packFor(script: string, { installed, hint = [] }: LanguageRequest): string | undefined {
  const ofScript = (pack: string) => languageByCode(pack)?.script === script;
  return (
    hint.find((pack) => ofScript(pack) && installed.includes(pack)) ??
    MAIN_PACKS[script]?.find((pack) => installed.includes(pack)) ??
    installed.find((pack) => ofScript(pack) && !pack.endsWith('_vert'))
  );
}

function fallback(hint: readonly string[], installed: readonly string[]): string[] {
  const packs = hint.filter((pack) => installed.includes(pack));
  if (packs.length > 0) return packs;
  const first = installed.includes('eng') ? 'eng' : installed[0];
  return first === undefined ? [] : [first];
}

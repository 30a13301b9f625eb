/** The claims of a model's answer, as far as it has come. */
import { type PartialJson, readPartialJson } from './partial-json.ts';
import { MAX_CLAIMS } from './request.ts';

export interface ModelClaim {
  text: string;
  /** Ids as in the request, from 1. */
  passages: number[];
  /** Whether the model has ended it. */
  whole: boolean;
}

export interface ModelOutput {
  /** Null while it has not said so. */
  found: boolean | null;
  claims: ModelClaim[];
}

/** Longer is no sentence. */
const MAX_LETTERS = 500;

/** Takes any text: what is no answer has no claims. */
export function readClaims(raw: string): ModelOutput {
  const { value, closed } = readPartialJson(raw);
  if (!isObject(value)) return { found: null, claims: [] };
  const { found, claims } = value;
  const list = Array.isArray(claims) ? claims.slice(0, MAX_CLAIMS) : [];
  return {
    found: typeof found === 'boolean' ? found : null,
    claims: list.flatMap((claim) => readClaim(claim, isObject(claim) && closed.has(claim)) ?? []),
  };
}

function readClaim(claim: PartialJson, whole: boolean): ModelClaim | null {
  if (!isObject(claim) || typeof claim.text !== 'string' || !Array.isArray(claim.passages)) return null;
  const passages = claim.passages.filter((id) => typeof id === 'number');
  const text = clean(claim.text);
  return text === '' || text.length > MAX_LETTERS ? null : { text, passages: [...new Set(passages)], whole };
}

const isObject = (value: PartialJson | undefined): value is { [key: string]: PartialJson } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without invisible directions, Markdown's marks and the pages or ids that models like to add: the app names the pages. */
const clean = (text: string): string =>
  text
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\*\*|`+/g, '')
    .replace(/\s*(?:\[\d+(?:,\s*\d+)*\]|\((?:p|page|passages?|S|ص)\.?\s*[\d, ]+\))/giu, '')
    .replace(/\s+/gu, ' ')
    .trim();

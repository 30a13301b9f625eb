/** Whether a claim denies what its passages say, or says what they deny: "Dogs are allowed", of "Dogs are not allowed". */
import { fold } from '../../document/normalise.ts';
import { tokenise } from '../tokens.ts';

/** Folded. Words that forbid are among them: what is forbidden is not allowed. */
const NEGATION = new RegExp(
  [
    String.raw`(?<!\p{L})(?:not|never|none|nobody|nothing|neither|nor|without|cannot|unable|except|forbidden|prohibited`,
    '|nicht|kein(?:e[nmrs]?)?|nie|niemals|niemand|nichts|ohne|verboten|untersagt|ausgeschlossen',
    "|pas|aucune?|jamais|sans|interdite?s?|ne|n(?='))|(?<!\\p{L})(?:nunca|ningun[oa]?|sin|prohibid[oa]s?|tampoco",
    String.raw`|نیست|نیستند|نباید|ندارد|ندارند|نبود|نشد|ممنوع|بدون|هرگز|لا|لیس|لیست|لم|لن|غیر|دون)(?!\p{L})`,
    String.raw`|(?<!\p{L})no (?!\.)(?=\p{L})|(?<!\p{L})no(?=[,;]|$)|n't(?!\p{L})|(?<!\p{L})نمی|(?<!\p{L})un(?:lawful|paid|limited|available)(?!\p{L})`,
    '|不|没|無|无|未|禁止|ません|ない(?!し)|なし|せす',
  ].join(''),
  'u',
);
const CLAUSES = /[.,;:!?()،؛؟。、，；：！？]+\s*/u;

/** `language` is the document's. Only the clauses that say most of what the claim says count: "$35, not including tax". */
export function agreesInNegation(claim: string, texts: readonly string[], language: string): boolean {
  const terms = new Set(termsOf(claim, language));
  const clauses = texts
    .flatMap((text) => text.split(CLAUSES))
    .map((clause) => ({ clause, shared: new Set(termsOf(clause, language).filter((term) => terms.has(term))).size }));
  const most = Math.max(0, ...clauses.map(({ shared }) => shared));
  if (most === 0) return true;
  const denied = isNegated(claim);
  return clauses.some(({ clause, shared }) => shared === most && isNegated(clause) === denied);
}

const isNegated = (text: string): boolean => NEGATION.test(fold(text));

const termsOf = (text: string, language: string): string[] => tokenise(text, language).map(({ term }) => term);

/** The best answer to one question read, by the ways that fit it: a form's field, a report's figures, a passage. */
import type { Claim } from './claims.ts';
import { definitionClaims } from './definition-claims.ts';
import { fieldClaims, topicClaims } from './field-claims.ts';
import { figureClaims } from './figure-claims.ts';
import { isGeneric, isVerbForm } from './generic-words.ts';
import { findName, isSubjectName, type NameMatch } from './names.ts';
import { pairClaims } from './pair-claims.ts';
import { passageClaims } from './passage-claims.ts';
import { termPosition } from './postings.ts';
import { nameOf, type Question } from './question.ts';
import { type SearchResult, type SearchTerm, search } from './retrieve.ts';
import { cellClaims } from './table-claims.ts';
import { tokenise } from './tokens.ts';
import type { ChatIndex } from './types.ts';
import { isKnownYear } from './years.ts';

export interface Found {
  claims: Claim[];
  /** Passages near the question, best first, whether or not they answer it. */
  near: number[];
}

/** A longer document is no form: a label that stands in it may be anybody's. */
const FORM_PAGES = 30;
const CARRIED_WEIGHT = 0.4;
/** "Prescribed", where the document only lists. */
const VERB_WEIGHT = 0.4;
/** With fewer other words the verb is half of what is asked. */
const VERB_TOPICS = 2;
/** The document's own name stands everywhere in it, and a word that asks may stand nowhere. */
const SUBJECT_WEIGHT = 0.25;

/** A question that joins two things is taken apart where both are answered, or where it has no answer as a whole. */
export function findAnswer(index: ChatIndex, question: Question): Found {
  const whole = findWhole(index, question);
  for (const { joint, parts } of question.conjuncts) {
    if (stands(index, joint)) continue;
    const found = parts.map((part) => findWhole(index, part).claims);
    const answered = found.filter((claims) => claims.length > 0);
    if (answered.length === parts.length || (whole.claims.length === 0 && answered.length > 0))
      return { ...whole, claims: answered.flatMap((claims) => claims.slice(0, 1)) };
  }
  return whole;
}

function stands({ texts }: ChatIndex, phrase: string): boolean {
  const wanted = phrase.toLowerCase().replace(/\s+/g, ' ');
  return texts.some((text) => text.toLowerCase().replace(/\s+/g, ' ').includes(wanted));
}

function findWhole(index: ChatIndex, question: Question): Found {
  const found = search(index, termsOf(index, question));
  const near = found.hits.map((hit) => hit.passage);
  const names = question.names.map((name) => findName(index, name));
  if (names.some((name) => name.presence === 'absent') || !question.years.every((year) => isKnownYear(index, year)))
    return { claims: [], near };
  const claims = claimsFor(index, question, found, names);
  return { claims, near };
}

function claimsFor(index: ChatIndex, question: Question, found: SearchResult, names: NameMatch[]): Claim[] {
  const isForm = index.texts.length <= FORM_PAGES;
  if (isForm && question.fields.length > 0) {
    const claims = question.fields.flatMap((field) => fieldClaims(index, field, question));
    if (claims.length > 0 || question.metrics.length === 0) return claims;
  }
  const local = names.filter((name) => name.presence === 'present');
  if (local.length === 0 && question.metrics.length > 0) {
    const claims = figureClaims(index, question, found);
    if (claims.length > 0) return claims;
  }
  const defined = definitionClaims(index, question);
  if (defined.length > 0) return defined;
  const labelled = isForm && local.length === 0 ? topicClaims(index, question) : [];
  if (labelled.length > 0) return labelled;
  const cells = cellClaims(index, question, found);
  if (cells.length > 0) return cells;
  const pairs = isForm && local.length === 0 ? pairClaims(index, question, found) : [];
  return pairs.length > 0 ? pairs : passageClaims(index, question, found, local);
}

function termsOf(index: ChatIndex, question: Question): SearchTerm[] {
  const topics = question.words.filter((word) => !isGeneric(word) && isKnown(index, word));
  const weight = (word: string) => {
    if (isGeneric(word)) return SUBJECT_WEIGHT;
    if (topics.length >= VERB_TOPICS && isVerbForm(word, question.language) && !isKnown(index, word))
      return VERB_WEIGHT;
    const name = nameOf(question, word);
    return name !== null && isSubjectName(index, name) ? SUBJECT_WEIGHT : 1;
  };
  return [
    ...question.words.map((text) => ({ text, weight: weight(text) })),
    ...question.carried.map((text) => ({ text, weight: CARRIED_WEIGHT })),
  ];
}

const isKnown = (index: ChatIndex, word: string): boolean =>
  tokenise(word, index.language).some(({ term }) => termPosition(index.postings.terms, term) >= 0);

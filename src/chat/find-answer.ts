/** The best answer to one question read, by the ways that fit it: a form's field, a report's figures, a passage. */
import type { Claim } from './claims.ts';
import { fieldClaims, topicClaims } from './field-claims.ts';
import { figureClaims } from './figure-claims.ts';
import { findName, isSubjectName, type NameMatch } from './names.ts';
import { passageClaims } from './passage-claims.ts';
import { nameOf, type Question } from './question.ts';
import { type SearchResult, type SearchTerm, search } from './retrieve.ts';
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
/** The document's own name stands everywhere in it. */
const SUBJECT_WEIGHT = 0.25;

export function findAnswer(index: ChatIndex, question: Question): Found {
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
  const labelled = isForm && local.length === 0 ? topicClaims(index, question) : [];
  return labelled.length > 0 ? labelled : passageClaims(index, question, found, local);
}

function termsOf(index: ChatIndex, question: Question): SearchTerm[] {
  const weight = (word: string) => {
    const name = nameOf(question, word);
    return name !== null && isSubjectName(index, name) ? SUBJECT_WEIGHT : 1;
  };
  return [
    ...question.words.map((text) => ({ text, weight: weight(text) })),
    ...question.carried.map((text) => ({ text, weight: CARRIED_WEIGHT })),
  ];
}

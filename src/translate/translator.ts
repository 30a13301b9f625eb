/** What translates texts of one language into another. */
export interface Translator {
  /** `browser`, or the id of a model. */
  name: string;
  /**
   * As many texts as were given, in their order; `null` for one that it has no translation of. `strict`: what it gave
   * before had other numbers than its source. Rejects with an ApiError `engine_unavailable`, or the signal's reason.
   */
  translate(texts: readonly string[], signal: AbortSignal, strict?: boolean): Promise<(string | null)[]>;
}

/** The languages in this realm: read when first asked for, then kept. */
import { createLanguages, type Language, type Languages } from '../contract/create-languages.ts';
import { appFile } from './app-file.ts';
import type { Context } from './handle.ts';

let known: Promise<Languages> | undefined;

/** Throws ApiError `internal` where the file cannot be had; the next call tries again. */
export function knownLanguages(context: Context): Promise<Languages> {
  known ??= load(context).catch((error) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function load(context: Context): Promise<Languages> {
  const { languages } = await appFile<{ languages: Language[] }>(context, 'language-table.json');
  return createLanguages(languages);
}

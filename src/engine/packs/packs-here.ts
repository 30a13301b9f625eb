/** Which language packs can be read with: those of the deployment, and those that this device keeps. */
import { listPacks } from '../../store/packs.ts';

/** Tesseract's codes, from a to z. */
export async function packsHere(): Promise<string[]> {
  const kept = (await listPacks()).filter(({ installed }) => installed).map(({ code }) => code);
  return [...new Set([...Object.keys(__VENDOR__.tessdata.bytes), ...kept])].sort();
}

/** Those of `packs` that are not at hand; only then is the store asked. */
export async function packsNotHere(packs: readonly string[]): Promise<string[]> {
  const foreign = packs.filter((code) => !(code in __VENDOR__.tessdata.bytes));
  if (foreign.length === 0) return [];
  const here = await packsHere();
  return foreign.filter((code) => !here.includes(code));
}

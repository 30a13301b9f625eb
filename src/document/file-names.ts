/** File names that every file system takes, Windows' included. */

// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"/\\|?*]/g;
const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
/** In UTF-16 units; most file systems allow 255 bytes or units with the extension. */
const MAX_LENGTH = 80;

/** What is left where a name has nothing to say. */
const FALLBACK = 'document';

/** A file's own name: the last path component, without control characters, at most 255 UTF-16 units. */
export function cleanName(sent: string): string {
  const name = sent
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .split(/[\\/]/)
    .at(-1)
    ?.trim()
    .normalize('NFC');
  // Cutting may part a surrogate pair.
  return !name || /^\.+$/.test(name) ? FALLBACK : name.slice(0, 255).replace(/\p{Surrogate}/gu, '');
}

/** The name without its extension. */
export const stem = (filename: string): string => filename.replace(/(?<=.)\.[^.]{1,5}$/, '');

/** A name that is safe as a folder or before an extension; `document` where nothing is left of it. */
export function safeName(name: string): string {
  const clean = name
    .replace(FORBIDDEN, '_')
    .slice(0, MAX_LENGTH)
    .toWellFormed()
    .replace(/[. ]+$/, '')
    .trimStart();
  if (clean === '') return FALLBACK;
  return DEVICES.test(clean) ? `_${clean}` : clean;
}

/** The names in their order, each once whatever the case: a second `scan` becomes `scan (2)`. */
export function uniqueNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let i = 2; taken.has(fold(candidate)); i++) candidate = `${name} (${i})`;
    taken.add(fold(candidate));
    return candidate;
  });
}

const fold = (name: string): string => name.normalize('NFC').toLowerCase();

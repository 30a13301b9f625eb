/**
 * JSON that is still being written, or was cut off. `partial-json` reads that too, but does not tell which objects have
 * ended, and only a claim that has ended may be checked whole.
 */

export type PartialJson = string | number | boolean | null | PartialJson[] | { [key: string]: PartialJson };

export interface PartialResult {
  /** Undefined where no value has begun. */
  value: PartialJson | undefined;
  /** Arrays and objects that are closed. */
  closed: ReadonlySet<object>;
}

/** As deep as an answer goes, and a little more: a model that loops on `[` must not exhaust the stack. */
const MAX_DEPTH = 16;

/** Reads the first object of a text; what stands around it (a code fence, an introduction) is passed over. */
export function readPartialJson(text: string): PartialResult {
  const closed = new Set<object>();
  let at = text.indexOf('{');
  if (at < 0) return { value: undefined, closed };
  return { value: readValue(0), closed };

  function readValue(depth: number): PartialJson | undefined {
    skipSpace();
    const next = text[at];
    if (depth > MAX_DEPTH) return undefined;
    if (next === '{') return readObject(depth);
    if (next === '[') return readArray(depth);
    if (next === '"') return readString();
    return readWord();
  }

  function readObject(depth: number): PartialJson {
    const object: { [key: string]: PartialJson } = Object.create(null);
    at++;
    for (;;) {
      skipSpace();
      if (text[at] === '}') return close(object);
      if (text[at] !== '"') return object;
      const key = readString();
      skipSpace();
      if (text[at] !== ':') return object;
      at++;
      const value = readValue(depth + 1);
      if (value === undefined) return object;
      object[key] = value;
      skipSpace();
      if (text[at] === ',') at++;
    }
  }

  function readArray(depth: number): PartialJson {
    const array: PartialJson[] = [];
    at++;
    for (;;) {
      skipSpace();
      if (text[at] === ']') return close(array);
      const value = readValue(depth + 1);
      if (value === undefined) return array;
      array.push(value);
      skipSpace();
      if (text[at] === ',') at++;
    }
  }

  function close<Container extends object>(container: Container): Container {
    at++;
    closed.add(container);
    return container;
  }

  /** As far as it goes; an escape that is cut off is left out. */
  function readString(): string {
    const [raw = ''] = STRING.exec(text.slice(at + 1)) ?? [];
    at += raw.length + 1;
    if (text[at] === '"') at++;
    else at = text.length;
    return raw.replace(ESCAPE, (_, code: string) =>
      code.length > 1 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (ESCAPES[code] ?? code),
    );
  }

  /** A number at the end may still grow, so it does not count yet. */
  function readWord(): PartialJson | undefined {
    const [word = ''] = /^[-+.\w]+/.exec(text.slice(at, at + 40)) ?? [];
    if (word === '' || at + word.length === text.length) {
      at = text.length;
      return undefined;
    }
    at += word.length;
    if (word in CONSTANTS) return CONSTANTS[word] ?? null;
    const number = Number(word);
    return Number.isNaN(number) ? undefined : number;
  }

  function skipSpace(): void {
    while (at < text.length && /\s/.test(text[at] ?? '')) at++;
  }
}

const CONSTANTS: Record<string, boolean | null> = { true: true, false: false, null: null };
const STRING = /^(?:[^"\\]|\\(?:u[\da-fA-F]{4}|[^u]))*/;
const ESCAPE = /\\(u[\da-fA-F]{4}|.)/gs;
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/**
 * Deflate (RFC 1951) in a zlib frame (RFC 1950), decoded to the very bit where the data end or break. The platform's
 * decompressor drops megabytes of what it had decoded when a stream fails, fails on padding behind a stream's end, and
 * needs 0.3 ms to start, which counts where a page has thousands of strips.
 */

/** Decodes into `out` and returns how many bytes of it were written; fewer than its length: the data end or break. */
export function inflatePart(data: Uint8Array, out: Uint8Array): number {
  const bits = bitReader(data, hasZlibHeader(data) ? 2 : 0);
  let written = 0;
  for (let final = 0; !final && written < out.length && !bits.overrun(); ) {
    final = bits.read(1);
    const kind = bits.read(2);
    if (kind === 0) written = copyStored(bits, data, out, written);
    else if (kind === 1) written = inflateBlock(bits, FIXED_LENGTHS, FIXED_DISTANCES, out, written);
    else if (kind === 2) {
      const tables = readTables(bits);
      if (!tables) break;
      written = inflateBlock(bits, tables[0], tables[1], out, written);
    } else break;
    if (written < 0) return -written - 1;
  }
  return written;
}

/** Deflate, a window of up to 32 kB, and a check: 16 bits that 31 divides. */
const hasZlibHeader = (data: Uint8Array) => {
  const [method = 0, flags = 0] = data;
  return (method & 0x0f) === 8 && ((method << 8) | flags) % 31 === 0;
};

type Bits = ReturnType<typeof bitReader>;

/** Bits from the least significant one; zeros past the end, where `overrun` tells it. */
function bitReader(data: Uint8Array, start: number) {
  let [at, held, count] = [start, 0, 0];
  const need = (wanted: number) => {
    for (; count < wanted; count += 8) held |= (data[at++] ?? 0) << count;
  };
  const reader = {
    /** At most 16. */
    peek(wanted: number): number {
      need(wanted);
      return held & ((1 << wanted) - 1);
    },
    skip(used: number): void {
      held >>>= used;
      count -= used;
    },
    read(wanted: number): number {
      const value = reader.peek(wanted);
      reader.skip(wanted);
      return value;
    },
    overrun: () => at - (count >> 3) > data.length,
    /** The offset of the next whole byte; goes on from `to`, where it is given. */
    bytes(to?: number): number {
      const from = at - (count >> 3);
      if (to !== undefined) [at, held, count] = [to, 0, 0];
      return from;
    },
  };
  return reader;
}

function copyStored(bits: Bits, data: Uint8Array, out: Uint8Array, written: number): number {
  const from = bits.bytes();
  const length = (data[from] ?? 0) | ((data[from + 1] ?? 0) << 8);
  const check = (data[from + 2] ?? 0) | ((data[from + 3] ?? 0) << 8);
  if (from + 4 > data.length || (length ^ check) !== 0xffff) return broken(written);
  const part = data.subarray(from + 4, from + 4 + Math.min(length, out.length - written));
  out.set(part, written);
  bits.bytes(from + 4 + length);
  return written + part.length;
}

/** Tells the end by a negative number, so that the blocks' loop stops. */
const broken = (written: number) => -written - 1;

/** By a code's bits in the order in which they are read: symbol · 16 + length; 0: no such code. */
interface CodeTable {
  width: number;
  entries: Uint16Array;
}

const END_OF_BLOCK = 256;

function inflateBlock(bits: Bits, lengths: CodeTable, distances: CodeTable, out: Uint8Array, start: number): number {
  let written = start;
  while (written < out.length) {
    const symbol = readSymbol(bits, lengths);
    if (symbol < 0 || symbol > 285 || bits.overrun()) return broken(written);
    if (symbol < END_OF_BLOCK) {
      out[written++] = symbol;
      continue;
    }
    if (symbol === END_OF_BLOCK) return written;
    const length = (LENGTHS[symbol - 257] as number) + bits.read(EXTRA_LENGTH[symbol - 257] as number);
    const code = readSymbol(bits, distances);
    if (code < 0 || code > 29) return broken(written);
    const distance = (DISTANCES[code] as number) + bits.read(EXTRA_DISTANCE[code] as number);
    if (distance > written || bits.overrun()) return broken(written);
    const end = Math.min(written + length, out.length);
    for (; written < end; written++) out[written] = out[written - distance] as number;
  }
  return written;
}

function readSymbol(bits: Bits, { width, entries }: CodeTable): number {
  const entry = entries[bits.peek(width)] as number;
  if (entry === 0) return -1;
  bits.skip(entry & 15);
  return entry >> 4;
}

/** The order in which the lengths of the code length codes stand. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function readTables(bits: Bits): [CodeTable, CodeTable] | null {
  const [literals, distances, count] = [257 + bits.read(5), 1 + bits.read(5), 4 + bits.read(4)];
  const ofCodes = new Uint8Array(19);
  for (const n of ORDER.slice(0, count)) ofCodes[n] = bits.read(3);
  const codes = codeTable(ofCodes);
  const lengths = new Uint8Array(literals + distances);
  for (let n = 0; n < lengths.length; ) {
    const symbol = readSymbol(bits, codes);
    if (symbol < 0 || bits.overrun()) return null;
    if (symbol < 16) {
      lengths[n++] = symbol;
      continue;
    }
    const times = symbol === 16 ? 3 + bits.read(2) : symbol === 17 ? 3 + bits.read(3) : 11 + bits.read(7);
    if (n + times > lengths.length || (symbol === 16 && n === 0)) return null;
    lengths.fill(symbol === 16 ? (lengths[n - 1] as number) : 0, n, n + times);
    n += times;
  }
  return [codeTable(lengths.subarray(0, literals)), codeTable(lengths.subarray(literals))];
}

/** Canonical Huffman codes of the lengths by symbol, at most 15 bits. */
function codeTable(lengths: Uint8Array): CodeTable {
  const width = Math.max(1, ...lengths);
  const entries = new Uint16Array(1 << width);
  let code = 0;
  for (let length = 1; length <= width; length++, code <<= 1) {
    for (const [symbol, of] of lengths.entries()) {
      if (of !== length || code >= 1 << length) continue;
      const entry = (symbol << 4) | length;
      for (let n = reversed(code, length); n < entries.length; n += 1 << length) entries[n] = entry;
      code++;
    }
  }
  return { width, entries };
}

function reversed(code: number, length: number): number {
  let out = 0;
  for (let n = 0; n < length; n++) if (code & (1 << n)) out |= 1 << (length - 1 - n);
  return out;
}

const EXTRA_LENGTH = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const EXTRA_DISTANCE = Array.from({ length: 30 }, (_, n) => Math.max(0, (n >> 1) - 1));
const LENGTHS = [...sums(EXTRA_LENGTH.slice(0, -1), 3), 258];
const DISTANCES = sums(EXTRA_DISTANCE, 1);

/** The least value of each code, where each one spans a power of two. */
function sums(extra: number[], first: number): number[] {
  let value = first;
  return extra.map((bits) => {
    const least = value;
    value += 1 << bits;
    return least;
  });
}

const FIXED_LENGTHS = codeTable(
  Uint8Array.from({ length: 288 }, (_, n) => (n < 144 ? 8 : n < 256 ? 9 : n < 280 ? 7 : 8)),
);
const FIXED_DISTANCES = codeTable(new Uint8Array(30).fill(5));

/**
 * Fax compression: Modified Huffman, Group 3 and Group 4 (ITU-T T.4 and T.6; TIFF 6.0 sections 10 and 11).
 * Each row is a list of its changes: positions where white turns black, then black white, and so on.
 */

/** `huffman`: rows on byte boundaries without end marks (TIFF compression 2); `word-huffman`: on those of two bytes. */
export type CcittScheme = 'huffman' | 'word-huffman' | 'group3' | 'group3-2d' | 'group4';

/**
 * Decodes into `out`, rows of `width` bits on byte boundaries, 0 for white; `out` must come zeroed. Returns how many
 * rows were written, fewer than `height` where the data end or break, and how many of them are `damaged`: a broken
 * Group 3 row repeats the one before it.
 */
export function decodeCcitt(
  data: Uint8Array,
  out: Uint8Array,
  width: number,
  height: number,
  scheme: CcittScheme,
): { rows: number; damaged: number } {
  const bits = bitReader(data);
  const rowBits = ((width + 7) >> 3) * 8;
  let damaged = 0;
  let reference: number[] = [];
  for (let y = 0; y < height; y++) {
    const row = readRow(bits, reference, width, scheme);
    if (row === 'end') return { rows: y, damaged };
    if (row === 'damaged') damaged++;
    else reference = row;
    for (let n = 0; n < reference.length; n += 2) {
      setBits(out, y * rowBits, reference[n] as number, reference[n + 1] ?? width);
    }
  }
  return { rows: height, damaged };
}

function readRow(bits: BitReader, reference: number[], width: number, scheme: CcittScheme) {
  if (scheme === 'group4') return readRow2d(bits, reference, width) ?? 'end';
  if (scheme === 'huffman' || scheme === 'word-huffman') {
    bits.alignTo(scheme === 'huffman' ? 8 : 16);
    return readRow1d(bits, width) ?? 'end';
  }
  const marked = bits.peek(11) === 0 && bits.findEndOfLine();
  if (marked) bits.skip(12);
  const twoDimensional = scheme === 'group3-2d' && marked && bits.read(1) === 0;
  // No row begins so: a second end mark in a row is the end of the page.
  if (bits.peek(11) === 0) return 'end';
  const row = twoDimensional ? readRow2d(bits, reference, width) : readRow1d(bits, width);
  return row ?? (bits.findEndOfLine() ? 'damaged' : 'end');
}

type Row = number[] | null;

function readRow1d(bits: BitReader, width: number): Row {
  const changes: number[] = [];
  let position = 0;
  for (let colour = 0; position < width; colour ^= 1) {
    const run = readRun(bits, colour);
    if (run < 0 || position + run > width) return null;
    position += run;
    if (position < width) changes.push(position);
  }
  return changes;
}

function readRow2d(bits: BitReader, reference: number[], width: number): Row {
  const changes: number[] = [];
  let [a0, colour, index] = [-1, 0, 0];
  while (a0 < width) {
    // b1: the first change of the reference row right of a0, to the colour opposite to the one in hand.
    while (index > 0 && (reference[index - 1] as number) > a0) index--;
    while (index < reference.length && ((reference[index] as number) <= a0 || (index & 1) !== colour)) index++;
    const b1 = reference[index] ?? width;
    const mode = readMode(bits);
    if (mode === PASS) {
      a0 = reference[index + 1] ?? width;
    } else if (mode === HORIZONTAL) {
      const from = Math.max(a0, 0);
      const a1 = from + readRun(bits, colour);
      const second = readRun(bits, colour ^ 1);
      if (a1 < from || second < 0 || a1 + second > width) return null;
      a0 = a1 + second;
      changes.push(a1, a0);
    } else if (mode >= -3 && mode <= 3) {
      const a1 = b1 + mode;
      if (a1 < Math.max(a0, 0) || a1 > width) return null;
      changes.push(a1);
      a0 = a1;
      colour ^= 1;
    } else {
      return null;
    }
  }
  while (changes.length > 0 && (changes.at(-1) as number) >= width) changes.pop();
  return changes;
}

const PASS = 4;
const HORIZONTAL = 5;
const BAD_MODE = 6;

/** Vertical modes by their distance −3…3 of a1 from b1. */
function readMode(bits: BitReader): number {
  const next = bits.peek(7);
  for (const [length, code, mode] of MODES) {
    if (next >> (7 - length) !== code) continue;
    bits.skip(length);
    return bits.overrun() ? BAD_MODE : mode;
  }
  return BAD_MODE;
}

const MODES: [length: number, code: number, mode: number][] = [
  [1, 0b1, 0],
  [3, 0b011, 1],
  [3, 0b010, -1],
  [3, 0b001, HORIZONTAL],
  [4, 0b0001, PASS],
  [6, 0b000011, 2],
  [6, 0b000010, -2],
  [7, 0b0000011, 3],
  [7, 0b0000010, -3],
];

/** The length of a run of `colour` (0 white), make-up codes added; −1: no such code. */
function readRun(bits: BitReader, colour: number): number {
  const table = RUNS[colour] as Int16Array;
  for (let total = 0; ; ) {
    let code = 1;
    let run = -1;
    while (run < 0 && code < 1 << 13) {
      code = (code << 1) | bits.read(1);
      run = table[code] as number;
    }
    if (run < 0 || bits.overrun()) return -1;
    total += run;
    if (run < 64) return total;
  }
}

/** Runs 0…63, then the make-up codes 64, 128 … 1728: the code's bits in hexadecimal with a leading one. */
const WHITE = `
  135 47 17 18 1b 1c 1e 1f 33 34 27 28 48 43 74 75 6a 6b a7 8c 88 97 83 84 a8 ab 93 a4 98 102 103 11a 11b 112
  113 114 115 116 117 128 129 12a 12b 12c 12d 104 105 10a 10b 152 153 154 155 124 125 158 159 15a 15b 14a 14b
  132 133 134 3b 32 57 b7 136 137 164 165 168 167 2cc 2cd 2d2 2d3 2d4 2d5 2d6 2d7 2d8 2d9 2da 2db 298 299 29a
  58 29b`;
const BLACK = `
  437 a 7 6 b 13 12 23 45 44 84 85 87 104 107 218 417 418 408 867 868 86c 837 828 817 818 10ca 10cb 10cc 10cd
  1068 1069 106a 106b 10d2 10d3 10d4 10d5 10d6 10d7 106c 106d 10da 10db 1054 1055 1056 1057 1064 1065 1052
  1053 1024 1037 1038 1027 1028 1058 1059 102b 102c 105a 1066 1067 40f 10c8 10c9 105b 1033 1034 1035 206c 206d
  204a 204b 204c 204d 2072 2073 2074 2075 2076 2077 2052 2053 2054 2055 205a 205b 2064 2065`;
const LONG = `
  808 80c 80d 1012 1013 1014 1015 1016 1017 101c 101d 101e 101f`;

const RUNS = [runTable(WHITE), runTable(BLACK)];

function runTable(colour: string): Int16Array {
  const table = new Int16Array(1 << 14).fill(-1);
  const codes = `${colour} ${LONG}`.trim().split(/\s+/);
  for (const [n, code] of codes.entries()) table[Number.parseInt(code, 16)] = n < 64 ? n : (n - 63) * 64;
  return table;
}

type BitReader = ReturnType<typeof bitReader>;

/** Reads zeros past the end of the data, where `overrun` tells it. */
function bitReader(data: Uint8Array) {
  const size = data.length * 8;
  let position = 0;
  const bitAt = (n: number) => ((data[n >> 3] ?? 0) >> (7 - (n & 7))) & 1;
  const peek = (count: number) => {
    let value = 0;
    for (let n = 0; n < count; n++) value = (value << 1) | bitAt(position + n);
    return value;
  };
  return {
    peek,
    read(count: number): number {
      const value = peek(count);
      position += count;
      return value;
    },
    skip: (count: number) => {
      position += count;
    },
    overrun: () => position > size,
    alignTo: (boundary: number) => {
      position = Math.ceil(position / boundary) * boundary;
    },
    /** Moves to the next end mark, eleven zeros and a one; false: there is none. */
    findEndOfLine(): boolean {
      for (let zeros = 0; position < size; position++) {
        if (bitAt(position) === 0) {
          zeros++;
        } else if (zeros >= 11) {
          position -= 11;
          return true;
        } else {
          zeros = 0;
        }
      }
      return false;
    },
  };
}

/** Sets the bits `from` to `to` of the row that begins at bit `row`, the most significant bit first. */
function setBits(out: Uint8Array, row: number, from: number, to: number): void {
  const [first, last] = [row + from, row + to - 1];
  if (last < first) return;
  const [firstByte, lastByte] = [Math.floor(first / 8), Math.floor(last / 8)];
  const [head, tail] = [0xff >> (first & 7), 0xff << (7 - (last & 7))];
  if (firstByte === lastByte) {
    out[firstByte] = (out[firstByte] as number) | (head & tail);
    return;
  }
  out[firstByte] = (out[firstByte] as number) | head;
  out.fill(0xff, firstByte + 1, lastByte);
  out[lastByte] = (out[lastByte] as number) | (tail & 0xff);
}

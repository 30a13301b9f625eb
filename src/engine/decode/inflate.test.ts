import { constants, deflateRawSync, deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inflate } from './inflate.ts';
import { inflatePart } from './inflate-part.ts';

/** Repeats and noise, so that all kinds of codes occur. */
function sample(length: number): Uint8Array {
  let state = 7;
  return Uint8Array.from({ length }, (_, n) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return n % 97 < 60 ? (n % 97) + ((n >> 12) & 3) : (state >> 16) & 255;
  });
}

describe('inflate', () => {
  it.each([
    ['dynamic codes', {}],
    ['fixed codes', { strategy: constants.Z_FIXED }],
    ['stored bytes', { level: 0 }],
    ['Huffman codes alone', { strategy: constants.Z_HUFFMAN_ONLY }],
    ['a small window', { windowBits: 9 }],
  ])('reads %s', async (_, options) => {
    for (const length of [0, 1, 500, 200_000]) {
      const data = sample(length);
      const stored = deflateSync(data, options);
      const out = new Uint8Array(length);
      expect(inflatePart(stored, out)).toBe(length);
      expect(Buffer.compare(out, data)).toBe(0);
      const again = new Uint8Array(length);
      expect(await inflate(stored, again)).toBe(length);
      expect(Buffer.compare(again, data)).toBe(0);
    }
  });

  it('reads a stream without its frame, and one with padding behind it', async () => {
    const data = sample(300_000);
    for (const stored of [deflateRawSync(data), Buffer.concat([deflateSync(data), Buffer.alloc(9)])]) {
      const out = new Uint8Array(data.length);
      expect(await inflate(stored, out)).toBe(data.length);
      expect(Buffer.compare(out, data)).toBe(0);
    }
  });

  it('gives all that stands before the end of a cut-off stream', async () => {
    const data = sample(400_000);
    const stored = deflateSync(data);
    for (const share of [0.01, 0.5, 0.99]) {
      const out = new Uint8Array(data.length);
      const written = await inflate(stored.subarray(0, Math.floor(stored.length * share)), out);
      expect(written).toBeGreaterThan(data.length * share * 0.9 - 3000);
      expect(written).toBeLessThan(data.length);
      expect(Buffer.compare(out.subarray(0, written), data.subarray(0, written))).toBe(0);
    }
  });

  it('stops at a broken place, whatever the bytes are', () => {
    const data = sample(50_000);
    const stored = deflateSync(data);
    for (let at = 2; at < stored.length; at += 997) {
      const bytes = Uint8Array.from(stored);
      bytes[at] = (bytes[at] as number) ^ 0x5a;
      expect(inflatePart(bytes, new Uint8Array(data.length))).toBeLessThanOrEqual(data.length);
    }
    expect(inflatePart(new Uint8Array(0), new Uint8Array(10))).toBe(0);
    expect(inflatePart(Uint8Array.of(0x78, 0x9c, 7), new Uint8Array(10))).toBe(0);
  });

  it('decodes no more of a bomb than is asked for', async () => {
    const out = new Uint8Array(1000);
    const started = performance.now();
    expect(await inflate(deflateSync(Buffer.alloc(50_000_000)), out)).toBe(1000);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

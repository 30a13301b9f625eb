import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Job } from '../../../contract/job.ts';
import { jsonPieces, linePieces } from './pieces.ts';

describe('linePieces', () => {
  it('keeps every line', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 900 }), (lines) => {
        const text = lines.map((line) => line.replaceAll('\n', ' ')).join('\n');
        const joined = [...linePieces(text)].join('\n');
        expect(joined.replace(/\n$/, '')).toBe(text.replace(/\n$/, ''));
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('makes pieces of two hundred lines', () => {
    const text = Array.from({ length: 450 }, (_, i) => i).join('\n');
    expect([...linePieces(text)].map((piece) => piece.split('\n').length)).toEqual([200, 200, 50]);
  });
});

describe('jsonPieces', () => {
  const page = (index: number) => ({ index, text: 'a "b"\n]}', blocks: [] });
  it.each([0, 1, 3])('joined they are the JSON of a job with %d pages', (count) => {
    const job = { uuid: 'x', text: 'a\nb', pages: Array.from({ length: count }, (_, i) => page(i)), warnings: [] };
    const joined = [...jsonPieces(job as unknown as Job)].join('\n');
    expect(JSON.parse(joined)).toEqual(job);
  });
});

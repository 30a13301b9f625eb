import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { decodeEntryName } from './entry-name.ts';
import type { Source } from './source.ts';
import { openZip } from './zip.ts';

const { signal } = new AbortController();
const LIMITS = { zipBytes: 1_000_000, unpackedBytes: 250_000, fileBytes: 100_000 };

async function zipOf(files: Record<string, string>): Promise<Uint8Array<ArrayBuffer>> {
  const zip = new JSZip();
  for (const [name, text] of Object.entries(files)) zip.file(name, text);
  return (await zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' })) as Uint8Array<ArrayBuffer>;
}

async function opened(bytes: Uint8Array<ArrayBuffer>, limits = LIMITS) {
  const harvest = await openZip(new Blob([bytes]), 'en', limits);
  if ('problem' in harvest) throw new Error(harvest.problem.code);
  return harvest;
}

const outcome = async ({ open }: Source): Promise<string> => {
  const file = await open(signal);
  return file instanceof File ? `${file.name}:${file.size}` : file.code;
};

/** Sets a field of every record of the central directory. */
function patched(bytes: Uint8Array<ArrayBuffer>, field: number, value: number): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length - 4; at++) {
    if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + field, value, true);
  }
  return bytes;
}

describe('a ZIP', () => {
  it('gives its files in order, names those that are ZIPs, and leaves out what systems put there', async () => {
    const { sources, skipped } = await opened(
      await zipOf({
        'b/page 10.png': 'x',
        'b/page 2.png': 'xx',
        'a.png': 'x',
        '__MACOSX/b/._page 2.png': 'x',
        'b/.DS_Store': 'x',
        'Thumbs.db': 'x',
        'more.zip': 'PK',
      }),
    );
    expect(sources.map(({ path }) => path)).toEqual(['a.png', 'b/page 2.png', 'b/page 10.png']);
    expect(skipped.map(({ path, problem }) => [path, problem.code])).toEqual([['more.zip', 'nested_zip']]);
    expect(await outcome(sources[1] as Source)).toBe('page 2.png:2');
  });

  it('is bounded by a file and by all of them, whatever it says of itself', async () => {
    const { sources } = await opened(
      await zipOf({ a: 'x'.repeat(90_000), b: 'x'.repeat(5_000_000), c: 'x'.repeat(90_000), d: 'x'.repeat(90_000) }),
    );
    expect(await Promise.all(sources.slice(0, 1).map(outcome))).toEqual(['a:90000']);
    expect(await outcome(sources[1] as Source)).toBe('file_too_large');
    expect(await outcome(sources[2] as Source)).toBe('unpacks_too_large');
    expect(await outcome(sources[3] as Source)).toBe('unpacks_too_large');
    const lying = await opened(patched(await zipOf({ a: 'x'.repeat(5_000_000), b: 'x'.repeat(50_000) }), 24, 9));
    expect(await outcome(lying.sources[0] as Source)).toBe('file_too_large');
    expect(await outcome(lying.sources[1] as Source)).toBe('zip_damaged');
  });

  it.each([
    ['zip_damaged', async () => new TextEncoder().encode('no zip at all')],
    ['zip_damaged', async () => (await zipOf({ a: 'x'.repeat(500) })).slice(0, 60)],
    ['zip_encrypted', async () => patched(await zipOf({ a: 'x' }), 8, 1)],
    ['zip_too_large', async () => new Uint8Array(LIMITS.zipBytes + 1)],
    ['no_files_in_it', async () => zipOf({ '.DS_Store': 'x' })],
    ['too_many_files', async () => zipOf(Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`${i}`, 'x'])))],
  ])('that cannot be taken is refused with %s', async (code, make) => {
    await expect(opened(await make())).rejects.toThrow(code);
  });
});

it('names are read as UTF-8, else as old programs wrote them', () => {
  const utf8 = new TextEncoder().encode('رسید.png');
  expect(decodeEntryName(utf8, 'en')).toBe('رسید.png');
  expect(decodeEntryName(Uint8Array.of(0x81, 0x62, 0x65, 0x72), 'en')).toBe('über');
  expect(decodeEntryName(Uint8Array.of(0xd1, 0xd3, 0xed, 0xcf), 'fa')).toBe('رسيد');
});

import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { listStored, type ReadBytes, readStored, type StoredEntry, storedZip, type ZipInput } from './stored-zip.ts';

const MODIFIED = new Date(2024, 1, 29, 13, 37, 42);
const FILES: Record<string, string> = {
  'a.json': '{"a":1}',
  'folder/نامه.txt': 'برگ\n',
  'empty.bin': '',
  'z.bin': '\0'.repeat(300),
};

const reader =
  (file: Uint8Array<ArrayBuffer>): ReadBytes =>
  async (start, end) =>
    file.slice(start, end);

async function* inputs(files: Iterable<[string, ZipInput['input']]>): AsyncGenerator<ZipInput> {
  for (const [name, input] of files) yield { name, input, lastModified: MODIFIED };
}

const write = async (files: Iterable<[string, ZipInput['input']]>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await new Response(storedZip(inputs(files))).arrayBuffer());

/** Name → contents as text; null for one that is not what the directory says. */
async function contents(file: Uint8Array<ArrayBuffer>): Promise<Record<string, string | null> | string> {
  const listed = await listStored(file.length, reader(file));
  if (typeof listed === 'string') return listed;
  const read = async (entry: StoredEntry) => {
    const bytes = await readStored(entry, reader(file));
    return bytes && new TextDecoder().decode(bytes);
  };
  return Object.fromEntries(await Promise.all([...listed].map(async ([name, entry]) => [name, await read(entry)])));
}

const zip = await write(Object.entries(FILES));

test('what is written is read again, here and by another reader', async () => {
  expect(await contents(zip)).toEqual(FILES);
  const other = await JSZip.loadAsync(zip, { checkCRC32: true });
  expect(Object.keys(other.files)).toEqual(Object.keys(FILES));
  for (const [name, text] of Object.entries(FILES)) expect(await other.file(name)?.async('string')).toBe(text);
  // JSZip reads DOS times as UTC.
  expect(other.file('a.json')?.date.toISOString()).toBe('2024-02-29T13:37:42.000Z');
});

test('what another writer stored is read, with its folders left out', async () => {
  const other = new JSZip();
  other.folder('folder');
  for (const [name, text] of Object.entries(FILES)) other.file(name, text);
  for (const streamFiles of [false, true]) {
    const file = await other.generateAsync({ type: 'uint8array', streamFiles, comment: 'PK\x05\x06 in a comment' });
    expect(await contents(new Uint8Array(file))).toEqual(FILES);
  }
});

test('an entry is asked for when the one before it was read, and no longer once the reader has gone', async () => {
  const asked: string[] = [];
  let ended = false;
  const source = async function* () {
    try {
      for (const name of ['1', '2', '3', '4', '5', '6']) {
        asked.push(name);
        yield { name, input: 'x', lastModified: MODIFIED };
      }
    } finally {
      ended = true;
    }
  };
  const stream = storedZip(source()).getReader();
  await stream.read();
  expect(asked).toEqual(['1']);
  await stream.cancel();
  expect([asked, ended]).toEqual([['1'], true]);
});

test('more than 65,535 entries', async () => {
  const many = Array.from({ length: 70_000 }, (_, i): [string, string] => [`${i}`, '']);
  const file = await write(many);
  const listed = await listStored(file.length, reader(file));
  expect((listed as Map<string, StoredEntry>).size).toBe(70_000);
  expect(Object.keys((await JSZip.loadAsync(file)).files)).toHaveLength(70_000);
});

/** A file of more than 4 GB in which `gap` bytes of zeros are not kept: its parts by where they begin. */
function sparse(size: number, parts: [at: number, bytes: Uint8Array<ArrayBuffer>][]): ReadBytes {
  return async (start, end) => {
    const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
    for (const [at, part] of parts) {
      const from = Math.max(at, start);
      const to = Math.min(at + part.length, end);
      if (from < to) bytes.set(part.subarray(from - at, to - at), from - start);
    }
    return bytes;
  };
}

test('zip64: an entry of 5 GB and one behind it', async () => {
  const huge = 5 * 1024 ** 3;
  const text = new TextEncoder().encode('behind');
  const local = (name: string) => {
    const header = Buffer.alloc(30 + name.length);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(name.length, 26);
    header.write(name, 30);
    return header;
  };
  const central = (name: string, size: number, crc: number, offset: number, wide: number[]) => {
    const header = Buffer.alloc(46 + name.length + (wide.length > 0 ? 4 + wide.length * 8 : 0));
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt32LE(crc, 16);
    for (const at of [20, 24]) header.writeUInt32LE(Math.min(size, 0xffffffff), at);
    header.writeUInt16LE(name.length, 28);
    header.writeUInt32LE(Math.min(offset, 0xffffffff), 42);
    header.write(name, 46);
    if (wide.length > 0) {
      header.writeUInt16LE(4 + wide.length * 8, 30);
      header.writeUInt16LE(1, 46 + name.length);
      header.writeUInt16LE(wide.length * 8, 48 + name.length);
      for (const [i, value] of wide.entries()) header.writeBigUInt64LE(BigInt(value), 50 + name.length + i * 8);
    }
    return header;
  };
  const second = 30 + 4 + huge;
  const start = second + 30 + 4 + text.length;
  const directory = Buffer.concat([
    central('huge', huge, 7, 0, [huge, huge]),
    central('tiny', text.length, crc32(text), second, [second]),
  ]);
  const end = Buffer.alloc(56 + 20 + 22);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(BigInt(directory.length), 40);
  end.writeBigUInt64LE(BigInt(start), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(start + directory.length), 64);
  end.writeUInt32LE(0x06054b50, 76);
  end.writeUInt32LE(0xffffffff, 88);
  end.writeUInt32LE(0xffffffff, 92);
  const tail = new Uint8Array(Buffer.concat([local('tiny'), text, directory, end]));
  const size = second + tail.length;
  const read = sparse(size, [
    [0, new Uint8Array(local('huge'))],
    [second, tail],
  ]);
  const listed = (await listStored(size, read)) as Map<string, StoredEntry>;
  expect([...listed.values()].map((entry) => [entry.name, entry.size, entry.offset])).toEqual([
    ['huge', huge, 0],
    ['tiny', text.length, second],
  ]);
  const tiny = await readStored(listed.get('tiny') as StoredEntry, read);
  expect(new TextDecoder().decode(tiny as Uint8Array)).toBe('behind');
});

test('no ZIP, a compressed and an encrypted one are foreign; one that is cut off anywhere is damaged', async () => {
  expect(await contents(new Uint8Array())).toBe('foreign');
  expect(await contents(new Uint8Array([0x50, 0x4b]))).toBe('foreign');
  expect(await contents(new TextEncoder().encode('%PDF-1.7'))).toBe('foreign');
  const packed = new JSZip();
  packed.file('a.txt', 'a'.repeat(1000));
  const deflated = await packed.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
  expect(await contents(new Uint8Array(deflated))).toBe('foreign');
  const encrypted = zip.slice();
  encrypted[Buffer.from(zip).indexOf('PK\x01\x02', 0, 'latin1') + 8] = 1;
  expect(await contents(encrypted)).toBe('foreign');
  for (let length = 4; length < zip.length; length++)
    expect([length, await contents(zip.slice(0, length))]).toEqual([length, 'damaged']);
});

test('entries that overlap or come twice are damaged', async () => {
  const twice = await write([
    ['a', 'text'],
    ['b', 'text'],
  ]);
  const directory = Buffer.from(twice).indexOf('PK\x01\x02', 0, 'latin1');
  const renamed = twice.slice();
  renamed[directory + 46 + 1 + 46] = 'a'.charCodeAt(0);
  expect(await contents(renamed)).toBe('damaged');
  const overlapping = twice.slice();
  overlapping.set([0, 0, 0, 0], directory + 47 + 42);
  expect(await contents(overlapping)).toBe('damaged');
});

test('whatever the bytes, nothing is thrown, and what is read is what was written', async () => {
  const mutation = fc.oneof(
    fc.record({ at: fc.nat({ max: zip.length - 1 }), value: fc.integer({ min: 0, max: 255 }) }),
    fc.record({ at: fc.nat({ max: zip.length - 1 }), cut: fc.nat({ max: 60 }) }),
    fc.record({ at: fc.nat({ max: zip.length - 1 }), insert: fc.uint8Array({ maxLength: 30 }) }),
  );
  let damaged = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
      let bytes = [...zip];
      for (const change of mutations) {
        if ('value' in change) bytes[change.at] = change.value;
        else if ('cut' in change) bytes.splice(change.at, change.cut);
        else bytes = [...bytes.slice(0, change.at), ...change.insert, ...bytes.slice(change.at)];
      }
      const read = await contents(new Uint8Array(bytes));
      if (typeof read === 'string') damaged++;
      // A name that was changed in both places is another file of the same contents.
      else for (const text of Object.values(read)) expect([null, ...Object.values(FILES)]).toContain(text);
    }),
    { seed: 11, numRuns: 3_000 },
  );
  expect(damaged).toBeGreaterThan(500);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      await contents(new Uint8Array(bytes));
      await contents(new Uint8Array([...zip.slice(0, 4), ...bytes, ...zip.slice(-22)]));
      await contents(new Uint8Array([...zip.slice(0, -60), ...bytes]));
    }),
    { seed: 12, numRuns: 2_000 },
  );
});

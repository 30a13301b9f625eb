/**
 * ZIP files whose entries are stored, not compressed: written as a stream, read by their central directory (PKWARE
 * APPNOTE 6.3.10, zip64 included). The reader is strict: a file that is cut off, or whose parts are moved, doubled or
 * overlap, is damaged; sizes therefore add up to no more than the file's. No bytes make it throw; only `read` can.
 */

/** A file to write, of less than 4 GB. */
export interface ZipInput {
  name: string;
  input: string | ArrayBuffer | Uint8Array<ArrayBuffer>;
  /** ZIP knows local times from 1980 to 2107. */
  lastModified: Date;
}

/** The bytes from `start` to `end` (exclusive) of the file; fewer where it ends before that. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>;

export interface StoredEntry {
  name: string;
  /** Bytes. */
  size: number;
  crc: number;
  /** Where the local header begins, and its length without the extra field. */
  offset: number;
  header: number;
}

/** `foreign`: no ZIP, or one with entries that are compressed or encrypted. */
export type ZipProblem = 'foreign' | 'damaged';

/** Versions of the format: with zip64, without. */
const WITH_ZIP64 = 45;
const PLAIN = 20;
/** The flag that says so of a name. */
const UTF8 = 0x0800;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const END64_BYTES = 56;
const LOCATOR64_BYTES = 20;
/** Values of a 32-bit field and of a 16-bit count that are too small: the number then stands in 64 bits elsewhere. */
const IN_64_BITS = 0xffffffff;
const MANY = 0xffff;
const MAX_COMMENT = 0xffff;
/** The directory is read at once: some 700,000 entries. */
const MAX_DIRECTORY = 64 * 1024 * 1024;

/** The ZIP of these entries, which are asked for one by one as it is read. */
export function storedZip(entries: AsyncIterable<ZipInput>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = write(entries);
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return();
    },
  });
}

async function* write(entries: AsyncIterable<ZipInput>): AsyncGenerator<Uint8Array<ArrayBuffer>, void> {
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let count = 0;
  let offset = 0;
  for await (const { name, input, lastModified } of entries) {
    const bytes = typeof input === 'string' ? encode(input) : new Uint8Array(input);
    const path = encode(name);
    const wide = offset >= IN_64_BITS ? pack('228', 1, 8, offset) : pack('');
    const { length } = bytes;
    const common = pack(
      '222224442',
      ...[wide.length > 0 ? WITH_ZIP64 : PLAIN, UTF8, 0, ...dosTime(lastModified), crc32(bytes), length, length],
      path.length,
    );
    directory.push(pack('42', CENTRAL, WITH_ZIP64), common, pack('222244', wide.length, 0, 0, 0, 0, narrow(offset)));
    directory.push(path, wide);
    for (const part of [pack('4', LOCAL), common, pack('2', 0), path, bytes]) {
      yield part;
      offset += part.length;
    }
    count++;
  }
  const end = directory.reduce((at, part) => at + part.length, offset);
  yield* directory;
  if (offset >= IN_64_BITS || count >= MANY) {
    yield pack('4822448888', END64, 44, WITH_ZIP64, WITH_ZIP64, 0, 0, count, count, end - offset, offset);
    yield pack('4484', LOCATOR64, 0, end, 1);
  }
  const clamped = Math.min(count, MANY);
  yield pack('42222442', END, 0, 0, clamped, clamped, end - offset, narrow(offset), 0);
}

const narrow = (value: number): number => Math.min(value, IN_64_BITS);

/** Little-endian numbers; `widths` has the length in bytes of each: 2, 4 or 8. */
function pack(widths: string, ...values: number[]): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (const [i, width] of [...widths].entries()) {
    let rest = values[i] ?? 0;
    for (let n = Number(width); n > 0; n--) {
      bytes.push(rest % 256);
      rest = Math.floor(rest / 256);
    }
  }
  return Uint8Array.from(bytes);
}

function dosTime(date: Date): [time: number, day: number] {
  const year = Math.max(0, date.getFullYear() - 1980);
  return [
    (date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1),
    (year << 9) | ((date.getMonth() + 1) << 5) | date.getDate(),
  ];
}

/** The entries by name, folders left out; the contents are not looked at. `size` is the file's, in bytes. */
export async function listStored(size: number, read: ReadBytes): Promise<Map<string, StoredEntry> | ZipProblem> {
  const first = await read(0, 4);
  if (first.length < 4 || ![LOCAL, END].includes(viewOf(first).getUint32(0, true))) return 'foreign';
  const directory = await findDirectory(size, read);
  if (!directory) return 'damaged';
  const { start, end } = directory;
  if (end - start > MAX_DIRECTORY) return 'damaged';
  const bytes = await read(start, end);
  return bytes.length === end - start ? listEntries(bytes, start) : 'damaged';
}

/** The contents of an entry; null where they are not what the directory says (name, size, CRC-32). */
export async function readStored(
  { name, size, crc, offset, header }: StoredEntry,
  read: ReadBytes,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const local = await read(offset, offset + header);
  if (local.length < header) return null;
  const view = viewOf(local);
  const sameName = view.getUint16(26, true) === header - LOCAL_BYTES && decode(local, LOCAL_BYTES, header) === name;
  if (view.getUint32(0, true) !== LOCAL || !sameName) return null;
  const start = offset + header + view.getUint16(28, true);
  const bytes = await read(start, start + size);
  return bytes.length === size && crc32(bytes) === crc ? bytes : null;
}

/** Where the central directory lies. It must end where the records about its end begin. */
async function findDirectory(size: number, read: ReadBytes): Promise<{ start: number; end: number } | null> {
  const base = Math.max(0, size - END_BYTES - MAX_COMMENT - LOCATOR64_BYTES);
  const tail = await read(base, size);
  const view = viewOf(tail);
  let at = tail.length - END_BYTES;
  while (
    at >= 0 &&
    !(view.getUint32(at, true) === END && at + END_BYTES + view.getUint16(at + 20, true) === tail.length)
  )
    at--;
  if (at < 0) return null;
  const locator = at - LOCATOR64_BYTES;
  if (locator >= 0 && view.getUint32(locator, true) === LOCATOR64) {
    const end = uint64(view, locator + 8);
    if (end + END64_BYTES > base + locator) return null;
    const record = await read(end, end + END64_BYTES);
    if (record.length < END64_BYTES) return null;
    const wide = viewOf(record);
    const whole = wide.getUint32(0, true) === END64 && end + 12 + uint64(wide, 4) === base + locator;
    return whole ? span(uint64(wide, 48), uint64(wide, 40), end) : null;
  }
  return span(view.getUint32(at + 16, true), view.getUint32(at + 12, true), base + at);
}

const span = (start: number, bytes: number, end: number) => (start + bytes === end ? { start, end } : null);

/** `before` is where the directory begins: every entry lies before it, one behind the other. */
function listEntries(bytes: Uint8Array, before: number): Map<string, StoredEntry> | ZipProblem {
  const view = viewOf(bytes);
  const entries = new Map<string, StoredEntry>();
  let free = 0;
  // The number of entries that the end record gives is not used: some writers clamp it at 65,535.
  for (let at = 0; at < bytes.length; ) {
    if (at + CENTRAL_BYTES > bytes.length || view.getUint32(at, true) !== CENTRAL) return 'damaged';
    const nameEnd = at + CENTRAL_BYTES + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > bytes.length) return 'damaged';
    const [size, stored, offset] = wideFields(view, nameEnd, extraEnd, [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ]);
    const encrypted = view.getUint16(at + 8, true) & 1;
    if (encrypted || view.getUint16(at + 10, true) !== 0) return 'foreign';
    const name = decode(bytes, at + CENTRAL_BYTES, nameEnd);
    const header = LOCAL_BYTES + nameEnd - at - CENTRAL_BYTES;
    if (size !== stored || offset < free || offset + header + size > before || entries.has(name)) return 'damaged';
    free = offset + header + size;
    if (!name.endsWith('/')) entries.set(name, { name, size, crc: view.getUint32(at + 16, true), offset, header });
    at = next;
  }
  return entries;
}

/** The fields with those that need 64 bits taken from the extra field, where they stand in the same order. */
function wideFields(view: DataView, from: number, to: number, fields: [number, number, number]) {
  for (let at = from; at + 4 <= to; ) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1) {
      let wide = at + 4;
      for (const [i, field] of fields.entries()) {
        if (field !== IN_64_BITS || wide + 8 > Math.min(end, to)) continue;
        fields[i] = uint64(view, wide);
        wide += 8;
      }
    }
    at = end;
  }
  return fields;
}

/** Beyond 2^53 not exact, which no file is. */
const uint64 = (view: DataView, at: number): number =>
  view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array, start: number, end: number): string =>
  new TextDecoder().decode(bytes.subarray(start, end));

/** The reversed polynomial of ISO 3309, as in PNG and gzip. */
const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[i] as number)) & 0xff] as number);
  return ~crc >>> 0;
}

/**
 * What pdf.js cannot mend by itself: a file whose end with the trailer is missing, a page tree with dead branches. The
 * objects that can be seen in the file get a new trailer, and where that is not enough a new page tree, both appended;
 * of several objects of one number the last counts. Objects within compressed streams cannot be seen.
 */

/** Whether the way into the file is whole; where it is not, pdf.js looks for the objects one by one. */
export function isIntact(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('latin1');
  const offset = Number(decoder.decode(bytes.subarray(-2048)).match(/startxref\s+(\d+)(?![\s\S]*startxref)/)?.[1]);
  if (Number.isNaN(offset)) return false;
  // Offsets count from the header; what comes before it, a mail's head say, is counted by some writers.
  const header = decoder.decode(bytes.subarray(0, 1024)).indexOf('%PDF-');
  return [offset, offset + Math.max(0, header)].some((at) =>
    /^\s*(?:xref\b|\d+\s+\d+\s+obj\b)/.test(decoder.decode(bytes.subarray(at, at + 64))),
  );
}

/** Files to try in this order; lazily, since each is a copy of the file. */
export function* repairs(bytes: Uint8Array): Generator<Uint8Array> {
  const text = new TextDecoder('latin1').decode(bytes);
  const objects = [...text.matchAll(OBJECT)].map(([, number, generation, body]) => ({
    ref: `${number} ${generation} R`,
    number: Number(number),
    body: body ?? '',
  }));
  // An encrypted file is nothing without what its trailer says of the cipher.
  const cipher = text.match(/\/Encrypt\s+\d+\s+\d+\s+R/)?.[0] ?? '';
  const id = cipher ? (text.match(/\/ID\s*\[\s*<[^\]]*\]/)?.[0] ?? '') : '';
  const ended = (added: string, root: string) =>
    append(bytes, `\n${added}\ntrailer\n<</Root ${root} ${cipher} ${id}>>\nstartxref\n0\n%%EOF\n`);

  const catalogue = objects.findLast(({ body }) => /\/Type\s*\/Catalog\b/.test(body));
  if (catalogue) yield ended('', catalogue.ref);
  const pages = new Map(
    objects.filter(({ body }) => /\/Type\s*\/Page\b/.test(body)).map((page) => [page.number, page]),
  );
  if (pages.size === 0) return;
  const free = Math.max(...objects.map(({ number }) => number)) + 1;
  const kids = [...pages.values()].map(({ ref }) => ref).join(' ');
  yield ended(
    `${free} 0 obj\n<</Type/Pages/Count ${pages.size}/Kids[${kids}]>>\nendobj\n` +
      `${free + 1} 0 obj\n<</Type/Catalog/Pages ${free} 0 R>>\nendobj`,
    `${free + 1} 0 R`,
  );
}

/** The dictionary that an object begins with is short; a page's or catalogue's lies within the first 4,096 characters. */
const OBJECT = /\b(\d{1,8})\s+(\d{1,5})\s+obj\b(?=([\s\S]{0,4096}?)(?:endobj|stream\b|\d+\s+\d+\s+obj\b|$))/g;

function append(bytes: Uint8Array, text: string): Uint8Array {
  const added = new TextEncoder().encode(text);
  const whole = new Uint8Array(bytes.length + added.length);
  whole.set(bytes);
  whole.set(added, bytes.length);
  return whole;
}

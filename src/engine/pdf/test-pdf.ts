/** PDFs for tests, written by hand: objects in, bytes out. */

/** `objects[0]` becomes object 1, the catalogue; `trailer` adds entries. */
export function buildPdf(objects: readonly string[], trailer = ''): Uint8Array {
  let body = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const offset = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  const end = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R ${trailer}>>\nstartxref\n${body.length}\n%%EOF\n`;
  return latin1(body + table + end);
}

export const stream = (content: string, entries = ''): string =>
  `<</Length ${content.length} ${entries}>>\nstream\n${content}\nendstream`;

/** One page with text in Helvetica; `page` adds entries to the page's dictionary. */
export function textPdf(content: string, page = '/MediaBox[0 0 612 792]'): Uint8Array {
  return buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R ${page}/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>`,
    stream(content),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]);
}

export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

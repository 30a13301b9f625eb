/**
 * Paragraphs and tables of the docx library as XML, one at a time. The library itself writes a document at once, from
 * trees of all its pages: for 500 pages, 7 MB of XML, the heap grew to 359 MB under Node; now to 210.
 */
import type { IContext, Paragraph, Table } from 'docx';

/** What the library's components become before they are text: `{ NAME: [{ _attr }, …content] }`. */
type Element = NonNullable<ReturnType<Paragraph['prepForXml']>>;

/**
 * Formats what shall stand in the body, as the library would: byte for byte, but that it leaves out what only other
 * parts of the file can tell. Numberings are `{REFERENCE-INSTANCE}` where their numbers go.
 */
export function xmlFormatter(docx: typeof import('docx')): (child: Paragraph | Table) => string {
  // Formatting tells the file of pictures and lists; this one is not packed.
  const file = new docx.Document({ sections: [] });
  return (child) => {
    const context: IContext = { file, viewWrapper: file.Document, stack: [] };
    const element = child.prepForXml(context);
    return element ? elementXml(element) : '';
  };
}

function elementXml(element: Element): string {
  const [[name, value] = ['', '']] = Object.entries<unknown>(element);
  const parts: unknown[] = Array.isArray(value) ? value : [value];
  let attributes = '';
  let content = '';
  for (const part of parts) {
    if (typeof part !== 'object') content += escapeXml(String(part));
    else if (part && '_attr' in part) attributes += attributesXml(part._attr as object);
    else if (part && Object.keys(part).length > 0) content += elementXml(part as Element);
  }
  const isEmpty = !Array.isArray(value) && content === '' && typeof value === 'object';
  return isEmpty ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

const attributesXml = (attributes: object): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');

const ESCAPES: Record<string, string> = { '&': '&amp;', '"': '&quot;', "'": '&apos;', '<': '&lt;', '>': '&gt;' };

/** Without what XML cannot hold. */
const escapeXml = (text: string): string => text.replace(/[&"'<>\x00-\x08\x0b\x0c\x0e-\x1f]/g, (c) => ESCAPES[c] ?? '');

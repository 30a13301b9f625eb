/**
 * The body of a Word file, put together from the XML of its pages. What other parts of the file have to know of goes
 * through the library as it is, with a mark for all that stands between: pictures, the first item of each list, and
 * the last paragraph of each section, which carries the section's paper.
 */
import type { File, FileChild, Paragraph, Table } from 'docx';
import type { DocxMedia } from './docx-media.ts';
import { xmlFormatter } from './docx-xml.ts';

type Docx = typeof import('docx');
type Child = Paragraph | Table;

export interface DocxBody {
  /** What follows in the section. It is not kept. */
  add(children: readonly Child[]): void;
  /** What the library is to have as the section's children; none where nothing was added. The next section begins. */
  endSection(): FileChild[];
  /** The whole `document.xml`: `xml` as the library wrote it for `file`, with the pages in place of the marks. */
  fill(xml: string, file: File): string;
}

const DOCUMENT = 'word/document.xml';
const PICTURES = /^word\/media\//;
const MARK = 'pages';
const MARKS = `<${MARK}/>`;
const NUMBERING = /(?<=<w:numId w:val=")\{([^{}"]+)\}(?="\/>)/g;
const PICTURE = '<w:drawing>';

export function docxBody(docx: Docx): DocxBody {
  const format = xmlFormatter(docx);
  const lists = new Set<string>();
  /** The XML that belongs at each mark. */
  const marked: string[][] = [];
  /** Of these the last one is open while nothing has gone through the library since. */
  let open: string[] | undefined;
  let section: FileChild[] = [];
  let last: { child: Child; xml: string } | undefined;

  function keep(child: Child): void {
    open = undefined;
    section.push(child);
  }

  function write(xml: string): void {
    if (!open) {
      open = [];
      marked.push(open);
      section.push(new docx.FileChild(MARK));
    }
    open.push(xml);
  }

  function isNews(xml: string): boolean {
    const before = lists.size;
    for (const [, list = ''] of xml.matchAll(NUMBERING)) lists.add(list);
    return lists.size > before || xml.includes(PICTURE);
  }

  return {
    add(children) {
      for (const child of children) {
        if (last) {
          if (isNews(last.xml)) keep(last.child);
          else write(last.xml);
        }
        last = { child, xml: format(child) };
      }
    },
    endSection() {
      if (last) {
        isNews(last.xml);
        keep(last.child);
      }
      const ended = section;
      section = [];
      last = open = undefined;
      return ended;
    },
    fill(xml, file) {
      const numbers = new Map(
        file.Numbering.ConcreteNumbering.map(({ reference, instance, numId }) => [`${reference}-${instance}`, numId]),
      );
      const number = (whole: string, list: string) => String(numbers.get(list) ?? whole);
      return xml
        .split(MARKS)
        .map((part, i) => part + (marked[i]?.map((pages) => pages.replace(NUMBERING, number)).join('') ?? ''))
        .join('');
    },
  };
}

/** The whole file; `pictureOf` gives the pictures for which the library has digests. */
export async function packDocx(
  { Packer }: Docx,
  file: File,
  body: DocxBody,
  pictureOf: DocxMedia['pictureOf'] = () => undefined,
): Promise<Uint8Array> {
  const { default: Zip } = await import('jszip');
  const zip = await Zip.loadAsync(await Packer.toArrayBuffer(file));
  const replace = (path: string, bytes: Uint8Array, compression: 'DEFLATE' | 'STORE') =>
    zip.file(path, bytes, { compression, createFolders: false });
  const xml = await zip.file(DOCUMENT)?.async('string');
  replace(DOCUMENT, new TextEncoder().encode(body.fill(xml ?? '', file)), 'DEFLATE');
  for (const entry of zip.file(PICTURES)) {
    const picture = pictureOf(await entry.async('uint8array'));
    // PNG and JPEG are compressed already.
    if (picture) replace(entry.name, new Uint8Array(await picture.arrayBuffer()), 'STORE');
  }
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}

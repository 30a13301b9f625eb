/** Streams whose content is put into the file last, so that the file is the only copy of it in memory. */
import { type PDFDict, PDFStream } from '@cantoo/pdf-lib';

/** A class, as the library asks for one: it leaves room for the content, and remembers where. */
export class LateStream extends PDFStream {
  private at = -1;

  /** `content` may lie on disk: browsers keep large Blobs there. */
  constructor(
    dict: PDFDict,
    private readonly content: Blob,
  ) {
    super(dict);
  }

  override clone(): LateStream {
    return new LateStream(this.dict, this.content);
  }

  override getContentsSize(): number {
    return this.content.size;
  }

  override getContents(): Uint8Array {
    throw new Error('asked for too early');
  }

  override sizeInBytes(): number {
    this.updateDict();
    return this.dict.sizeInBytes() + START.length + this.content.size + END.length;
  }

  override copyBytesInto(buffer: Uint8Array, offset: number): number {
    this.updateDict();
    let at = offset + this.dict.copyBytesInto(buffer, offset);
    at += put(START, buffer, at);
    this.at = at;
    at += this.content.size;
    return at + put(END, buffer, at) - offset;
  }

  /** Into the saved file. */
  async fill(file: Uint8Array): Promise<void> {
    file.set(new Uint8Array(await this.content.arrayBuffer()), this.at);
  }
}

const START = '\nstream\n';
const END = '\nendstream';

function put(text: string, buffer: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) buffer[at + i] = text.charCodeAt(i);
  return text.length;
}

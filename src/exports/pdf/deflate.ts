/** zlib's format, which is what PNG and PDF mean by Flate, by the platform's own streams. */

export const deflate = (bytes: Uint8Array): Promise<Uint8Array> => through(bytes, new CompressionStream('deflate'));

/** Undefined for damaged data. */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return await through(bytes, new DecompressionStream('deflate'));
  } catch {
    return undefined;
  }
}

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  return new Uint8Array(await new Response(source.pipeThrough(stream)).arrayBuffer());
}

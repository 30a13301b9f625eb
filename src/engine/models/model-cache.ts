/** Files in the caches where web-llm looks for them. */

/** Stores a file under its address, with its size, by which it is known to be whole. */
export async function intoCache(cache: string, url: string, file: Blob): Promise<void> {
  const headers = { 'Content-Type': typeOf(url), 'Content-Length': String(file.size) };
  await (await caches.open(cache)).put(url, new Response(file, { headers }));
}

function typeOf(url: string): string {
  if (url.endsWith('.json')) return 'application/json';
  return url.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
}

/** Fetches one pack and lets nothing through that is not exactly what the manifest names. Runs in a worker. */
import { ApiError } from '../../contract/errors.ts';
import type { Offer } from '../../contract/packs.ts';
import type { Report } from '../worker-rpc.ts';

export interface FetchedPack {
  bytes: ArrayBuffer;
  sha256: string;
}

/** Milliseconds between reports. */
const REPORT_EVERY = 100;

/**
 * The first of `offers` (absolute addresses) that comes whole and with the right SHA-256. Reports bytes.
 * Throws ApiError `engine_unavailable`, with the last offer's reason.
 */
export async function fetchPack(
  offers: readonly Offer[],
  report: Report<{ done: number; total: number }>,
): Promise<FetchedPack> {
  let failure = new ApiError('engine_unavailable', 'No source of this language pack is known.');
  for (const offer of offers) {
    const result = await fetchOne(offer, report);
    if (!(result instanceof ApiError)) return result;
    failure = result;
  }
  throw failure;
}

async function fetchOne(
  { url, bytes: total, sha256 }: Offer,
  report: Report<{ done: number; total: number }>,
): Promise<FetchedPack | ApiError> {
  const { host } = new URL(url);
  let content: Uint8Array<ArrayBuffer> | null;
  try {
    // no-store: the service worker passes it on to the network, not to the pack that is to be replaced.
    const response = await fetch(url, { cache: 'no-store', credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!response.ok || !response.body) {
      return unavailable(`${host} does not give this language pack (status ${response.status}). Try again later.`);
    }
    content = await readExactly(response.body, total, report);
  } catch {
    return unavailable(`This language pack could not be fetched from ${host}. Go online and try again.`);
  }
  if (!content || (await hashOf(content)) !== sha256) {
    return unavailable(
      `What ${host} sent is not this language pack: its size or its SHA-256 differs. Nothing was kept. Try again later.`,
    );
  }
  return { bytes: content.buffer, sha256 };
}

/** The stream's bytes, or null where they are not `total`; a longer one is not read to its end. */
async function readExactly(
  body: ReadableStream<Uint8Array>,
  total: number,
  report: Report<{ done: number; total: number }>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const content = new Uint8Array(total);
  let done = 0;
  let last = 0;
  const reader = body.getReader();
  for (;;) {
    const { value, done: over } = await reader.read();
    if (over) break;
    if (done + value.length > total) {
      await reader.cancel();
      return null;
    }
    content.set(value, done);
    done += value.length;
    if (Date.now() - last >= REPORT_EVERY) {
      last = Date.now();
      report({ done, total });
    }
  }
  return done === total ? content : null;
}

/** SHA-256, hexadecimal. */
export async function hashOf(bytes: BufferSource): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const unavailable = (message: string): ApiError => new ApiError('engine_unavailable', message);

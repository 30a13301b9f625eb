/** The API of a running Barg, for programs of its own. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** Milliseconds. */
const POLL = 1_000;
/** A server that says it is busy is asked again. Milliseconds. */
const BUSY_FOR = 60_000;

export class ApiFailure extends Error {
  constructor(status, { error = `status ${status}`, code = 'unknown' } = {}) {
    super(error);
    this.status = status;
    this.code = code;
  }
}

/** @param {{ address: string, token: string }} options */
export function createClient({ address, token }) {
  const root = `${address.replace(/\/+$/, '')}/api/v1/`;

  async function call(path, init = {}) {
    const until = Date.now() + BUSY_FOR;
    for (;;) {
      const response = await fetch(root + path, {
        ...init,
        headers: { ...init.headers, Authorization: `Bearer ${token}` },
      }).catch(() => {
        throw new ApiFailure(0, {
          error: `Nothing answers at ${address}. Start it with: npm start -- --headless`,
          code: 'unreachable',
        });
      });
      if (response.ok) return response;
      const body = await response.json().catch(() => ({}));
      const retry = Number(response.headers.get('Retry-After') ?? 0);
      if (!retry || Date.now() > until) throw new ApiFailure(response.status, body);
      await sleep(retry * 1000);
    }
  }
  const json = async (path, init) => (await call(path, init)).json();

  return {
    json,
    /** Sends a file and waits for its job to end; `onProgress` gets what is known of the job. Throws ApiFailure. */
    async read(path, fields = {}, onProgress = () => {}) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value);
      form.set('file', new Blob([await readFile(path)]), basename(path));
      // Sent again, it is the same job.
      const headers = { 'Idempotency-Key': crypto.randomUUID() };
      let job = await json('ocr/', { method: 'POST', body: form, headers });
      while (job.status === 'pending' || job.status === 'processing') {
        onProgress(job);
        await sleep(POLL);
        job = await json(`ocr/${job.uuid}/`).catch((error) => {
          if (error.status === 502) return job;
          throw error;
        });
      }
      onProgress(job);
      if (job.status === 'failed') throw new ApiFailure(200, { error: job.error?.message, code: job.error?.code });
      return job;
    },
    /** A finished job as a file: its bytes. */
    async download(uuid, format, pages) {
      const response = await call(`ocr/${uuid}/download/?${new URLSearchParams({ format, ...(pages && { pages }) })}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    ask: (uuid, message) =>
      json(`chat/${uuid}/`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ message }),
      }),
  };
}

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

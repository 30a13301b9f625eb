/**
 * The library as one file, and back. The file is a ZIP of stored entries: `barg.json`, and of every job that is over
 * `jobs/<uuid>/job.json`, `pages.json`, `messages.json` and its files.
 */
import * as v from 'valibot';
import { acceptedType } from '../contract/accepted-types.ts';
import { ApiError } from '../contract/errors.ts';
import { LIMITS } from '../contract/limits.ts';
import { sniffId } from '../contract/sniff.ts';
import { cleanName } from '../document/file-names.ts';
import { listStored, type ReadBytes, readStored, type StoredEntry, storedZip } from '../document/stored-zip.ts';
import {
  exists,
  fileNames,
  isConsistent,
  listOver,
  readFile,
  readSaved,
  restoreJob,
  SavedJob,
} from '../store/backup.ts';
import { announce } from '../store/changes.ts';
import { isQuota } from '../store/db.ts';
import type { BlobRecord } from '../store/schema.ts';
import type { Answers } from './handle.ts';
import { attachment, json } from './http.ts';
import { readUpload } from './multipart.ts';

const FORMAT = 'barg-backup';
const VERSION = 1;
/**
 * Of the whole file, which stays in the browser's blob storage; one job of it at a time is in memory. In Chromium on two
 * cores checking took 16 s a GB, storing 24 s more, and a request is ended after 300 s: one that was ended while it
 * stored goes on when the file is sent again, since what is there is skipped.
 */
const MAX_BYTES = 16 * 1024 ** 3;
/** The longest string that V8 holds has 2^29 − 24 characters. */
const MAX_JSON_BYTES = 512 * 1024 ** 2;
const PARTS = ['pages', 'messages', 'job'] as const;

export const backupAnswers = {
  'GET backup/': async () => {
    const now = new Date();
    const { uuids, inWork } = await listOver();
    const about = { format: FORMAT, version: VERSION, created_at: now, app_version: __APP_VERSION__, in_work: inWork };
    const localDay = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    return new Response(storedZip(entries(uuids, about, now)), {
      headers: {
        'Content-Type': 'application/zip',
        'Content-Disposition': attachment(`barg-backup-${localDay}.zip`),
        'Cache-Control': 'no-store',
      },
    });
  },

  'POST backup/': async ({ request }) => json(await restore(await backupOf(request))),
} satisfies Partial<Answers>;

/** One file or one job in memory at a time. */
async function* entries(uuids: readonly string[], about: object, lastModified: Date) {
  const text = (name: string, value: unknown) => ({ name: `${name}.json`, lastModified, input: JSON.stringify(value) });
  yield text('barg', about);
  for (const uuid of uuids) {
    const files: SavedJob['job']['files'] = [];
    for (const name of await fileNames(uuid)) {
      const file = await readFile(uuid, name);
      if (!file) continue;
      yield { name: `jobs/${uuid}/${name}`, lastModified, input: file.bytes };
      files.push({ name, type: file.type });
    }
    // A job that was deleted or is read again meanwhile is left out; without its job.json nothing of it counts.
    const saved = await readSaved(uuid, files);
    if (saved) for (const part of PARTS) yield text(`jobs/${uuid}/${part}`, saved[part]);
  }
}

/** The file of a request: a form's `file`, or the body itself. */
async function backupOf(request: Request): Promise<Blob> {
  if (/^multipart\/form-data\b/i.test(request.headers.get('Content-Type') ?? '')) {
    const { file } = await readUpload(request);
    return new Blob([file.bytes as Uint8Array<ArrayBuffer>]);
  }
  const body = await request.blob();
  if (body.size === 0) throw new ApiError('empty_file', 'The request is empty (0 bytes). Send the backup as its body.');
  if (body.size > MAX_BYTES) {
    throw new ApiError('file_too_large', 'The file is larger than the 16 GB that are taken.', {
      limit: MAX_BYTES,
      actual: body.size,
    });
  }
  return body;
}

/** Everything is checked first, then stored job by job: what is refused has changed nothing. */
async function restore(body: Blob): Promise<{ restored: number; skipped: number }> {
  const backup = await open(body);
  const uuids = [...backup.entries.keys()].flatMap((name) => /^jobs\/([0-9a-f]{32})\/job\.json$/.exec(name)?.[1] ?? []);
  const jobs: SavedJob['job'][] = [];
  for (const uuid of uuids) {
    const { job } = await readJob(backup, uuid);
    for (const file of job.files) await readFileOf(backup, uuid, file);
    jobs.push(job);
  }
  // What belongs to no job: a job.json whose name was damaged would go unnoticed otherwise.
  for (const name of backup.unread) await readEntry(backup, name, MAX_JSON_BYTES);
  jobs.sort((a, b) => a.listed_at - b.listed_at);
  let after = -1;
  let restored = 0;
  for (const [i, { summary }] of jobs.entries()) {
    const { uuid, expires_at } = summary;
    if ((expires_at !== null && Date.parse(expires_at) <= Date.now()) || (await exists(uuid))) continue;
    const saved = await readJob(backup, uuid);
    const files = new Map<string, BlobRecord>();
    for (const file of saved.job.files) {
      files.set(file.name, { bytes: await readFileOf(backup, uuid, file), type: file.type });
    }
    const place = await restoreJob(saved, files, after).catch((error) => {
      if (!isQuota(error)) throw error;
      throw new ApiError(
        'storage_full',
        `The browser's storage for this site is full; ${restored} of ${jobs.length} documents were restored. ` +
          'Free disk space and send the backup again: what is there is left as it is.',
        { restored, skipped: i - restored },
      );
    });
    if (place === undefined) continue;
    after = place;
    restored++;
    announce({ type: 'job', uuid });
  }
  return { restored, skipped: jobs.length - restored };
}

interface Backup {
  entries: ReadonlyMap<string, StoredEntry>;
  /** Names of entries whose contents were not looked at yet. */
  unread: Set<string>;
  read: ReadBytes;
}

async function open(body: Blob): Promise<Backup> {
  const read: ReadBytes = async (start, end) => new Uint8Array(await body.slice(start, end).arrayBuffer());
  const entries = await listStored(body.size, read);
  if (entries === 'damaged') throw damaged('the ZIP');
  if (entries === 'foreign' || !entries.has('barg.json')) throw noBackup();
  const backup = { entries, unread: new Set(entries.keys()), read };
  const about = (await readJson(backup, 'barg.json')) as { format?: unknown; version?: unknown } | null;
  if (about?.format !== FORMAT || typeof about.version !== 'number') throw noBackup();
  if (about.version !== VERSION) {
    const message = `This backup is of version ${about.version}, this app reads version ${VERSION}. Update the app first.`;
    throw new ApiError('unsupported_type', message, { accepted: [VERSION] });
  }
  return backup;
}

/** A job, checked, without the bytes of its files. */
async function readJob(backup: Backup, uuid: string): Promise<SavedJob> {
  const folder = `jobs/${uuid}`;
  const parts: Record<string, unknown> = {};
  for (const part of PARTS) parts[part] = await readJson(backup, `${folder}/${part}.json`);
  const { success, output, issues } = v.safeParse(SavedJob, parts, { abortEarly: true });
  if (!success) throw damaged(`${v.getDotPath(issues[0])} in ${folder}`);
  const { summary } = output.job;
  if (summary.uuid !== uuid || !isConsistent(output)) throw damaged(folder);
  summary.filename = cleanName(summary.filename);
  return output;
}

/** A file of a job. Its content is what its type says, since browsers show it under that type. */
async function readFileOf(
  backup: Backup,
  uuid: string,
  { name, type }: SavedJob['job']['files'][number],
): Promise<ArrayBuffer> {
  const path = `jobs/${uuid}/${name}`;
  const bytes = await readEntry(backup, path, LIMITS.fileBytes);
  if (acceptedType(sniffId(bytes))?.mime !== type) throw damaged(path);
  return bytes.buffer;
}

async function readJson(backup: Backup, name: string): Promise<unknown> {
  const bytes = await readEntry(backup, name, MAX_JSON_BYTES);
  try {
    return JSON.parse(new TextDecoder().decode(bytes), finite);
  } catch {
    throw damaged(name);
  }
}

/** JSON can write numbers that no double holds, and cannot say Infinity again. */
function finite(_key: string, value: unknown): unknown {
  if (value === Infinity || value === -Infinity) throw new RangeError();
  return value;
}

async function readEntry(
  { entries, unread, read }: Backup,
  name: string,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const entry = entries.get(name);
  const bytes = entry && entry.size <= limit ? await readStored(entry, read) : null;
  if (!bytes) throw damaged(name);
  unread.delete(name);
  return bytes;
}

const noBackup = (): ApiError =>
  new ApiError('unsupported_type', 'This is no backup of Barg. Choose a ZIP file as Barg saved it.');

const damaged = (what: string): ApiError =>
  new ApiError('unreadable', `The backup is damaged at ${what}. Nothing was restored. Try another copy of the file.`);

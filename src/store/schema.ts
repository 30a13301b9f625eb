/**
 * What IndexedDB holds. One database, versioned; a migration is a function from version n−1 to n and is never edited
 * once released. Bytes are stored as ArrayBuffer + type, not Blob (WebKit's private mode cannot store Blobs).
 */
import type { DBSchema, IDBPDatabase, StoreNames } from 'idb';
import type { ChatIndex } from '../chat/types.ts';
import type { ChatMessage } from '../contract/chat.ts';
import type { Data } from '../contract/data.ts';
import type { ErrorCode, ErrorDetails } from '../contract/errors.ts';
import type { ExportOptions, Format } from '../contract/formats.ts';
import type { Bbox, JobSummary, Page, Tier, Warning } from '../contract/job.ts';
import type { ModelFile, ModelLack } from '../contract/models.ts';
import type { Offer } from '../contract/packs.ts';
import type { AccountPlan, PlanName } from '../contract/plans.ts';
import type { Tally } from './tally.ts';

/** A job belongs to the device's account, or to the calls that came without a token. */
export type Owner = 'anonymous' | 'account';

/** What the host found when it opened the file. */
export type Inspection =
  | { ok: true; pages: number; warnings: Warning[] }
  | { ok: false; code: ErrorCode; message: string; details: ErrorDetails };

export interface JobRecord {
  uuid: string;
  owner: Owner;
  /** What lists show. A hidden job has one too; it is shown once `listed_at` is set. */
  summary: JobSummary;
  /** Milliseconds; absent while the job is hidden (inspected, not yet paid for). */
  listed_at?: number;
  /** When the upload was stored, milliseconds. A hidden job that nobody waits for is erased after a while. */
  received_at: number;
  /** Tesseract packs to read with. */
  packs: string[];
  media_type: string;
  bytes: number;
  password?: string;
  retention: 'keep' | 'text' | number;
  fallback: 'cpu' | 'none';
  /** The local model that reads its pages; absent of tier cpu. */
  vision?: string;
  inspection?: Inspection;
  /** What the job's tool found in its pages. */
  data?: Data;
  /** Counted up when a page of the finished job changes. */
  revision?: number;
  /** Of the pages stored so far; absent before the first and once the job has ended. */
  tally?: Tally;
  plan: PlanName;
  priority: number;
  /** Credits reserved and neither charged nor released; the key is absent once the job has ended. */
  reserved?: number;
  /** Who asked: to recognise a request that the browser delivers twice. */
  request: {
    /** `client` + fingerprint of the upload. */
    repeat: string;
    /** The life of the service worker that took the request. */
    boot: string;
    answered: boolean;
    /** `owner` + Idempotency-Key. */
    idempotency?: string;
  };
}

export interface PageRecord {
  uuid: string;
  index: number;
  page: Page;
  failed: boolean;
}

export interface BlobRecord {
  bytes: ArrayBuffer;
  type: string;
  /** In place of a built file: why it could not be built. */
  failure?: { code: ErrorCode; message: string };
}

export type TaskKind = 'inspect' | 'page' | 'structure' | 'picture' | 'export' | 'chat' | 'questions';

/** Inspections, exports and answers go before every page, whoever pays: a caller is waiting for them. */
export const WAITED_FOR_RANK = -1_000;

/** The queue. A task is deleted in the transaction that stores its result. */
export interface TaskRecord {
  id?: number;
  kind: TaskKind;
  uuid: string;
  /** The page, from 0; 0 for tasks about the whole job. */
  index: number;
  /** Lower goes first: minus the plan's priority; inspections go before pages. */
  rank: number;
  /** Of an export: the file that is wanted. */
  spec?: { format: Format } & ExportOptions;
  /** Of a page that is read again: with which packs or model, and which part of it in pixels. */
  again?: { packs: string[]; bbox?: Bbox; vision?: string };
  /** Of a finished job's structure: which pages may change; absent: all of them, and the job ends with it. */
  pages?: number[];
  /** Of a chat: the id of the question. */
  question?: number;
  /** Of a chat: the local model that shall answer. */
  model?: string;
  /** Of a chat: the answer is to end with what there is of it. */
  stopped?: boolean;
  /** Of first questions: the language they are wanted in. */
  language?: string;
  /** How often a host began it: one that takes its host down again and again is given up. */
  attempts: number;
}

/** A task as stored. */
export type Task = TaskRecord & { id: number };

export interface LedgerRecord {
  id?: number;
  /** Unique: `uuid/index` for a page, `uuid/reserve`, `uuid/release`; adding it twice is refused by the index. */
  key: string;
  /** Milliseconds. */
  at: number;
  kind: 'reserve' | 'page' | 'release' | 'top-up';
  owner: Owner;
  plan: PlanName;
  uuid: string | null;
  filename: string | null;
  /** Counts from 0. */
  index: number | null;
  tier: Tier | null;
  pages: number;
  credits: number;
}

export interface Account {
  token: string;
  plan: AccountPlan;
  created_at: number;
  /** Accounts that are older than local models have neither `chat_model` nor `vision_model`. */
  settings: {
    require_token: boolean;
    retention: 'keep' | 'text' | number;
    chat_model?: string | null;
    vision_model?: string | null;
  };
}

/** A language pack on this device, or one that is wanted here. Its bytes lie in `blobs` under `pack/CODE`. */
export interface PackRecord {
  /** Tesseract's. */
  code: string;
  /** Absent until the pack is here. */
  installed?: { bytes: number; sha256: string; at: number };
  /** The host's work: from where it may be fetched, best first. */
  wanted?: Offer[];
  /** Why the last attempt brought nothing. */
  failure?: { code: ErrorCode; message: string };
}

/** A language model on this device, or one that is wanted here. */
export interface ModelRecord {
  /** As models.json lists it. */
  id: string;
  /** Absent until it is whole. */
  installed?: { bytes: number; files: ModelFile[]; at: number };
  /** The host's work: to fetch it. */
  wanted?: boolean;
  /** Bytes that are here of one that was paused or cut off. */
  done?: number;
  /** The host's work: to remove what is here of it; the files that it had, where they were known. */
  removed?: ModelFile[];
  /** Why the last attempt to fetch it failed. */
  failure?: { code: ErrorCode; message: string };
  /** It read the app's own picture rightly. */
  tested?: true;
  /** Why it cannot run on this device, null where it can; absent until a host has looked. */
  lack?: ModelLack | null;
}

export interface MetaValues {
  account: Account;
  /** Origins that language packs and models may be fetched from, since the person agreed. */
  remotes: string[];
  /** The fencing epoch: a commit by a host of an older epoch is refused. */
  epoch: number;
  /** Last sign of life of the host, milliseconds. */
  heartbeat: number;
}

/** A message of a conversation about a job. */
export interface MessageRecord {
  id?: number;
  uuid: string;
  conversation: string;
  message: ChatMessage;
  /** Of an answer: the id of its question. */
  answers?: number;
}

/**
 * What questions about a finished job need beside its pages, made from them at will. Keys: `UUID/index`,
 * `UUID/questions/LANGUAGE`.
 */
export interface IndexRecord {
  /** Of which pages, and by which program: another's is out of date. */
  key: string;
  index?: ChatIndex;
  questions?: string[];
}

/** A one-use address of a download. */
export interface TicketRecord {
  uuid: string;
  /** The download's query, without the ticket. */
  query: string;
  /** Milliseconds. */
  expires_at: number;
}

export interface Schema extends DBSchema {
  jobs: {
    key: string;
    value: JobRecord;
    indexes: { listed_at: number; reserved: number; repeat: string; idempotency: string };
  };
  pages: { key: [string, number]; value: PageRecord };
  blobs: { key: string; value: BlobRecord };
  tasks: { key: number; value: TaskRecord; indexes: { rank: [number, number]; uuid: string } };
  ledger: { key: number; value: LedgerRecord; indexes: { key: string; at: number; uuid: string } };
  messages: { key: number; value: MessageRecord; indexes: { uuid: string; answers: number } };
  indexes: { key: string; value: IndexRecord };
  tickets: { key: string; value: TicketRecord };
  packs: { key: string; value: PackRecord };
  models: { key: string; value: ModelRecord };
  meta: { key: keyof MetaValues; value: MetaValues[keyof MetaValues] };
}

export type StoreName = StoreNames<Schema>;

const MIGRATIONS: readonly ((db: IDBPDatabase<Schema>) => void)[] = [
  (db) => {
    const jobs = db.createObjectStore('jobs', { keyPath: 'uuid' });
    // Sparse indexes: a record without the key is not in them. Hidden jobs are not listed, ended ones hold no credits.
    jobs.createIndex('listed_at', 'listed_at');
    jobs.createIndex('reserved', 'reserved');
    jobs.createIndex('repeat', 'request.repeat');
    jobs.createIndex('idempotency', 'request.idempotency', { unique: true });
    db.createObjectStore('pages', { keyPath: ['uuid', 'index'] });
    db.createObjectStore('blobs');
    const tasks = db.createObjectStore('tasks', { keyPath: 'id', autoIncrement: true });
    tasks.createIndex('rank', ['rank', 'id']);
    tasks.createIndex('uuid', 'uuid');
    const ledger = db.createObjectStore('ledger', { keyPath: 'id', autoIncrement: true });
    ledger.createIndex('key', 'key', { unique: true });
    ledger.createIndex('at', 'at');
    ledger.createIndex('uuid', 'uuid');
    const messages = db.createObjectStore('messages', { keyPath: 'id', autoIncrement: true });
    messages.createIndex('uuid', 'uuid');
    messages.createIndex('answers', 'answers', { unique: true });
    db.createObjectStore('tickets');
    db.createObjectStore('meta');
  },
  (db) => {
    db.createObjectStore('packs', { keyPath: 'code' });
  },
  (db) => {
    db.createObjectStore('indexes');
  },
  (db) => {
    db.createObjectStore('models', { keyPath: 'id' });
  },
];

export const VERSION = MIGRATIONS.length;

export function migrate(db: IDBPDatabase<Schema>, from: number, to = VERSION): void {
  for (const migration of MIGRATIONS.slice(from, to)) migration(db);
}

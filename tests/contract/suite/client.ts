/** What the tests of the suite have in common: calls whose answers are checked, jobs, expectations. */
import { beforeAll, expect } from 'vitest';
import { ERROR_STATUS, type ErrorCode } from '../../../src/contract/errors.ts';
import type { Job, JobSummary } from '../../../src/contract/job.ts';
import type { AccountView, LedgerRow } from '../../../src/contract/responses.ts';
import { type AnswerCheck, answerCheck } from './checker.ts';
import { type Answer, type Init, jsonBody, jsonOf, phototest, type Target, upload } from './requests.ts';

export interface Client {
  target(): Target;
  bearer(): { Authorization: string };
  /** Without a token. */
  anonymous: Target['call'];
  /** With the account's token. */
  own: Target['call'];
  /** The job that an upload makes; a refusal fails the test. */
  create(bytes?: Uint8Array, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Job>;
  post(init: Init): Promise<Answer>;
  job(uuid: string): Promise<Job>;
  listed(query?: string): Promise<JobSummary[]>;
  account(): Promise<AccountView>;
  changeAccount(patch: object): Promise<AccountView>;
  ledger(): Promise<LedgerRow[]>;
}

/** Calls of a target, each answer checked against the document that the target itself serves. */
export function createClient(target: () => Target): Client {
  let check: AnswerCheck;
  beforeAll(async () => {
    check = answerCheck(jsonOf(await target().call('GET', 'openapi.json')));
  });
  const anonymous: Target['call'] = async (method, path, init) => {
    const answer = await target().call(method, path, init);
    check(method, path, answer);
    return answer;
  };
  const bearer = () => ({ Authorization: `Bearer ${target().token}` });
  const own: Target['call'] = (method, path, init = {}) =>
    anonymous(method, path, { ...init, headers: { ...init.headers, ...bearer() } });
  const read = async (path: string) => jsonOf(await own('GET', path));
  return {
    target,
    bearer,
    anonymous,
    own,
    async create(bytes = phototest, fields = {}, auth = bearer()) {
      const { body, headers } = upload(bytes, fields);
      return ok(await anonymous('POST', 'ocr/', { body, headers: { ...headers, ...auth } }));
    },
    post: (init) => own('POST', 'ocr/', init),
    job: (uuid) => read(`ocr/${uuid}/`),
    listed: async (query = '') => (await read(`ocr/${query}`)).jobs,
    account: () => read('account/'),
    changeAccount: async (patch) => ok(await own('PATCH', 'account/', jsonBody(patch))),
    ledger: async () => (await read('account/ledger/')).rows,
  };
}

/** The body of an answer that must be 200. */
export function ok(answer: Answer) {
  expect(answer.status, new TextDecoder().decode(answer.bytes)).toBe(200);
  return jsonOf(answer);
}

/** The answer is this refusal; its body for more. */
export function refused(answer: Answer, code: ErrorCode) {
  const body = jsonOf(answer);
  expect(body.code, body.error).toBe(code);
  expect(answer.status).toBe(ERROR_STATUS[code]);
  return body;
}

/** Runs `act` and expects it to change neither jobs, ledger nor account. */
export async function unchanged(client: Client, act: () => Promise<unknown>): Promise<void> {
  const look = async () => [await client.listed(), (await client.ledger()).length, await client.account()];
  const before = await look();
  await act();
  expect(await look()).toEqual(before);
}

/** Changes the account for as long as `act` takes. */
export async function withAccount(client: Client, patch: object, act: () => Promise<unknown>): Promise<void> {
  const { plan, settings } = await client.account();
  await client.changeAccount(patch);
  try {
    await act();
  } finally {
    await client.changeAccount({ plan, settings });
  }
}

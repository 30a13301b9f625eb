/** Conversations about a job. A question is stored before it is answered, so that nothing is lost when a tab dies. */
import type { ChatMessage } from '../contract/chat.ts';
import { newUuid } from './account.ts';
import { type Transaction, transact } from './db.ts';
import { type MessageRecord, type TaskRecord, WAITED_FOR_RANK } from './schema.ts';

/**
 * Stores a question and queues its answer, by a local model where one is named. `conversation` is one to go on with,
 * `new`, or undefined for the job's latest. Undefined where the job has no such conversation.
 */
export function ask(
  uuid: string,
  content: string,
  conversation: string | undefined,
  model?: string,
  now = Date.now(),
): Promise<{ conversation: string; question: number } | undefined> {
  return transact(
    ['messages', 'tasks'],
    'readwrite',
    async (tx) => {
      const chosen = await chooseConversation(tx, uuid, conversation);
      if (chosen === undefined) return undefined;
      const message: ChatMessage = { role: 'user', content, citations: [], created_at: new Date(now).toISOString() };
      const question = await tx.objectStore('messages').add({ uuid, conversation: chosen, message });
      const task: TaskRecord = { kind: 'chat', uuid, index: 0, rank: WAITED_FOR_RANK, attempts: 0, question };
      await tx.objectStore('tasks').add({ ...task, ...(model !== undefined && { model }) });
      return { conversation: chosen, question };
    },
    'strict',
  );
}

async function chooseConversation(
  tx: Transaction<'messages'>,
  uuid: string,
  wanted: string | undefined,
): Promise<string | undefined> {
  if (wanted === 'new') return newUuid();
  const messages = await tx.objectStore('messages').index('uuid').getAll(uuid);
  if (wanted === undefined) return messages.at(-1)?.conversation ?? newUuid();
  return messages.find((record) => record.conversation === wanted)?.conversation;
}

/** Has answers about a job end with what there is of them. */
export function stopAnswers(uuid: string): Promise<void> {
  return transact(['tasks'], 'readwrite', async (tx) => {
    for (const task of await tx.objectStore('tasks').index('uuid').getAll(uuid)) {
      if (task.kind === 'chat') await tx.objectStore('tasks').put({ ...task, stopped: true });
    }
  });
}

/** Whether the answer of a task is to end. */
export function isStopped(task: number): Promise<boolean> {
  return transact(['tasks'], 'readonly', async (tx) => (await tx.objectStore('tasks').get(task))?.stopped === true);
}

/** The answer to a question, once there is one. */
export function readAnswer(question: number): Promise<ChatMessage | undefined> {
  return transact(['messages'], 'readonly', async (tx) => {
    const record = await tx.objectStore('messages').index('answers').get(question);
    return record?.message;
  });
}

/** A conversation of a job, oldest first: the named one, or the latest. */
export function readConversation(
  uuid: string,
  conversation?: string,
): Promise<{ conversation: string | null; messages: ChatMessage[] }> {
  return transact(['messages'], 'readonly', async (tx) => {
    const all = await tx.objectStore('messages').index('uuid').getAll(uuid);
    const chosen = conversation ?? all.at(-1)?.conversation ?? null;
    return { conversation: chosen, messages: inOrder(all.filter((record) => record.conversation === chosen)) };
  });
}

/** The question of a task, and what was asked just before it in the same conversation. */
export function readQuestion(
  question: number,
): Promise<{ conversation: string; content: string; previous: string | undefined } | undefined> {
  return transact(['messages'], 'readonly', async (tx) => {
    const record = await tx.objectStore('messages').get(question);
    if (!record) return undefined;
    const all = await tx.objectStore('messages').index('uuid').getAll(record.uuid);
    const before = all.filter(
      ({ id, conversation, message }) =>
        message.role === 'user' && conversation === record.conversation && (id ?? 0) < question,
    );
    const { conversation, message } = record;
    return { conversation, content: message.content, previous: before.at(-1)?.message.content };
  });
}

/** Removes what was said about a job. */
export async function dropMessages(tx: Transaction<'messages'>, uuid: string): Promise<void> {
  for (const key of await tx.objectStore('messages').index('uuid').getAllKeys(uuid)) {
    await tx.objectStore('messages').delete(key);
  }
}

/** Each answer behind its question, though a later question may have been answered first. */
function inOrder(records: readonly MessageRecord[]): ChatMessage[] {
  return records
    .filter((record) => record.answers === undefined)
    .flatMap((question) => [question, ...records.filter((record) => record.answers === question.id)])
    .map((record) => record.message);
}

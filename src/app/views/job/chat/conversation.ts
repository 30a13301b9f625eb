/** The conversation about a document as this tab knows it. It outlives the panel: an answer may come while a page is read. */
import { type Signal, signal } from '@preact/signals';
import type { ChatAnswer, ChatHistory, ChatMessage } from '../../../../contract/chat.ts';
import type { Change } from '../../../../contract/job.ts';
import { announce } from '../../../announce.ts';
import { api, apiJson } from '../../../api.ts';
import { type Problem, problemOf } from '../../../problem.ts';

/** How far a local model is with an answer. */
export type Writing = Pick<Answering, 'phase' | 'ratio' | 'text'>;

type Answering = Extract<Change, { type: 'answering' }>;

export interface Conversation {
  /** `new` where the next question begins one, null where there is none yet. */
  id: string | null;
  /** Oldest first. */
  messages: readonly ChatMessage[];
  /** False until the history was read. */
  known: boolean;
  /** A question of this tab is on its way. */
  asking: boolean;
  /** What a local model has written of the answer that is waited for; null where none is at it. */
  writing: Writing | null;
  problem: Problem | null;
}

const NONE: Conversation = {
  id: null,
  messages: [],
  known: false,
  asking: false,
  writing: null,
  problem: null,
};
const conversations = new Map<string, Signal<Conversation>>();
const drafts = new Map<string, Signal<string>>();

/** The conversation about the job `uuid`. */
export const conversationOf = (uuid: string): Signal<Conversation> => kept(conversations, uuid, NONE);

/** Whether an answer is waited for: of a question of this tab, or of one that was stored before it was answered. */
export const isAnswering = ({ asking, messages, problem }: Conversation): boolean =>
  asking || (problem === null && messages.at(-1)?.role === 'user');

/** What is typed and not sent yet. */
export const draftOf = (uuid: string): Signal<string> => kept(drafts, uuid, '');

/** Reads what was said: of the conversation that is open, else of the document's latest. */
export async function readConversation(uuid: string): Promise<void> {
  const shown = conversationOf(uuid);
  const { id, asking } = shown.value;
  if (asking || id === 'new') return;
  const of = id === null ? '' : `?conversation=${encodeURIComponent(id)}`;
  const read = await apiJson<ChatHistory>(`chat/${uuid}/history/${of}`).catch(problemOf);
  // A question was sent meanwhile, or another conversation begun: what was read is older than what is shown.
  if (shown.value.asking || shown.value.id !== id) return;
  if ('code' in read) {
    if (!shown.value.known) shown.value = { ...shown.value, problem: read };
    return;
  }
  const { conversation, messages } = read;
  const problem = problemAfter(uuid, messages);
  const writing = messages.at(-1)?.role === 'user' ? shown.value.writing : null;
  shown.value = { ...shown.value, id: conversation, messages, known: true, writing, problem };
}

/**
 * Sends a question, to the engine that is chosen unless one is named. Where it is refused, it stands in the box again,
 * and `problem` says why.
 */
export async function sendQuestion(uuid: string, content: string, engine?: string): Promise<void> {
  const shown = conversationOf(uuid);
  const draft = draftOf(uuid);
  const { id, messages } = shown.value;
  const question: ChatMessage = { role: 'user', content, citations: [], created_at: new Date().toISOString() };
  shown.value = { ...shown.value, messages: [...messages, question], asking: true, writing: null, problem: null };
  draft.value = '';
  // The same answer twice is read out twice.
  announce('');
  try {
    const { conversation, message } = await apiJson<ChatAnswer>(`chat/${uuid}/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        message: content,
        ...(id !== null && { conversation: id }),
        ...(engine !== undefined && { engine }),
      }),
    });
    const said = [...messages, question, message];
    shown.value = { ...shown.value, id: conversation, messages: said, asking: false, writing: null };
    announce(message.content);
  } catch (error) {
    if (draft.value === '') draft.value = content;
    shown.value = { ...shown.value, messages, asking: false, writing: null, problem: problemOf(error) };
    // It may have been stored all the same, to be answered when the engine runs again.
    await readConversation(uuid);
  }
}

/** Takes what a local model tells of an answer, where this conversation waits for it. */
export function noteWriting(uuid: string, { conversation, phase, ratio, text }: Answering): void {
  const shown = conversationOf(uuid);
  const { id } = shown.value;
  const isOther = id !== null && id !== 'new' && id !== conversation;
  if (isOther || !isAnswering(shown.value)) return;
  shown.value = { ...shown.value, writing: { phase, text, ...(ratio !== undefined && { ratio }) } };
}

/** Ends the answer with what there is of it. */
export const stopAnswer = (uuid: string): Promise<unknown> =>
  // Where that fails the answer comes whole.
  api(`chat/${uuid}/stop/`, { method: 'POST' }).catch(() => undefined);

/** The next question begins a conversation; what was said before stays stored. */
export function beginAnew(uuid: string): void {
  const shown = conversationOf(uuid);
  if (!shown.value.asking) shown.value = { ...NONE, id: 'new', known: true };
}

/** A question that failed may be answered later: then nothing is left to be done about it. */
function problemAfter(uuid: string, messages: readonly ChatMessage[]): Problem | null {
  const [question, answer] = messages.slice(-2);
  const { known, problem, messages: shown } = conversationOf(uuid).value;
  const draft = draftOf(uuid);
  if (!known) return null;
  // The same question may have been answered before.
  if (messages.length <= shown.length) return problem;
  if (answer?.role !== 'assistant' || question?.content !== draft.value.trim()) return problem;
  if (problem) draft.value = '';
  return null;
}

function kept<T>(all: Map<string, Signal<T>>, uuid: string, initial: T): Signal<T> {
  const known = all.get(uuid) ?? signal(initial);
  all.set(uuid, known);
  return known;
}

/** The conversation about a document as this tab knows it. It outlives the panel: an answer may come while a page is read. */
import { type Signal, signal } from '@preact/signals';
import type { ChatAnswer, ChatHistory, ChatMessage } from '../../../../contract/chat.ts';
import { announce } from '../../../announce.ts';
import { apiJson } from '../../../api.ts';
import { type Problem, problemOf } from '../../../problem.ts';

/** `note` says of an answer why another engine gave it than the chosen one. */
export type Message = ChatMessage & { note?: string | undefined };

export interface Conversation {
  /** `new` where the next question begins one, null where there is none yet. */
  id: string | null;
  /** Oldest first. */
  messages: readonly Message[];
  /** False until the history was read. */
  known: boolean;
  /** A question of this tab is on its way. */
  asking: boolean;
  problem: Problem | null;
}

const NONE: Conversation = { id: null, messages: [], known: false, asking: false, problem: null };
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
  shown.value = { ...shown.value, id: conversation, messages, known: true, problem: problemAfter(uuid, messages) };
}

/** Sends a question. Where it is refused, it stands in the box again, and `problem` says why. */
export async function sendQuestion(uuid: string, content: string): Promise<void> {
  const shown = conversationOf(uuid);
  const draft = draftOf(uuid);
  const { id, messages } = shown.value;
  const question: Message = { role: 'user', content, citations: [], created_at: new Date().toISOString() };
  shown.value = { ...shown.value, messages: [...messages, question], asking: true, problem: null };
  draft.value = '';
  // The same answer twice is read out twice.
  announce('');
  try {
    const { conversation, message } = await apiJson<ChatAnswer>(`chat/${uuid}/`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ message: content, ...(id !== null && { conversation: id }) }),
    });
    shown.value = { ...shown.value, id: conversation, messages: [...messages, question, message], asking: false };
    announce(message.content);
  } catch (error) {
    if (draft.value === '') draft.value = content;
    shown.value = { ...shown.value, messages, asking: false, problem: problemOf(error) };
    // It may have been stored all the same, to be answered when the engine runs again.
    await readConversation(uuid);
  }
}

/** The next question begins a conversation; what was said before stays stored. */
export function beginAnew(uuid: string): void {
  const shown = conversationOf(uuid);
  if (!shown.value.asking) shown.value = { ...NONE, id: 'new', known: true };
}

/** A question that failed may be answered later: then nothing is left to be done about it. */
function problemAfter(uuid: string, messages: readonly Message[]): Problem | null {
  const [question, answer] = messages.slice(-2);
  const { known, problem } = conversationOf(uuid).value;
  const draft = draftOf(uuid);
  if (!known) return null;
  if (answer?.role !== 'assistant' || question?.content !== draft.value.trim()) return problem;
  if (problem) draft.value = '';
  return null;
}

function kept<T>(all: Map<string, Signal<T>>, uuid: string, initial: T): Signal<T> {
  const known = all.get(uuid) ?? signal(initial);
  all.set(uuid, known);
  return known;
}

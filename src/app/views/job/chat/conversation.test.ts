import { beforeEach, expect, it, vi } from 'vitest';
import type { ChatMessage } from '../../../../contract/chat.ts';
import { ApiError } from '../../../../contract/errors.ts';
import { apiJson } from '../../../api.ts';
import {
  beginAnew,
  conversationOf,
  draftOf,
  isAnswering,
  noteWriting,
  readConversation,
  sendQuestion,
} from './conversation.ts';

vi.mock('../../../api.ts', () => ({ apiJson: vi.fn() }));
const api = vi.mocked(apiJson);
beforeEach(() => api.mockReset());

const message = (role: ChatMessage['role'], content: string): ChatMessage => ({
  role,
  content,
  citations: [],
  created_at: '',
});
const sent = (call: number) => JSON.parse(String(api.mock.calls[call]?.[1]?.body));
const contents = (uuid: string) => conversationOf(uuid).value.messages.map(({ content }) => content);

it('shows the question at once, then its answer, and goes on with the same conversation', async () => {
  api.mockResolvedValue({ conversation: 'c', message: message('assistant', '42') });
  const answer = sendQuestion('a', 'How much?');
  expect(contents('a')).toEqual(['How much?']);
  expect(isAnswering(conversationOf('a').value)).toBe(true);
  await answer;
  expect(contents('a')).toEqual(['How much?', '42']);
  expect(isAnswering(conversationOf('a').value)).toBe(false);
  await sendQuestion('a', 'And when?');
  expect([sent(0), sent(1)]).toEqual([{ message: 'How much?' }, { message: 'And when?', conversation: 'c' }]);
});

it('puts a refused question back into the box, unless another is typed there already', async () => {
  const refuse = (typed: string) => async (_path: string, init?: RequestInit) => {
    if (!init) return { conversation: null, messages: [] };
    draftOf('b').value = typed;
    throw new ApiError('storage_full', 'Full.');
  };
  api.mockImplementation(refuse(''));
  await readConversation('b');
  await sendQuestion('b', 'Why?');
  expect([contents('b'), draftOf('b').value]).toEqual([[], 'Why?']);
  expect(conversationOf('b').value.problem?.code).toBe('storage_full');
  api.mockImplementation(refuse('Who?'));
  await sendQuestion('b', 'Why?');
  expect(draftOf('b').value).toBe('Who?');
});

it('forgets the failure of a question that was answered later', async () => {
  api.mockResolvedValueOnce({ conversation: null, messages: [] });
  await readConversation('d');
  const asked = [message('user', 'Why?')];
  api.mockRejectedValueOnce(new ApiError('no_host', 'Nobody is there.'));
  api.mockResolvedValueOnce({ conversation: 'c', messages: asked });
  await sendQuestion('d', 'Why?');
  expect(conversationOf('d').value.problem?.code).toBe('no_host');
  api.mockResolvedValueOnce({ conversation: 'c', messages: [...asked, message('assistant', 'Because.')] });
  await readConversation('d');
  expect([conversationOf('d').value.problem, draftOf('d').value]).toEqual([null, '']);
});

it('a conversation begun anew is not overwritten by what is stored', async () => {
  beginAnew('e');
  await readConversation('e');
  expect(api).not.toHaveBeenCalled();
  api.mockResolvedValue({ conversation: 'n', message: message('assistant', 'Yes.') });
  await sendQuestion('e', 'Is it?');
  expect(sent(0)).toEqual({ message: 'Is it?', conversation: 'new' });
  expect(conversationOf('e').value.id).toBe('n');
});

it('what is read while a question is on its way does not take it off the screen', async () => {
  let arrive = (_: unknown): void => {};
  api.mockImplementationOnce(() => new Promise((resolve) => (arrive = resolve)));
  const read = readConversation('f');
  api.mockResolvedValueOnce({ conversation: 'c', message: message('assistant', 'Yes.') });
  const answer = sendQuestion('f', 'Is it?');
  arrive({ conversation: null, messages: [] });
  await read;
  await answer;
  expect(contents('f')).toEqual(['Is it?', 'Yes.']);
});

it('shows what a model writes of the answer that is waited for, and of no other', async () => {
  const writing = { type: 'answering', uuid: 'g', conversation: 'c', phase: 'write', text: 'So far' } as const;
  noteWriting('g', writing);
  expect(conversationOf('g').value.writing).toBeNull();
  let arrive = (_: unknown): void => {};
  api.mockImplementationOnce(() => new Promise((resolve) => (arrive = resolve)));
  const asked = sendQuestion('g', 'Who?', 'extractive');
  expect(sent(0)).toEqual({ message: 'Who?', engine: 'extractive' });
  noteWriting('g', writing);
  expect(conversationOf('g').value.writing).toEqual({ phase: 'write', text: 'So far' });
  arrive({ conversation: 'c', message: message('assistant', 'So far and on.') });
  await asked;
  expect(conversationOf('g').value.writing).toBeNull();
  api.mockImplementationOnce(() => new Promise((resolve) => (arrive = resolve)));
  const other = sendQuestion('g', 'And why?');
  noteWriting('g', { ...writing, conversation: 'another' });
  expect(conversationOf('g').value.writing).toBeNull();
  arrive({ conversation: 'c', message: message('assistant', 'Because.') });
  await other;
});

it('a question that was answered before and is refused now stands in the box with the reason', async () => {
  const said = [message('user', 'Why?'), message('assistant', 'Because.')];
  api.mockResolvedValueOnce({ conversation: 'c', messages: said });
  await readConversation('h');
  api.mockRejectedValueOnce(new ApiError('engine_unavailable', 'No model.'));
  api.mockResolvedValueOnce({ conversation: 'c', messages: said });
  await sendQuestion('h', 'Why?');
  expect([conversationOf('h').value.problem?.message, draftOf('h').value]).toEqual(['No model.', 'Why?']);
});

/** Questions about a finished job. */
import { describe, expect, test } from 'vitest';
import type { ChatAnswer, ChatHistory, ChatQuestions } from '../../../src/contract/chat.ts';
import type { Job } from '../../../src/contract/job.ts';
import { type Client, ok, refused } from './client.ts';
import { encode, jsonBody } from './requests.ts';

export function chatTests(client: Client): void {
  const { own, anonymous, create } = client;
  const ask = async (uuid: string, body: object): Promise<ChatAnswer> =>
    ok(await own('POST', `chat/${uuid}/`, jsonBody(body)));
  const history = async (uuid: string, query = ''): Promise<ChatHistory> =>
    ok(await own('GET', `chat/${uuid}/history/${query}`));
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

  describe('the chat', () => {
    test('answers from the text, with verbatim citations, and keeps what was said', async () => {
      const { uuid, text } = await create();
      expect(await history(uuid)).toEqual({ conversation: null, messages: [] });
      const first = await ask(uuid, { message: 'What did the quick brown dog do?' });
      expect(first.message).toMatchObject({ role: 'assistant', engine: 'extractive' });
      expect(first.message.content.length).toBeGreaterThan(0);
      for (const { page, snippet } of first.message.citations) {
        expect(page).toBe(1);
        expect(plain(text)).toContain(plain(snippet));
      }
      const second = await ask(uuid, { message: 'And the lazy fox?' });
      expect(second.conversation).toBe(first.conversation);
      const { conversation, messages } = await history(uuid);
      expect(conversation).toBe(first.conversation);
      expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant']);
      expect(messages[1]).toEqual(first.message);

      const other = await ask(uuid, { message: 'What did the quick brown dog do?', conversation: 'new' });
      expect(other.conversation).not.toBe(first.conversation);
      expect((await history(uuid)).conversation).toBe(other.conversation);
      expect((await history(uuid, `?conversation=${first.conversation}`)).messages).toHaveLength(4);
    });

    test('says that what the document does not say is not in it, without a citation', async () => {
      const { uuid } = await create();
      const { message } = await ask(uuid, { message: 'In which year was the Treaty of Westphalia signed?' });
      expect(message.citations).toEqual([]);
      expect(message.content).not.toMatch(/\d{4}/);
    });

    test('offers the nearest passages where it found nothing, verbatim', async () => {
      const { uuid, text } = await create();
      const { message } = await ask(uuid, { message: 'How many lazy foxes did the quick brown dog buy in Paris?' });
      expect(message.citations).toEqual([]);
      const near = message.suggestions ?? [];
      expect(near.length).toBeGreaterThan(0);
      for (const { page, snippet } of near) {
        expect(page).toBe(1);
        expect(plain(text)).toContain(plain(snippet));
      }
      expect((await history(uuid)).messages.at(-1)).toEqual(message);
    });

    test('suggests first questions that it answers', async () => {
      const { uuid } = await create();
      for (const language of ['', '?language=fa', '?language=xx']) {
        const { questions } = ok(await own('GET', `chat/${uuid}/questions/${language}`)) as ChatQuestions;
        expect(questions.length).toBeLessThanOrEqual(4);
        for (const message of questions)
          expect((await ask(uuid, { message, conversation: 'new' })).message.citations).not.toEqual([]);
      }
      refused(await anonymous('GET', `chat/${uuid}/questions/`), 'missing_token');
      refused(await own('GET', `chat/${'0'.repeat(32)}/questions/`), 'not_found');
      refused(await own('GET', `chat/${uuid}/questions/?language=a/b`), 'bad_field');
    });

    test('answers from the corrected page', async () => {
      const { uuid } = await create();
      const question = { message: 'What did the dog do over the lazy walrus?', conversation: 'new' };
      const quoted = async () => {
        const { citations } = (await ask(uuid, question)).message;
        return citations.map(({ snippet }) => snippet).join(' ');
      };
      expect(await quoted()).not.toContain('walrus');
      const edits = placesOf(await client.job(uuid), 'fox.').map((place) => ({ ...place, text: 'walrus.' }));
      expect(edits.length).toBeGreaterThan(0);
      ok(await own('PATCH', `ocr/${uuid}/pages/0/`, jsonBody({ edits })));
      expect(await quoted()).toContain('walrus');
    });

    test("needs the account; a job made without a token becomes the account's when it is asked", async () => {
      const { uuid } = await create(undefined, {}, {});
      refused(await anonymous('POST', `chat/${uuid}/`, jsonBody({ message: 'Which dog?' })), 'missing_token');
      refused(await anonymous('GET', `chat/${uuid}/history/`), 'missing_token');
      expect((await anonymous('GET', `ocr/${uuid}/`)).status).toBe(200);
      await ask(uuid, { message: 'Which dog?' });
      expect((await own('GET', `ocr/${uuid}/`)).status).toBe(200);
      refused(await anonymous('GET', `ocr/${uuid}/`), 'not_found');
    });

    test('refuses what is no question', async () => {
      const { uuid } = await create();
      const send = (body: string) =>
        own('POST', `chat/${uuid}/`, { body: encode(body), headers: { 'Content-Type': 'application/json' } });
      refused(await send('{'), 'bad_json');
      refused(await send('[]'), 'bad_json');
      for (const body of [{}, { message: '' }, { message: ' \n' }])
        refused(await send(JSON.stringify(body)), 'empty_message');
      refused(await send(JSON.stringify({ message: 7 })), 'bad_field');
      refused(await send(JSON.stringify({ message: 'Which dog?', conversation: 'unknown' })), 'bad_field');
      refused(await own('POST', `chat/${'0'.repeat(32)}/`, jsonBody({ message: 'Which dog?' })), 'not_found');
      expect((await history(uuid)).messages).toEqual([]);
    });
  });
}

/** Where a word stands on the first page. */
const placesOf = ({ pages }: Job, wanted: string): { block: number; line: number; word: number }[] =>
  (pages[0]?.blocks ?? []).flatMap(({ lines }, block) =>
    lines.flatMap(({ words }, line) =>
      words.flatMap(({ text }, word) => (text === wanted ? [{ block, line, word }] : [])),
    ),
  );

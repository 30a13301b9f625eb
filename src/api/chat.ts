/** Questions about a finished job. */
import { ChatRequest } from '../contract/endpoints.ts';
import { ApiError } from '../contract/errors.ts';
import { announce } from '../store/changes.ts';
import { ask, readAnswer, readConversation, stopAnswers } from '../store/chat.ts';
import { askForQuestions } from '../store/indexes.ts';
import { requireDone } from './download.ts';
import type { Answers } from './handle.ts';
import { json } from './http.ts';
import { changeOwn, findJob } from './jobs.ts';
import { modelFor } from './models.ts';
import { storageFull } from './storage.ts';
import { checkBody } from './validate.ts';
import { waitForHost } from './wait.ts';

/** A model on a slow device writes for minutes. */
const LATE = 'The answer is still being written. Read it later: GET chat/<uuid>/history/.';

export const chatAnswers = {
  'POST chat/{uuid}/': async (call) => {
    const { job } = await findJob(call);
    const { message, conversation, engine } = await checkBody(ChatRequest, call.request);
    if (message.trim() === '') {
      throw new ApiError('empty_message', 'The message is empty. Send {"message": "your question"}.');
    }
    requireDone(job.summary);
    const model = await modelFor(engine, call);
    // The account works with it: a job that was made without a token is its own from now on.
    if (job.owner !== call.caller.owner) await changeOwn(call, () => {});
    const asked = await ask(job.uuid, message.trim(), conversation, model).catch(storageFull);
    if (!asked) {
      throw new ApiError('bad_field', 'This job has no such conversation. Leave it out, or send "new".', {
        field: 'conversation',
      });
    }
    announce({ type: 'task', uuid: job.uuid });
    const answer = await waitForHost(job.uuid, call.context, () => readAnswer(asked.question), { late: LATE });
    return json({ conversation: asked.conversation, message: answer });
  },

  // Nothing is in work: then there is nothing to stop.
  'POST chat/{uuid}/stop/': async (call) => {
    const { job } = await findJob(call);
    await stopAnswers(job.uuid);
    announce({ type: 'task', uuid: job.uuid });
    return new Response(null, { status: 204 });
  },

  'GET chat/{uuid}/history/': async (call) => {
    const { job } = await findJob(call);
    return json(await readConversation(job.uuid, call.query.conversation));
  },

  'GET chat/{uuid}/questions/': async (call) => {
    const { job } = await findJob(call);
    requireDone(job.summary);
    const { uuid } = job;
    const look = async (): Promise<string[] | undefined> => {
      const asked = await askForQuestions(uuid, call.query.language).catch(storageFull);
      if (asked === 'gone') throw new ApiError('not_found', 'The job was deleted meanwhile.');
      if (asked === 'queued') announce({ type: 'task', uuid });
      return typeof asked === 'string' ? undefined : asked;
    };
    return json({ questions: await waitForHost(uuid, call.context, look, { signal: call.signal }) });
  },
} satisfies Partial<Answers>;

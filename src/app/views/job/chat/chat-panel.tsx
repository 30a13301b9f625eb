import './chat.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChatMessage } from '../../../../contract/chat.ts';
import type { JobSummary } from '../../../../contract/job.ts';
import type { ModelView } from '../../../../contract/responses.ts';
import { onChange } from '../../../changes.ts';
import { Icon } from '../../../components/icons.tsx';
import { Loading } from '../../../components/lazy.tsx';
import { messages as appMessages } from '../../../i18n/index.ts';
import { type Problem, wordingOf } from '../../../problem.ts';
import { saveBlob } from '../../../save.ts';
import { locale } from '../../../settings.ts';
import { useModels } from '../../models/use-models.ts';
import type { Mark } from '../mark-layer.tsx';
import { Answer } from './answer.tsx';
import { BeingWritten } from './being-written.tsx';
import {
  beginAnew,
  conversationOf,
  draftOf,
  isAnswering,
  noteWriting,
  readConversation,
  sendQuestion,
  stopAnswer,
} from './conversation.ts';
import { conversationMarkdown } from './conversation-text.ts';
import { EngineChoice } from './engine-choice.tsx';
import { FirstQuestions } from './first-questions.tsx';
import { QuestionForm } from './question-form.tsx';
import { words } from './words.ts';

interface Props {
  job: JobSummary;
  onShow: (mark: Mark) => void;
}

/** The conversation about a document: questions, answers in its own words, each quotation a way to its place. */
export function ChatPanel({ job, onShow }: Props) {
  const w = words.value;
  return (
    <div class="chat">
      {job.status === 'done' ? <Conversation job={job} onShow={onShow} /> : <p class="not-yet">{w.notYet}</p>}
    </div>
  );
}

function Conversation({ job, onShow }: Props) {
  const { uuid } = job;
  const w = words.value;
  const shown = conversationOf(uuid).value;
  const draft = draftOf(uuid);
  const models = useModels().models ?? [];
  const answering = isAnswering(shown);
  const box = useRef<HTMLTextAreaElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    void readConversation(uuid);
    return onChange((change) => {
      if (change.type === 'answering' && change.uuid === uuid) noteWriting(uuid, change);
      if (change.type === 'chat' && change.uuid === uuid) void readConversation(uuid);
    });
  }, [uuid]);
  // In one column the page stands above, and would leave no room for an answer.
  useEffect(() => {
    if (isOneColumn()) scroll.current?.closest('.result-pane')?.scrollIntoView({ block: 'start', behavior: 'smooth' });
  }, []);
  // What was said last is seen first. The document itself moves only for what is asked now.
  useLayoutEffect(() => {
    if (scroll.current) scroll.current.scrollTop = scroll.current.scrollHeight;
  }, [shown.known]);
  const spoken = useRef(false);
  useEffect(() => {
    if (spoken.current) end.current?.scrollIntoView({ block: 'nearest' });
  }, [shown.messages.length, answering, shown.writing?.text]);

  const send = (question: string, engine?: string) => {
    const text = question.trim();
    if (text === '' || answering) return;
    spoken.current = true;
    void sendQuestion(uuid, text, engine);
    focusBox(box.current);
  };
  const begin = () => {
    beginAnew(uuid);
    focusBox(box.current);
  };
  const retry = () => (shown.known ? send(draft.value) : void readConversation(uuid));
  const isEmpty = shown.messages.length === 0;
  return (
    <>
      <div class="chat-scroll" ref={scroll} role="group" aria-label={w.conversation} tabIndex={0}>
        {!shown.known && !shown.problem && <Loading label={appMessages.value.job.loading} />}
        {shown.known && isEmpty && (
          <div class="chat-start">
            <h2>{w.title}</h2>
            <p class="soft">{w.lead}</p>
            <FirstQuestions uuid={uuid} language={locale.value} disabled={answering} onChoose={send} />
          </div>
        )}
        {!isEmpty && <Messages messages={shown.messages} models={models} onShow={onShow} />}
        <div ref={end} class="chat-end">
          {answering && <BeingWritten writing={shown.writing} onStop={() => void stopAnswer(uuid)} />}
          {shown.problem && (
            <Refusal
              problem={shown.problem}
              kept={draft.value !== ''}
              onRetry={retry}
              onExtractive={() => send(draft.value, 'extractive')}
            />
          )}
        </div>
      </div>
      <div class="chat-composer">
        <QuestionForm draft={draft} box={box} disabled={answering || !shown.known} onSend={send} />
        <div class="chat-foot">
          {isEmpty ? (
            <p>{w.grounds}</p>
          ) : (
            <>
              <button type="button" class="button" onClick={() => save(job.filename, shown.messages)}>
                <Icon name="download" />
                {w.save}
              </button>
              <button type="button" class="button" disabled={answering} onClick={begin}>
                <Icon name="plus" />
                {w.anew}
              </button>
            </>
          )}
          <EngineChoice models={models} />
        </div>
      </div>
    </>
  );
}

function Messages({
  messages,
  models,
  onShow,
}: {
  messages: readonly ChatMessage[];
  models: readonly ModelView[];
  onShow: Props['onShow'];
}) {
  const w = words.value;
  /** The quotation that is marked on the page, by its place in the conversation. */
  const [marked, setMarked] = useState('');
  return (
    <ol class="chat-log">
      {messages.map((message, i) =>
        message.role === 'user' ? (
          <li key={i} class="chat-question">
            <span class="hidden-text">{w.you}</span>
            <p dir="auto">{message.content}</p>
          </li>
        ) : (
          <li key={i} class="chat-answer">
            <span class="hidden-text">{w.answer}</span>
            <Answer message={message} models={models} id={`${i}`} marked={marked} onMark={setMarked} onShow={onShow} />
          </li>
        ),
      )}
    </ol>
  );
}

function Refusal({
  problem,
  kept,
  onRetry,
  onExtractive,
}: {
  problem: Problem;
  kept: boolean;
  onRetry: () => void;
  onExtractive: () => void;
}) {
  const w = words.value;
  // Of a local model: the API says best what it lacks, and the document's own words are there all the same.
  const isOfModel = problem.code === 'engine_unavailable';
  return (
    <div class="chat-refusal" role="alert">
      <Icon name="alert" />
      <p>
        {isOfModel ? problem.message : wordingOf(problem, appMessages.value)} {kept && w.kept}
      </p>
      <button type="button" class="button outlined" onClick={onRetry}>
        <Icon name="retry" />
        {w.again}
      </button>
      {isOfModel && kept && (
        <button type="button" class="button outlined" onClick={onExtractive}>
          {w.useExtractive}
        </button>
      )}
    </div>
  );
}

/** As styles/job.css lays the view out. */
const isOneColumn = (): boolean => !matchMedia('(min-width: 56rem)').matches;

/** On a touch screen the keyboard would open over the answer. */
function focusBox(box: HTMLTextAreaElement | null): void {
  if (!matchMedia('(pointer: coarse)').matches) box?.focus();
}

function save(filename: string, said: readonly ChatMessage[]): void {
  const w = words.value;
  const stem = filename.replace(/(?<=.)\.[^.]*$/, '');
  const markdown = conversationMarkdown(filename, said, w);
  void saveBlob(new Blob([markdown], { type: 'text/markdown' }), `${stem} - ${w.fileName}.md`);
}

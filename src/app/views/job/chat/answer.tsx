import { useRef } from 'preact/hooks';
import type { ChatMessage, Citation } from '../../../../contract/chat.ts';
import type { ModelView } from '../../../../contract/responses.ts';
import { announce } from '../../../announce.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { nameOf } from '../../models/words.ts';
import type { Mark } from '../mark-layer.tsx';
import { answerText, joined } from './conversation-text.ts';
import { words } from './words.ts';

interface Places {
  /** Of the quotation that is marked on the page. */
  marked: string;
  onMark: (id: string) => void;
  onShow: (mark: Mark) => void;
}

/** An answer, what it quotes, and which engine gave it. `id` tells it from the conversation's others. */
export function Answer({
  message,
  models,
  id,
  ...places
}: Places & { message: ChatMessage; models: readonly ModelView[]; id: string }) {
  const w = words.value;
  const { content, citations, suggestions = [], engine, note } = message;
  const found = citations.length > 0;
  return (
    <>
      <p class="chat-text" data-found={found} dir="auto">
        {content}
      </p>
      {found && <Quotes label={w.quoted} id={`${id} c`} citations={citations} {...places} />}
      {suggestions.length > 0 && (
        <>
          <p class="chat-nearest" aria-hidden="true">
            {w.nearest}
          </p>
          <Quotes label={w.nearest} id={`${id} s`} citations={suggestions} {...places} />
        </>
      )}
      {note && (
        <p class="chat-note" dir="auto">
          {note}
        </p>
      )}
      {found && (
        <div class="chat-about">
          {engine && <bdi>{engineName(engine, models)}</bdi>}
          <CopyButton label={w.copy} text={() => answerText(message, w)} kind="chat-copy" />
        </div>
      )}
    </>
  );
}

/** A model that is listed no more is named by its id. */
function engineName(engine: string, models: readonly ModelView[]): string {
  if (engine === 'extractive') return words.value.extractive;
  const model = models.find(({ id }) => id === engine);
  return model ? nameOf(model) : engine;
}

function Quotes({
  label,
  citations,
  id,
  marked,
  onMark,
  onShow,
}: Places & { label: string; citations: readonly Citation[]; id: string }) {
  return (
    <ul class="chat-quotes" aria-label={label}>
      {citations.map((citation, i) => (
        <li key={i}>
          <Quote
            citation={citation}
            isMarked={marked === `${id} ${i}`}
            onMark={() => onMark(`${id} ${i}`)}
            onShow={onShow}
          />
        </li>
      ))}
    </ul>
  );
}

function Quote({
  citation: { page, snippet, bboxes },
  isMarked,
  onMark,
  onShow,
}: {
  citation: Citation;
  isMarked: boolean;
  onMark: () => void;
  onShow: Places['onShow'];
}) {
  const w = words.value;
  const chip = useRef<HTMLButtonElement>(null);
  const show = () => {
    onMark();
    announce(w.marked(page));
    const goBack = () => {
      // Another tab may have been chosen meanwhile.
      if (!chip.current) document.getElementById('tab-ask')?.click();
      chip.current?.focus({ preventScroll: true });
      chip.current?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    };
    onShow({ index: page - 1, boxes: bboxes, back: { label: w.back, go: goBack } });
  };
  return (
    <button
      type="button"
      class="chat-quote"
      ref={chip}
      title={w.showOn(page)}
      aria-current={isMarked ? 'true' : undefined}
      onClick={show}
    >
      <span>
        <b class="chat-page">{w.page(page)}:</b> <q dir="auto">{joined(snippet)}</q>
      </span>
    </button>
  );
}

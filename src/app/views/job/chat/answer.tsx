import { useRef } from 'preact/hooks';
import type { Citation } from '../../../../contract/chat.ts';
import { announce } from '../../../announce.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import type { Mark } from '../mark-layer.tsx';
import type { Message } from './conversation.ts';
import { answerText, joined } from './conversation-text.ts';
import { words } from './words.ts';

interface Places {
  /** Of the quotation that is marked on the page. */
  marked: string;
  onMark: (id: string) => void;
  onShow: (mark: Mark) => void;
}

/** An answer, what it quotes, and which engine gave it. `id` tells it from the conversation's others. */
export function Answer({ message, id, ...places }: Places & { message: Message; id: string }) {
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
          {engine && <bdi>{engine === 'extractive' ? w.extractive : engine}</bdi>}
          <CopyButton label={w.copy} text={() => answerText(message, w)} kind="chat-copy" />
        </div>
      )}
    </>
  );
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

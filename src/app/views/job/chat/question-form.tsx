import type { Signal } from '@preact/signals';
import { words } from './words.ts';

/** As many characters as the API takes. */
const LONGEST = 4_000;
/** Rows of the box at most: behind them it scrolls. */
const MOST_ROWS = 6;

/** Where a question is typed. Enter sends it, Shift and Enter begin a line; while one is answered, the next is written. */
export function QuestionForm({
  draft,
  box,
  disabled,
  onSend,
}: {
  draft: Signal<string>;
  box: { current: HTMLTextAreaElement | null };
  disabled: boolean;
  onSend: (question: string) => void;
}) {
  const w = words.value;
  const onKeyDown = (event: KeyboardEvent) => {
    // An input method ends a word with Enter.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!disabled) onSend(draft.value);
  };
  return (
    <form
      class="chat-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!disabled) onSend(draft.value);
      }}
    >
      <textarea
        ref={box}
        class="field"
        dir="auto"
        rows={Math.min(draft.value.split('\n').length, MOST_ROWS)}
        aria-label={w.question}
        aria-describedby="chat-keys"
        placeholder={w.placeholder}
        maxLength={LONGEST}
        enterkeyhint="send"
        value={draft.value}
        onInput={({ currentTarget }) => {
          draft.value = currentTarget.value;
        }}
        onKeyDown={onKeyDown}
      />
      <span id="chat-keys" class="hidden-text">
        {w.keys}
      </span>
      <button type="submit" class="button primary" disabled={disabled || draft.value.trim() === ''}>
        {w.send}
      </button>
    </form>
  );
}

import type { Writing } from './conversation.ts';
import { words } from './words.ts';

/** An answer that is waited for: what a local model has of it so far, or that it is looked for. */
export function BeingWritten({ writing, onStop }: { writing: Writing | null; onStop: () => void }) {
  const w = words.value;
  const text = writing?.text ?? '';
  const stage = !writing ? w.looking : writing.phase === 'load' ? w.loadingModel : w.writing;
  return (
    <div class="chat-writing">
      {/* The whole answer is read out when it is there: its beginnings would be read again and again. */}
      {text && (
        <p class="chat-text" dir="auto" aria-hidden="true">
          {text}
        </p>
      )}
      <div class="chat-looking">
        <p role="status">{stage}</p>
        {writing?.ratio === undefined ? (
          <progress aria-hidden="true" />
        ) : (
          <progress aria-label={stage} value={writing.ratio} />
        )}
      </div>
      {writing && (
        <button type="button" class="button outlined" onClick={onStop}>
          {w.stop}
        </button>
      )}
    </div>
  );
}

import { useLayoutEffect, useRef } from 'preact/hooks';

/** A question before something that cannot be undone. The focus starts on the answer that changes nothing. */
export function Ask({
  question,
  name = question,
  yes,
  no,
  onYes,
  onNo,
}: {
  question: string;
  /** The accessible name, where the question holds marks that are only for the eye. */
  name?: string;
  yes: string;
  no: string;
  onYes: () => void;
  onNo: () => void;
}) {
  const keep = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => keep.current?.focus(), []);
  return (
    <div class="ask" role="group" aria-label={name} onKeyDown={(event) => event.key === 'Escape' && onNo()}>
      <p>{question}</p>
      <button type="button" class="button" ref={keep} onClick={onNo}>
        {no}
      </button>
      <button type="button" class="button outlined danger" onClick={onYes}>
        {yes}
      </button>
    </div>
  );
}

/** Parts of a row for what can be fetched onto this device. */
import type { ComponentChildren } from 'preact';
import type { Fetching } from '../use-fetchables.ts';

/** An act whose `label` is short and whose accessible `name` says on what. */
export function Act({
  label,
  name,
  onClick,
  children,
}: {
  label: string;
  name: string;
  onClick: () => void;
  children?: ComponentChildren;
}) {
  return (
    <button type="button" class="button" aria-label={name} onClick={onClick}>
      {children}
      {label}
    </button>
  );
}

/** How much has come of what `name` says. */
export function FetchProgress({
  kind,
  fetching,
  name,
  wordsOf,
}: {
  kind: string;
  fetching: Fetching | undefined;
  name: string;
  wordsOf: { fetching: (done: number, total: number) => string; waiting: string };
}) {
  return (
    <div class={kind}>
      {fetching ? (
        <progress aria-label={name} value={fetching.done} max={fetching.total} />
      ) : (
        <progress aria-label={name} />
      )}
      <span class="soft small">{fetching ? wordsOf.fetching(fetching.done, fetching.total) : wordsOf.waiting}</span>
    </div>
  );
}

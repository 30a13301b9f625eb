import { messages } from '../../i18n/index.ts';

export const TABS = ['text', 'markdown', 'json'] as const;
export type Tab = (typeof TABS)[number];

/** Arrow keys choose the neighbouring tab, as in every tab list. */
export function Tabs({ chosen, onChoose }: { chosen: Tab; onChoose: (tab: Tab) => void }) {
  const m = messages.value.job;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const forward = (event.key === 'ArrowRight') !== (document.documentElement.dir === 'rtl');
    const next = TABS[(TABS.indexOf(chosen) + (forward ? 1 : TABS.length - 1)) % TABS.length] ?? chosen;
    onChoose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="segments" role="tablist" aria-label={m.tabs} onKeyDown={onKeyDown}>
      {TABS.map((tab) => (
        <button
          type="button"
          role="tab"
          id={`tab-${tab}`}
          key={tab}
          class={`segment ${tab === chosen ? 'chosen' : ''}`}
          aria-selected={tab === chosen}
          aria-controls="result-panel"
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => onChoose(tab)}
        >
          {m[tab]}
        </button>
      ))}
    </div>
  );
}

/** Tabs of one panel. Arrow keys move between them, as the page is read. */
export function Tabs<Id extends string>({
  label,
  prefix,
  panel,
  tabs,
  chosen,
  onChoose,
}: {
  label: string;
  /** A tab's element id is this and the tab's own. */
  prefix: string;
  /** The element id of what the tabs show. */
  panel: string;
  tabs: readonly { id: Id; name: string }[];
  chosen: Id;
  onChoose: (id: Id) => void;
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const forward = (event.key === 'ArrowRight') !== (document.documentElement.dir === 'rtl');
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const next = tabs[(at + (forward ? 1 : tabs.length - 1)) % tabs.length];
    if (!next) return;
    onChoose(next.id);
    document.getElementById(prefix + next.id)?.focus();
  };
  return (
    <div class="segments" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, name }) => (
        <button
          type="button"
          role="tab"
          id={prefix + id}
          key={id}
          class={`segment ${id === chosen ? 'chosen' : ''}`}
          aria-selected={id === chosen}
          aria-controls={panel}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

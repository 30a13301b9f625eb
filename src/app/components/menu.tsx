import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icons.tsx';

/**
 * A button that opens a panel. Escape, a click elsewhere and the focus leaving close it; the panel's content gets
 * `close` for acts that end it.
 */
export function Menu({
  label,
  name,
  icon,
  kind = '',
  fromStart = false,
  children,
}: {
  label: ComponentChildren;
  /** The accessible name, where the label alone does not say enough. */
  name?: string;
  icon?: IconName;
  kind?: string;
  fromStart?: boolean;
  children: (close: () => void) => ComponentChildren;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    const away = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        moveFocus(root.current, event.key === 'ArrowDown' ? 1 : -1);
      }
    };
    const until = new AbortController();
    document.addEventListener('pointerdown', away, { signal: until.signal });
    document.addEventListener('focusin', away, { signal: until.signal });
    document.addEventListener('keydown', press, { signal: until.signal });
    return () => until.abort();
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };

  return (
    <div class={`menu ${fromStart ? 'from-start' : ''}`} ref={root}>
      <button
        type="button"
        class={`button ${kind}`}
        ref={button}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={name}
        onClick={() => setOpen(!open)}
      >
        {icon && <Icon name={icon} />}
        <span>{label}</span>
        <Icon name="down" />
      </button>
      {open && (
        <div class="menu-panel" id={id}>
          {children(close)}
        </div>
      )}
    </div>
  );
}

function moveFocus(root: HTMLElement | null, by: 1 | -1): void {
  const all = [...(root?.querySelectorAll<HTMLElement>('.menu-panel :is(button, input, a, summary)') ?? [])];
  // Those of a part that is folded up cannot take the focus.
  const items = all.filter((item) => item.checkVisibility?.() ?? true);
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[at < 0 ? (by > 0 ? 0 : items.length - 1) : (at + by + items.length) % items.length]?.focus();
}

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** Something that is on or off, with a line that says what on means. */
export function Switch({
  label,
  checked,
  disabled = false,
  onChange,
  children,
}: {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  children: ComponentChildren;
}) {
  const id = useId();
  return (
    <div class="switch">
      <label>
        {label}
        <input
          type="checkbox"
          role="switch"
          aria-checked={checked}
          checked={checked}
          disabled={disabled}
          aria-describedby={id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      </label>
      <p class="soft small" id={id}>
        {children}
      </p>
    </div>
  );
}

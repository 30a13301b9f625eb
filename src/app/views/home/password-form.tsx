import { useState } from 'preact/hooks';
import { messages } from '../../i18n/index.ts';

/** Asks for the password of the file `name`. */
export function PasswordForm({ name, onPassword }: { name: string; onPassword: (password: string) => void }) {
  const m = messages.value.jobs;
  const [password, setPassword] = useState('');
  return (
    <form
      class="password"
      onSubmit={(event) => {
        event.preventDefault();
        onPassword(password);
      }}
    >
      <input
        type="password"
        class="field"
        autocomplete="off"
        placeholder={m.password}
        aria-label={`${m.password}: ${name}`}
        value={password}
        onInput={(event) => setPassword(event.currentTarget.value)}
      />
      <button type="submit" class="button outlined">
        {m.unlock}
      </button>
    </form>
  );
}

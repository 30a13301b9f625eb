import { useEffect, useState } from 'preact/hooks';
import { announce } from '../announce.ts';
import { messages } from '../i18n/index.ts';
import { Icon } from './icons.tsx';

type State = 'idle' | 'copied' | 'failed';

/** Copies what `text` gives, which may take a moment, and says whether it worked. */
export function CopyButton({
  text,
  label,
  kind = 'outlined',
}: {
  text: () => string | Promise<string>;
  label: string;
  kind?: string;
}) {
  const [state, setState] = useState<State>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);

  const m = messages.value.job;
  const copy = async () => {
    const worked = await writeClipboard(text()).then(
      () => true,
      () => false,
    );
    setState(worked ? 'copied' : 'failed');
    announce(worked ? m.copied : m.copyFailed);
  };
  const shown = { idle: label, copied: m.copied, failed: m.copyFailed }[state];
  return (
    <button type="button" class={`button ${kind}`} onClick={copy}>
      <Icon name={state === 'copied' ? 'check' : 'copy'} />
      <span>{shown}</span>
    </button>
  );
}

/** Safari allows a write only within the click, so a text that is still being made is handed over as a promise. */
async function writeClipboard(text: string | Promise<string>): Promise<void> {
  if (typeof text === 'string') return navigator.clipboard.writeText(text);
  const blob = text.then((made) => new Blob([made], { type: 'text/plain' }));
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })]);
}

import { useEffect, useState } from 'preact/hooks';
import { messages } from '../i18n/index.ts';
import { type OfflineState, offlineState } from '../offline.ts';
import { Icon, type IconName } from './icons.tsx';

export const OFFLINE_ICONS = { fetching: 'download', ready: 'ready', failed: 'alert', unsupported: 'alert' } as const;

/** Whether the app is ready for offline use, and whether it is offline now. */
export function OfflineBadge() {
  const m = messages.value;
  const online = useOnline();
  if (!online) return <Badge icon="offline" text={m.app.offline} />;
  const { state } = offlineState.value;
  if (state === 'unknown') return null;
  const text = offlineTitle(offlineState.value);
  return <Badge icon={OFFLINE_ICONS[state]} text={text} kind={state} />;
}

export function offlineTitle({ state, done, total }: OfflineState): string {
  const m = messages.value.offlineCore;
  if (state === 'ready') return m.ready;
  if (state === 'failed') return m.failed;
  if (state === 'unsupported') return m.unsupported;
  return m.fetching(total ? done / total : 0);
}

export function offlineText({ state, done, total }: OfflineState): string {
  const m = messages.value.offlineCore;
  if (state === 'ready') return m.readyText;
  if (state === 'failed') return m.failedText;
  if (state === 'unsupported') return m.unsupportedText;
  return m.fetchingText(done, total);
}

function Badge({ icon, text, kind = '' }: { icon: IconName; text: string; kind?: string }) {
  return (
    <div
      class={`badge ${kind}`}
      id="offline-status"
      data-state={kind || 'offline'}
      title={text}
      role="img"
      aria-label={text}
    >
      <Icon name={icon} />
      <span>{text}</span>
    </div>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    window.addEventListener('online', update);
    window.addEventListener('offline', update);
    return () => {
      window.removeEventListener('online', update);
      window.removeEventListener('offline', update);
    };
  }, []);
  return online;
}

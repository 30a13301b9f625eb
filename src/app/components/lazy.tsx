import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { messages } from '../i18n/index.ts';
import { Icon } from './icons.tsx';

/** A view whose code is loaded when it is first shown. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const [, render] = useState(0);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (loaded) return;
      load().then(
        (view) => {
          loaded = view;
          render(1);
        },
        () => setFailed(true),
      );
    }, []);
    if (loaded) {
      const View = loaded;
      return <View {...props} />;
    }
    return failed ? <LoadFailed /> : <Loading label={messages.value.app.loading} />;
  };
}

export function Loading({ label }: { label: string }) {
  return (
    <div class="loading">
      <progress aria-label={label} />
    </div>
  );
}

function LoadFailed() {
  const m = messages.value;
  return (
    <div class="state" role="alert">
      <Icon name="alert" />
      <p>{m.problems.unreachable({})}</p>
      <button type="button" class="button outlined" onClick={() => location.reload()}>
        {m.app.reload}
      </button>
    </div>
  );
}

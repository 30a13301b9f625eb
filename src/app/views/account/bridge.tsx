import { useEffect, useState } from 'preact/hooks';
import { bridgeCalls, bridgeState, hasBridge } from '../../bridge/bridge.ts';
import { Switch } from '../../components/switch.tsx';
import { formats } from '../../i18n/index.ts';
import { bridgeIsOn, setBridge } from '../../settings.ts';
import { Section } from './parts.tsx';
import { words } from './words.ts';

/** Whether programs outside the browser are answered, and which calls they made. Nothing where nobody could ask. */
export function BridgeSection() {
  const w = words.value;
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    void hasBridge().then(setThere);
  }, []);
  if (!isThere && !bridgeIsOn.value) return null;
  const calls = bridgeCalls.value;
  return (
    <Section title={w.bridgeTitle}>
      <Switch label={w.bridge} checked={bridgeIsOn.value} onChange={setBridge}>
        {w.bridgeText}
      </Switch>
      {bridgeIsOn.value && (
        <p class="small" role="status" id="bridge-state" data-state={bridgeState.value}>
          {w.bridgeStates[bridgeState.value]} <code dir="ltr">{location.origin}/api/v1/</code>
        </p>
      )}
      {calls.length > 0 && (
        <details>
          <summary>{w.bridgeCalls(calls.length)}</summary>
          <ol class="bridge-calls small" reversed>
            {calls.map(({ id, at, method, path, status }) => (
              <li key={id}>
                <span class="soft">{formats.value.dateTime(new Date(at).toISOString())}</span>{' '}
                <code dir="ltr">
                  {method} {path}
                </code>{' '}
                {status ?? '…'}
              </li>
            ))}
          </ol>
        </details>
      )}
    </Section>
  );
}

import { useEffect, useState } from 'preact/hooks';
import { announce } from '../../announce.ts';
import { renewToken, token } from '../../api.ts';
import { onChange } from '../../changes.ts';
import { Ask } from '../../components/ask.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon } from '../../components/icons.tsx';
import { messages } from '../../i18n/index.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { API } from '../../router.ts';
import { Alert, Section } from './parts.tsx';
import { words } from './words.ts';

/** The token for programs: to copy, and to replace. */
export function TokenSection() {
  const m = messages.value;
  const w = words.value;
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState('');
  const [asking, setAsking] = useState(false);
  const [renewed, setRenewed] = useState(false);
  const show = (asked: Promise<string>) =>
    asked.then(
      (shown) => {
        setValue(shown);
        setProblem('');
        return true;
      },
      (error) => {
        setProblem(wordingOf(problemOf(error), m));
        return false;
      },
    );
  useEffect(() => {
    void show(token());
    // Another tab may have replaced it.
    return onChange((change) => {
      if (change.type === 'account') void show(token());
    });
  }, []);
  const renew = async () => {
    setAsking(false);
    const worked = await show(renewToken());
    setRenewed(worked);
    if (worked) announce(w.newTokenDone);
  };
  return (
    <Section title={w.tokenTitle}>
      <p class="soft">{w.tokenText}</p>
      <Alert text={problem} />
      {value && (
        <>
          <div class="token">
            <code id="api-token" dir="ltr">
              {value}
            </code>
            <div class="token-acts">
              <CopyButton label={w.copyToken} text={() => value} kind="primary" />
              <button
                type="button"
                class="button outlined"
                id="new-token"
                aria-expanded={asking}
                onClick={() => setAsking(!asking)}
              >
                <Icon name="retry" />
                {w.newToken}
              </button>
            </div>
          </div>
          {asking && (
            <Ask
              question={w.newTokenAsk}
              yes={w.newTokenYes}
              no={w.newTokenNo}
              onYes={renew}
              onNo={() => setAsking(false)}
            />
          )}
          {renewed && !asking && <p class="soft">{w.newTokenDone}</p>}
        </>
      )}
      <a class="more-link" href={API}>
        {w.apiLink}
      </a>
    </Section>
  );
}

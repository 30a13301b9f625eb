import { useRef, useState } from 'preact/hooks';
import { ACCOUNT_PLANS, CREDITS_PER_PAGE, PLANS, type Plan } from '../../../contract/plans.ts';
import type { AccountView } from '../../../contract/responses.ts';
import { announce } from '../../announce.ts';
import { formats, messages } from '../../i18n/index.ts';
import { wordingOf } from '../../problem.ts';
import { Alert, Section } from './parts.tsx';
import type { Account } from './use-account.ts';
import { words } from './words.ts';

/** Which plan the account is on, what it allows, and where it stands. */
export function PlanSection({ account }: { account: Account }) {
  const w = words.value;
  const { view, problem } = account;
  return (
    <Section title={w.planTitle}>
      <p class="soft">{w.planText(CREDITS_PER_PAGE.cpu, CREDITS_PER_PAGE.vlm)}</p>
      <Alert text={problem ? wordingOf(problem, messages.value) : ''} />
      {view && (
        <>
          <PlanChoice account={account} view={view} />
          <Usage view={view} />
          {view.plan === 'credits' && <TopUp account={account} />}
        </>
      )}
    </Section>
  );
}

function PlanChoice({ account, view }: { account: Account; view: AccountView }) {
  const w = words.value;
  return (
    <fieldset class="plans">
      <legend class="hidden-text">{w.planTitle}</legend>
      {ACCOUNT_PLANS.map((name) => {
        const { allowance, pagesPerFile }: Plan = PLANS[name];
        const chosen = name === view.plan;
        return (
          <label class={`plan ${chosen ? 'chosen' : ''}`} key={name}>
            <input
              type="radio"
              name="plan"
              value={name}
              checked={chosen}
              onChange={() => account.change({ plan: name })}
            />
            <span>
              <strong>{w.planName[name]}</strong>
              <span class="soft small">{w.planMeaning[name](pagesPerFile, allowance ?? 0)}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

function Usage({ view: { used, cap, balance, resets_at } }: { view: AccountView }) {
  const w = words.value;
  const headline = balance !== null ? w.balance(balance) : cap !== null ? w.usedOf(used, cap) : w.usedSoFar(used);
  return (
    <div class="usage" id="usage">
      <p>
        <strong>{headline}</strong>
        {balance !== null && <span class="soft"> · {w.usedSoFar(used)}</span>}
      </p>
      {cap !== null && <progress aria-label={headline} value={Math.min(used, cap)} max={cap} />}
      {resets_at && <p class="soft small">{w.resets(formats.value.date(resets_at))}</p>}
    </div>
  );
}

const MOST = 1_000_000;

function TopUp({ account }: { account: Account }) {
  const w = words.value;
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  const [added, setAdded] = useState(0);
  const topUp = async (event: Event) => {
    event.preventDefault();
    const credits = input.current?.valueAsNumber ?? Number.NaN;
    const fits = Number.isInteger(credits) && credits >= 1 && credits <= MOST;
    setWrong(!fits);
    setAdded(0);
    if (!fits || !(await account.change({ top_up: credits }))) return;
    setAdded(credits);
    announce(w.toppedUpBy(credits));
  };
  return (
    <form class="top-up" onSubmit={topUp} noValidate>
      <label for="top-up">{w.topUpLabel}</label>
      <input
        ref={input}
        class="field"
        id="top-up"
        type="number"
        inputMode="numeric"
        min={1}
        max={MOST}
        defaultValue="100"
        aria-invalid={wrong}
      />
      <button type="submit" class="button outlined">
        {w.topUp}
      </button>
      <Alert text={wrong ? w.topUpWrong : ''} />
      {added > 0 && <p class="soft">{w.toppedUpBy(added)}</p>}
    </form>
  );
}

import { PLANS } from '../../../contract/plans.ts';
import { Switch } from '../../components/switch.tsx';
import { Section } from './parts.tsx';
import type { Account } from './use-account.ts';
import { words } from './words.ts';

/** What holds for every call and every upload. */
export function RulesSection({ account: { view, change } }: { account: Account }) {
  const w = words.value;
  if (!view) return null;
  const { require_token, retention } = view.settings;
  return (
    <Section title={w.rulesTitle}>
      <Switch
        label={w.textOnly}
        checked={retention === 'text'}
        onChange={(on) => change({ settings: { retention: on ? 'text' : 'keep' } })}
      >
        {w.textOnlyText} {typeof retention === 'number' && w.keptForDays(retention)}
      </Switch>
      <Switch
        label={w.requireToken}
        checked={require_token}
        onChange={(on) => change({ settings: { require_token: on } })}
      >
        {w.requireTokenText(PLANS.anonymous.allowance)}
      </Switch>
    </Section>
  );
}

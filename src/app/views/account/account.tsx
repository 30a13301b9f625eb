import { messages } from '../../i18n/index.ts';
import { ACCOUNT, USAGE } from '../../router.ts';
import { BridgeSection } from './bridge.tsx';
import { DeviceSection, InterfaceSection } from './device.tsx';
import { PlanSection } from './plan.tsx';
import { RulesSection } from './rules.tsx';
import { TokenSection } from './token.tsx';
import { UsagePart } from './usage.tsx';
import { useAccount } from './use-account.ts';
import { words } from './words.ts';

export interface Props {
  part: 'settings' | 'usage';
}

/** The plan, the token for programs and the choices for this device; on a page of its own, what was used. */
export function AccountView({ part }: Props) {
  return (
    <div class="account">
      <h1>{messages.value.account.title}</h1>
      <Parts chosen={part} />
      {part === 'settings' ? <SettingsPart /> : <UsagePart />}
    </div>
  );
}

function Parts({ chosen }: { chosen: Props['part'] }) {
  const w = words.value;
  const parts = [
    ['settings', ACCOUNT],
    ['usage', USAGE],
  ] as const;
  return (
    <nav class="segments account-parts" aria-label={messages.value.account.title}>
      {parts.map(([part, address]) => (
        <a
          class={`segment ${part === chosen ? 'chosen' : ''}`}
          key={part}
          href={address}
          aria-current={part === chosen ? 'page' : undefined}
        >
          {w[part]}
        </a>
      ))}
    </nav>
  );
}

function SettingsPart() {
  const account = useAccount();
  return (
    <>
      <PlanSection account={account} />
      <TokenSection />
      <BridgeSection />
      <RulesSection account={account} />
      <InterfaceSection />
      <DeviceSection />
    </>
  );
}

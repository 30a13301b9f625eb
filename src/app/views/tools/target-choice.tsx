import { availableLanguages, languageName } from '../../languages.ts';
import { chooseTranslationTarget, locale, translationTarget } from '../../settings.ts';
import { words } from './words.ts';

/** Into which language the next documents are translated. */
export function TargetChoice() {
  const languages = availableLanguages.value;
  const own = languages.find(({ tag }) => tag === locale.value)?.code ?? 'eng';
  return (
    <label class="target-choice">
      <span class="small soft">{words.value.target}</span>
      <select
        class="field"
        value={translationTarget.value ?? own}
        onChange={(event) => chooseTranslationTarget(event.currentTarget.value)}
      >
        {languages.map(({ code }) => (
          <option key={code} value={code}>
            {languageName(code, locale.value)}
          </option>
        ))}
      </select>
    </label>
  );
}

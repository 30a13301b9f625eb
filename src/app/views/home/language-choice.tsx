import { Icon } from '../../components/icons.tsx';
import { Menu } from '../../components/menu.tsx';
import { formats, messages } from '../../i18n/index.ts';
import { availableLanguages, languageName } from '../../languages.ts';
import { LANGUAGES } from '../../router.ts';
import { chooseDocumentLanguages, documentLanguages, locale } from '../../settings.ts';

/** In which languages the next documents are read: automatic, or one or several of the installed ones. */
export function LanguageChoice() {
  const m = messages.value.documentLanguage;
  const chosen = documentLanguages.value;
  const names = chosen.map((code) => languageName(code, locale.value));
  const shown = names.length ? formats.value.list(names) : m.auto;
  const toggle = (code: string) =>
    chooseDocumentLanguages(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code]);
  return (
    <div class="language-choice">
      <span class="small soft">{m.label}</span>
      <Menu label={shown} name={`${m.label}: ${shown}`} kind="language-button" fromStart>
        {(close) => (
          <fieldset>
            <legend class="hidden-text">{m.label}</legend>
            <label class="menu-item">
              <input
                type="radio"
                name="auto-language"
                checked={chosen.length === 0}
                onChange={() => chooseDocumentLanguages([])}
                onClick={() => chosen.length === 0 && close()}
              />
              {m.auto}
            </label>
            <p class="menu-note">{m.autoHint}</p>
            {availableLanguages.value.map(({ code, nativeName }) => (
              <label class="menu-item" key={code}>
                <input type="checkbox" checked={chosen.includes(code)} onChange={() => toggle(code)} />
                {languageName(code, locale.value)}
                <bdi class="end">{nativeName}</bdi>
              </label>
            ))}
            <a class="menu-item" href={LANGUAGES}>
              <Icon name="plus" />
              {m.more}
            </a>
          </fieldset>
        )}
      </Menu>
    </div>
  );
}

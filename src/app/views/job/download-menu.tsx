import { useEffect, useState } from 'preact/hooks';
import { FORMATS, type Format } from '../../../contract/formats.ts';
import { announce } from '../../announce.ts';
import { api } from '../../api.ts';
import { onChange } from '../../changes.ts';
import { Icon } from '../../components/icons.tsx';
import { Menu } from '../../components/menu.tsx';
import { messages } from '../../i18n/index.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { saveResponse } from '../../save.ts';

const COMMON: readonly Format[] = ['txt', 'md', 'docx', 'pdf', 'csv', 'json'];
const MORE = (Object.keys(FORMATS) as Format[]).filter((format) => !COMMON.includes(format));

/**
 * A finished document as a file; `first`, what its tool was asked for, at one click. Some files are built first, which may
 * take a while: the button then says so.
 */
export function DownloadMenu({ uuid, first }: { uuid: string; first: Format | undefined }) {
  const m = messages.value;
  const [coming, setComing] = useState<Format | null>(null);
  const [built, setBuilt] = useState<{ done: number; total: number } | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => onChange((change) => change.type === 'building' && change.uuid === uuid && setBuilt(change)), [uuid]);
  const download = async (format: Format, close = () => {}) => {
    setComing(format);
    setBuilt(null);
    setProblem('');
    try {
      const response = await api(`ocr/${uuid}/download/?format=${format}`);
      await saveResponse(response, `${uuid}.${FORMATS[format].extension}`);
      close();
    } catch (error) {
      const wording = wordingOf(problemOf(error), m);
      setProblem(wording);
      announce(wording);
    } finally {
      setComing(null);
    }
  };
  const label = coming !== null && FORMATS[coming].built ? m.job.building : m.job.download;
  const menu = (
    <Menu label={label} icon="download" kind="outlined compact">
      {(close) => {
        const item = (format: Format) => (
          <button
            type="button"
            class="menu-item"
            key={format}
            data-format={format}
            disabled={coming !== null}
            onClick={() => download(format, close)}
          >
            {m.job.formats[format]}
            <span class="end" dir={coming === format ? undefined : 'ltr'}>
              {coming === format && FORMATS[format].built ? m.job.building : `.${FORMATS[format].extension}`}
            </span>
            {coming === format && (
              <progress aria-label={m.job.building} {...(built && { value: built.done, max: built.total })} />
            )}
          </button>
        );
        return (
          <>
            {COMMON.map(item)}
            <details class="menu-more">
              <summary class="menu-item">{m.job.moreFormats}</summary>
              {MORE.map(item)}
            </details>
            {problem && (
              <p class="menu-note problem" role="alert">
                {problem}
              </p>
            )}
          </>
        );
      }}
    </Menu>
  );
  if (!first) return menu;
  return (
    <>
      <button
        type="button"
        class="button primary compact"
        data-first={first}
        disabled={coming !== null}
        onClick={() => download(first)}
      >
        <Icon name="download" />
        {coming === first && FORMATS[first].built ? m.job.building : m.job.formats[first]}
      </button>
      {menu}
    </>
  );
}

import { signal } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { FORMATS, type Format } from '../../../../contract/formats.ts';
import type { JobSummary } from '../../../../contract/job.ts';
import { announce } from '../../../announce.ts';
import { Menu } from '../../../components/menu.tsx';
import { messages } from '../../../i18n/index.ts';
import { problemOf, wordingOf } from '../../../problem.ts';
import { downloadBatch } from './acts.ts';
import { words } from './words.ts';

const OFFERED: readonly Format[] = ['txt', 'md', 'docx', 'pdf', 'csv', 'json'];
const chosen = signal<readonly Format[]>(['txt', 'md']);

/** All finished documents of a batch as one ZIP, in the formats that are ticked. */
export function DownloadAll({ name, jobs }: { name: string; jobs: JobSummary[] }) {
  const m = messages.value;
  const w = words.value;
  const [busy, setBusy] = useState(false);
  const [building, setBuilding] = useState<number | null>(null);
  const [problem, setProblem] = useState('');
  const until = useRef<AbortController>(null);
  const ready = jobs.filter(({ status }) => status === 'done');
  const save = async (close: () => void) => {
    until.current = new AbortController();
    const { signal } = until.current;
    setBusy(true);
    setProblem('');
    try {
      await downloadBatch(name, ready, chosen.value, setBuilding, signal);
      close();
    } catch (error) {
      if (signal.aborted) return;
      const wording = wordingOf(problemOf(error), m);
      setProblem(wording);
      announce(wording);
    } finally {
      setBusy(false);
      setBuilding(null);
    }
  };
  const progress = building === null ? w.zipping : w.building(building, ready.length);
  return (
    <div class="row-act batch-download">
      <Menu label={w.download} name={`${w.download}: ${name}`} icon="download" kind="outlined compact">
        {(close) => (
          <>
            <fieldset disabled={busy}>
              <legend class="hidden-text">{w.downloadNamed(name)}</legend>
              {OFFERED.map((format) => (
                <label class="menu-item" key={format}>
                  <input
                    type="checkbox"
                    name={format}
                    checked={chosen.value.includes(format)}
                    onChange={() => toggle(format)}
                  />
                  {m.job.formats[format]}
                  <span class="end">
                    <bdi dir="ltr">.{FORMATS[format].extension}</bdi>
                  </span>
                </label>
              ))}
            </fieldset>
            {ready.length < jobs.length && <p class="menu-note">{w.downloadReady(ready.length, jobs.length)}</p>}
            {busy && (
              <>
                <p class="menu-note" role="status">
                  {progress}
                </p>
                {building === null ? (
                  <progress aria-label={progress} />
                ) : (
                  <progress aria-label={progress} value={building - 1} max={ready.length} />
                )}
              </>
            )}
            {problem && (
              <p class="menu-note problem" role="alert">
                {problem}
              </p>
            )}
            {busy ? (
              <button type="button" class="button outlined" onClick={() => until.current?.abort()}>
                {m.jobs.cancel}
              </button>
            ) : (
              <button
                type="button"
                class="button primary"
                disabled={chosen.value.length === 0}
                onClick={() => save(close)}
              >
                {w.save}
              </button>
            )}
          </>
        )}
      </Menu>
    </div>
  );
}

function toggle(format: Format): void {
  const rest = chosen.value.filter((one) => one !== format);
  chosen.value = rest.length < chosen.value.length ? rest : [...rest, format];
}

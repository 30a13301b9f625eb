import { useEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../../announce.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Icon } from '../../components/icons.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { messages } from '../../i18n/index.ts';
import { problemOf, wordingOf } from '../../problem.ts';
import { type ExampleName, LANGUAGES, programOf } from './program.ts';
import { type Run, runExample } from './run.ts';
import { RunResult } from './run-result.tsx';
import { documentUuid, language, place } from './state.ts';
import { Text } from './text.tsx';
import { words } from './words.ts';

/** One call of the API in four languages; the JavaScript one runs where it stands. */
export function Call({ name }: { name: ExampleName }) {
  const w = words.value;
  const chosen = language.value;
  const program = programOf(name, chosen, place.value);
  const panel = `example-${name}`;
  return (
    <div class="call" data-example={name}>
      <div class="call-bar">
        <Tabs
          label={`${w.program}: ${name}`}
          prefix={`${panel}-`}
          panel={panel}
          tabs={LANGUAGES.map((id) => ({ id, name: w.languageNames[id] }))}
          chosen={chosen}
          onChoose={(id) => {
            language.value = id;
          }}
        />
        <CopyButton label={w.copyProgram} text={() => program} kind="compact" />
      </div>
      <div role="tabpanel" id={panel} aria-labelledby={`${panel}-${chosen}`}>
        <pre class="program" dir="ltr" tabIndex={0}>
          {program}
        </pre>
      </div>
      {chosen === 'javascript' ? (
        <Runner name={name} />
      ) : (
        <p class="call-note soft small">
          <Text>{w.outside}</Text>
        </p>
      )}
    </div>
  );
}

function Runner({ name }: { name: ExampleName }) {
  const w = words.value;
  const [run, setRun] = useState<Run | null>(null);
  const [running, setRunning] = useState(false);
  const [problem, setProblem] = useState('');
  const current = useRef<AbortController | null>(null);
  const stop = () => current.current?.abort();
  useEffect(() => stop, []);

  const start = async () => {
    const until = new AbortController();
    const { signal } = until;
    current.current = until;
    setRunning(true);
    setRun(null);
    setProblem('');
    try {
      documentUuid.value = await runExample(name, place.value, signal, setRun);
      announce(w.finished);
    } catch (error) {
      setProblem(signal.aborted ? w.stopped : `${w.failed} ${wordingOf(problemOf(error), messages.value)}`);
    } finally {
      setRunning(false);
    }
  };
  return (
    <>
      <div class="call-acts">
        {running ? (
          <button type="button" class="button outlined" onClick={stop}>
            <Icon name="close" />
            {w.stop}
          </button>
        ) : (
          <button type="button" class="button outlined run" onClick={start}>
            <Icon name="play" />
            {w.run}
          </button>
        )}
        <span class="soft small">{w.runNote}</span>
        {running && <progress aria-label={w.running} />}
      </div>
      {problem && (
        <p class="call-note problem" role="alert">
          {problem}
        </p>
      )}
      {run && <RunResult run={run} finished={!running} />}
    </>
  );
}

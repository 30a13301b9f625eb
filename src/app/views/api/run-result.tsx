import { LongText } from '../../components/long-text.tsx';
import { formats } from '../../i18n/index.ts';
import { linePieces } from '../job/pieces.ts';
import type { Answer, Exchange } from './exchange.ts';
import { TOKEN_PLACEHOLDER } from './program.ts';
import type { Run } from './run.ts';
import { shownToken } from './state.ts';
import { words } from './words.ts';

/** What a program sent, what was answered, and what it printed. */
export function RunResult({ run, finished }: { run: Run; finished: boolean }) {
  const w = words.value;
  const printed = run.printed.join('\n');
  return (
    <div class="run-result" data-finished={finished ? '' : undefined}>
      <h3>{w.answer}</h3>
      {run.exchanges.map((exchange, i) => (
        <ExchangeView key={i} exchange={exchange} open={i === run.exchanges.length - 1} />
      ))}
      {finished && (
        <>
          <h3>{w.printed}</h3>
          {printed ? (
            <pre class="printed" dir="auto" tabIndex={0}>
              {printed}
            </pre>
          ) : (
            <p class="soft">{w.printedNothing}</p>
          )}
        </>
      )}
    </div>
  );
}

function ExchangeView({ exchange, open }: { exchange: Exchange; open: boolean }) {
  const w = words.value;
  const { method, path, sent, answer } = exchange;
  return (
    <details class="exchange" open={open}>
      <summary>
        <bdi dir="ltr">
          <strong>{method}</strong> {path}
        </bdi>
        <span class="end">
          {answer ? (
            <>
              <span class={answer.status < 400 ? 'status' : 'status problem'}>{answer.status}</span>{' '}
              {formats.value.took(answer.took)}
            </>
          ) : (
            w.notAnswered
          )}
        </span>
      </summary>
      <pre class="sent" dir="ltr" tabIndex={0}>
        {sent.map(withoutToken).join('\n')}
      </pre>
      {answer && <AnswerView answer={answer} />}
    </details>
  );
}

function AnswerView({ answer }: { answer: Answer }) {
  const { headers, text } = answer;
  return (
    <div class="answer" dir="ltr" tabIndex={0} role="region" aria-label={words.value.answer}>
      <pre>{headers.join('\n')}</pre>
      {text === null ? (
        <p class="soft">{words.value.binary}</p>
      ) : (
        <LongText name={`${text.length}`} pieces={() => linePieces(text)} />
      )}
    </div>
  );
}

/** The real token is shown only where the reader asked for it. */
const withoutToken = (line: string): string =>
  shownToken.value ? line : line.replace(/^(Authorization: Bearer ).*/, `$1${TOKEN_PLACEHOLDER}`);

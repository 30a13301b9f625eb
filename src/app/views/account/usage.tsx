import { useState } from 'preact/hooks';
import type { LedgerRow } from '../../../contract/responses.ts';
import { api, apiJson } from '../../api.ts';
import { Icon } from '../../components/icons.tsx';
import { formats, messages } from '../../i18n/index.ts';
import { type Problem, problemOf, wordingOf } from '../../problem.ts';
import { jobHash } from '../../router.ts';
import { saveResponse } from '../../save.ts';
import { Chart } from './chart.tsx';
import { Alert, Section } from './parts.tsx';
import { shownRows, usageByDay } from './usage-days.ts';
import { useAccountChanges } from './use-account.ts';
import { words } from './words.ts';

const DAYS = 30;
/** Rows shown at once, and by each further step: a ledger of thousands must not hold up the page. */
const STEP = 50;

/** What was read when: by day, and row by row. */
export function UsagePart() {
  const [rows, setRows] = useState<LedgerRow[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useAccountChanges(() =>
    apiJson<{ rows: LedgerRow[] }>('account/ledger/').then(
      (answer) => setRows(answer.rows),
      (error) => setProblem(problemOf(error)),
    ),
  );
  if (!rows) return <Alert text={problem ? wordingOf(problem, messages.value) : ''} />;
  return (
    <>
      <Section title={words.value.chartTitle(DAYS)}>
        <Chart days={usageByDay(rows, Date.now(), DAYS)} />
      </Section>
      <Ledger rows={shownRows(rows)} />
    </>
  );
}

function Ledger({ rows }: { rows: LedgerRow[] }) {
  const w = words.value;
  const [count, setCount] = useState(STEP);
  return (
    <Section title={w.ledgerTitle}>
      <p class="soft">{w.ledgerText}</p>
      <Export />
      {rows.length === 0 ? (
        <p class="soft">{w.ledgerEmpty}</p>
      ) : (
        <div class="table-scroll" role="region" aria-label={w.ledgerTitle} tabIndex={0}>
          <table class="table" id="ledger">
            <thead>
              <tr>
                <th scope="col">{w.date}</th>
                <th scope="col">{w.document}</th>
                <th scope="col">{w.tier}</th>
                <th scope="col" class="end">
                  {w.credits}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, count).map((row) => (
                <Row key={`${row.date}/${row.uuid}/${row.page}`} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > count && (
        <div class="ledger-more">
          <button type="button" class="button outlined" onClick={() => setCount(count + STEP)}>
            {messages.value.jobs.more}
          </button>
          <span class="soft small">{w.shown(count, rows.length)}</span>
        </div>
      )}
    </Section>
  );
}

function Row({ row }: { row: LedgerRow }) {
  const w = words.value;
  const f = formats.value;
  return (
    <tr>
      <td class="when">{f.dateTime(row.date)}</td>
      <td class="what">
        {row.uuid === null ? (
          w.toppedUp
        ) : (
          <>
            <a href={jobHash(row.uuid)}>
              <bdi>{row.filename}</bdi>
            </a>
            {row.page !== null && <span class="soft small"> {w.page(row.page)}</span>}
          </>
        )}
      </td>
      <td>{row.tier && <code>{row.tier}</code>}</td>
      <td class="end">
        {row.kind === 'top-up' ? '+' : ''}
        {f.number(row.credits)}
      </td>
    </tr>
  );
}

function Export() {
  const m = messages.value;
  const [problem, setProblem] = useState('');
  const save = async () => {
    setProblem('');
    try {
      await saveResponse(await api('account/ledger/?format=csv'), 'ledger.csv');
    } catch (error) {
      setProblem(wordingOf(problemOf(error), m));
    }
  };
  return (
    <div>
      <button type="button" class="button outlined" id="export-ledger" onClick={save}>
        <Icon name="download" />
        {words.value.csv}
      </button>
      <Alert text={problem} />
    </div>
  );
}

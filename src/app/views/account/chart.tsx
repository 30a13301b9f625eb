import { formats } from '../../i18n/index.ts';
import type { UsageDay } from './usage-days.ts';
import { words } from './words.ts';

/** A bar a day, from the side where reading begins to today; the same figures stand below as a table. */
export function Chart({ days }: { days: UsageDay[] }) {
  const w = words.value;
  const f = formats.value;
  const most = Math.max(...days.map(({ pages }) => pages));
  const pages = days.reduce((sum, day) => sum + day.pages, 0);
  const credits = days.reduce((sum, day) => sum + day.credits, 0);
  const peak = days.findIndex((day) => day.pages === most);
  const [first, last] = [days[0], days.at(-1)];
  return (
    <>
      <p>
        <strong>{w.chartSummary(pages, credits)}</strong>
      </p>
      <div class="chart" aria-hidden="true">
        <div class="bars">
          {days.map((day, i) => (
            <div class="bar" key={day.start} title={`${f.day(day.start)}: ${f.number(day.pages)}`}>
              {most > 0 && i === peak && <span class="bar-top">{f.number(most)}</span>}
              <div style={{ height: most > 0 ? `${(day.pages / most) * 100}%` : '0' }} />
            </div>
          ))}
        </div>
        <div class="bars-foot">
          <span>{first && f.day(first.start)}</span>
          <span>{last && f.day(last.start)}</span>
        </div>
      </div>
      <details class="fold">
        <summary>{w.chartTable}</summary>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{w.day}</th>
              <th scope="col" class="end">
                {w.pages}
              </th>
              <th scope="col" class="end">
                {w.credits}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.start}>
                <th scope="row">{f.day(day.start)}</th>
                <td class="end">{f.number(day.pages)}</td>
                <td class="end">{f.number(day.credits)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

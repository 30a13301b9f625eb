import './data.css';
import type { Data, DataCheck, DataItem, DataValue } from '../../../../contract/data.ts';
import { Icon } from '../../../components/icons.tsx';
import type { Mark } from '../mark-layer.tsx';
import { entriesOf } from './entries.ts';
import { type DataWords, words } from './words.ts';

interface Props {
  /** Undefined until every page is read. */
  data: Data | undefined;
  onShow: (mark: Mark) => void;
}

/** Below, a value is marked for a second look. */
const UNSURE = 0.7;

/** What a tool found in the document, each value a way to its place on the page. */
export function DataPanel({ data, onShow }: Props) {
  const w = words.value;
  if (!data) return <p class="not-yet">{w.notYet}</p>;
  const { values, items, columns, checks } = entriesOf(data);
  if (values.length === 0 && items.length === 0) {
    return (
      <div class="state">
        <Icon name="file" />
        <h2>{w.nothing}</h2>
        <p>{w.nothingText}</p>
      </div>
    );
  }
  return (
    <div class="data-view">
      <dl class="data-values">
        {values.map(({ name, value }, i) => (
          <div key={i} data-name={name}>
            <dt dir="auto">{nameOf(name, w)}</dt>
            <dd>
              <Value value={value} onShow={onShow} />
            </dd>
          </div>
        ))}
      </dl>
      {items.length > 0 && <Items items={items} columns={columns} onShow={onShow} />}
      {checks.length > 0 && <Checks checks={checks} />}
    </div>
  );
}

const nameOf = (name: string, { names }: DataWords): string => (names as Record<string, string>)[name] ?? name;

function Value({
  value: { value, text, page, bbox, confidence },
  onShow,
}: {
  value: DataValue;
  onShow: Props['onShow'];
}) {
  const w = words.value;
  const normalised = typeof value === 'boolean' ? (value ? w.yes : w.no) : String(value);
  // "GBP 661.80" says 661.8 already.
  const differs = typeof value === 'number' ? Number(text.replace(/[^\d.-]/g, '')) !== value : normalised !== text;
  return (
    <>
      <button
        type="button"
        class="data-value"
        dir="auto"
        title={w.showOn(page)}
        data-doubtful={confidence < UNSURE ? '' : undefined}
        onClick={() => onShow({ index: page - 1, boxes: [bbox] })}
      >
        {typeof value === 'boolean' ? normalised : text}
      </button>
      {differs && typeof value !== 'boolean' && (
        <bdi class="data-normalised" dir="ltr">
          {normalised}
        </bdi>
      )}
      {confidence < UNSURE && <span class="data-unsure">{w.unsure}</span>}
    </>
  );
}

function Items({
  items,
  columns,
  onShow,
}: {
  items: readonly DataItem[];
  columns: readonly (keyof DataItem)[];
  onShow: Props['onShow'];
}) {
  const w = words.value;
  return (
    <section aria-labelledby="data-items">
      <h2 id="data-items">{w.items}</h2>
      <div class="data-items" role="group" aria-labelledby="data-items" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" data-column={column}>
                  {w.columns[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((item, i) => (
              <tr key={i}>
                {columns.map((column) => {
                  const value = item[column];
                  return (
                    <td key={column} data-column={column}>
                      {value && (
                        <button
                          type="button"
                          class="data-value"
                          dir="auto"
                          title={w.showOn(value.page)}
                          data-doubtful={value.confidence < UNSURE ? '' : undefined}
                          onClick={() => onShow({ index: value.page - 1, boxes: [value.bbox] })}
                        >
                          {value.text}
                        </button>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Checks({ checks }: { checks: readonly DataCheck[] }) {
  const w = words.value;
  return (
    <section aria-labelledby="data-checks">
      <h2 id="data-checks">{w.checks}</h2>
      <ul class="data-checks">
        {checks.map(({ name, ok, expected, actual }, i) => (
          <li key={i} data-ok={ok}>
            <Icon name={ok ? 'check' : 'alert'} />
            <span>
              <bdi dir="ltr">{name}</bdi>: {ok ? w.right : sumText(expected, actual)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const sumText = (expected: number | undefined, actual: number | undefined): string =>
  expected === undefined || actual === undefined ? words.value.wrongPlain : words.value.wrong(expected, actual);

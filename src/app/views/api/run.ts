/** Runs the examples, one after the other where one needs another's document. */
import { apiUrl, token } from '../../api.ts';
import { type Exchange, watchedFetch } from './exchange.ts';
import { constantsOf, EXAMPLES, type ExampleName, needsDocument, type Place } from './program.ts';

export interface Run {
  exchanges: readonly Exchange[];
  /** What the program printed, a line a call. */
  printed: readonly string[];
}

/**
 * Runs an example at `place` with the device's own token, reading the sample page first where it needs a document and
 * there is none. Calls `show` whenever there is more to see, and gives the uuid of the newest job that was answered.
 */
export async function runExample(
  name: ExampleName,
  place: Omit<Place, 'token'>,
  signal: AbortSignal,
  show: (run: Run) => void,
): Promise<string | null> {
  let run: Run = { exchanges: [], printed: [] };
  let { uuid } = place;
  const update = (more: Partial<Run>) => {
    run = { ...run, ...more };
    show(run);
  };
  const notice = (exchange: Exchange, before: Exchange | null) => {
    const others = run.exchanges.filter((one) => one !== before);
    update({ exchanges: [...others, exchange] });
    uuid = uuidOf(exchange.answer?.json) ?? uuid;
  };
  const given = {
    fetch: watchedFetch(window.fetch, apiUrl('').href, signal, notice),
    console: { log: (...values: unknown[]) => update({ printed: [...run.printed, values.map(print).join(' ')] }) },
  };
  const bearer = await token();
  const steps: ExampleName[] = needsDocument(name) && uuid === null ? ['submit', name] : [name];
  for (const step of steps) {
    update({ printed: [] });
    await EXAMPLES[step]({ ...constantsOf({ ...place, uuid, token: bearer }), ...given });
  }
  return uuid;
}

const print = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));

function uuidOf(json: unknown): string | null {
  const { uuid } = (json ?? {}) as { uuid?: unknown };
  return typeof uuid === 'string' ? uuid : null;
}

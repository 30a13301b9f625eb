/** The data of a job as rows to show: values by their names, the lines of a receipt, the checks. */
import type { Data, DataCheck, DataItem, DataValue } from '../../../../contract/data.ts';

export interface Entries {
  values: { name: string; value: DataValue }[];
  items: DataItem[];
  /** Which columns any of the items has, in their order. */
  columns: (keyof DataItem)[];
  checks: DataCheck[];
}

const COLUMNS: readonly (keyof DataItem)[] = ['description', 'quantity', 'unit_price', 'amount'];

export function entriesOf(data: Data): Entries {
  const { items, checks, ...rest } = data as { items?: unknown; checks?: unknown };
  // A form's own labels may be called so, too: those are values.
  const found: Entries = { values: [], items: [], columns: [], checks: [] };
  if (isList<DataCheck>(checks)) found.checks = checks;
  if (isList<DataItem>(items)) found.items = items;
  const others = Object.entries({
    ...rest,
    ...(isList(items) ? {} : { items }),
    ...(isList(checks) ? {} : { checks }),
  }) as [string, DataValue | DataValue[] | undefined][];
  for (const [name, value] of others) {
    if (!value) continue;
    for (const one of isList<DataValue>(value) ? value : [value]) found.values.push({ name, value: one });
  }
  found.columns = COLUMNS.filter((column) => found.items.some((item) => item[column]));
  return found;
}

const isList = <T>(value: unknown): value is T[] => Array.isArray(value);

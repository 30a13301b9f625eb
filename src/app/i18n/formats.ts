/** Numbers, dates, sizes and plurals as a language writes them; Persian gets its own digits and calendar. */

export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export function formatsOf(locale: string) {
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const plurals = new Intl.PluralRules(locale);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  // Short units of Persian are Latin abbreviations.
  const isWordy = locale === 'fa';
  const span = (unit: 'second' | 'millisecond') =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: isWordy ? 'long' : 'short',
      maximumFractionDigits: unit === 'second' ? 1 : 0,
    });
  const [seconds, milliseconds] = [span('second'), span('millisecond')];
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });

  return {
    number: (value: number) => number.format(value),
    /** `ratio` is 0…1. Rounds down above 99.5 %, so that 100 % means all. */
    percent: (ratio: number) => percent.format(ratio < 1 ? Math.min(ratio, 0.99) : ratio),
    /** Decimal units, as file managers and browsers' downloads show them. */
    bytes: (value: number) => {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
      const step = value < 1000 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), units.length - 1);
      const scaled = value / 1000 ** step;
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: units[step] ?? 'byte',
        unitDisplay: step === 0 || isWordy ? 'long' : 'short',
        maximumFractionDigits: scaled < 10 && step > 1 ? 1 : 0,
      }).format(scaled);
    },
    /** How long ago an ISO 8601 instant was; the date once that is more than six days. */
    ago: (instant: string, now = Date.now()) => {
      const seconds = Math.min(0, (Date.parse(instant) - now) / 1000);
      if (seconds > -45) return relative.format(0, 'second');
      if (seconds > -45 * 60) return relative.format(Math.min(-1, Math.round(seconds / 60)), 'minute');
      if (seconds > -22 * 3600) return relative.format(Math.min(-1, Math.round(seconds / 3600)), 'hour');
      if (seconds > -6 * 86400) return relative.format(Math.min(-1, Math.round(seconds / 86400)), 'day');
      return date.format(Date.parse(instant));
    },
    /** How long something took, given in milliseconds. */
    took: (time: number) => (time < 1000 ? milliseconds.format(time) : seconds.format(time / 1000)),
    date: (instant: string) => date.format(Date.parse(instant)),
    /** Day and month of a time in milliseconds. */
    day: (time: number) => day.format(time),
    dateTime: (instant: string) => dateTime.format(Date.parse(instant)),
    list: (items: string[]) => list.format(items),
    /** Picks the form for `count`; `#` in it becomes the number. */
    plural: (count: number, forms: Plural) =>
      (forms[plurals.select(count)] ?? forms.other).replace('#', number.format(count)),
  };
}

export type Formats = ReturnType<typeof formatsOf>;

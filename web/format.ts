import { addDays, dayOf, daysBetween } from './days.ts';

/** How dates, numbers, money and durations are written: in the viewer's locale and the organisation's zone. */
export type Formats = ReturnType<typeof formatsFor>;

/** Writers for one locale and zone. `null` is written as a dash by whoever shows it, not here. */
export function formatsFor(locale: string, timeZone: string) {
  const date = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  // Days are not instants: they are written as they stand, whatever the zone.
  const calendar = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const unit = (name: string, digits: number) =>
    number({ style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits });

  const instant = date({ dateStyle: 'medium', timeStyle: 'short' });
  const clock = date({ timeStyle: 'short' });
  const instantDay = date({ dateStyle: 'medium' });
  const day = calendar({ dateStyle: 'medium' });
  const shortDay = calendar({ day: 'numeric', month: 'short' });
  const weekday = calendar({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const count = number({});
  const points = number({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const ratio = number({ minimumFractionDigits: 1, maximumFractionDigits: 2 });
  const hundredths = number({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const percent = number({ style: 'percent', maximumFractionDigits: 0 });
  const percentTenths = number({ style: 'percent', maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const [wholeHours, hours, minutes, dayUnits] = [
    unit('hour', 0),
    unit('hour', 1),
    unit('minute', 0),
    unit('day', 1),
  ];

  const daysFrom = (now: number, at: number) =>
    daysBetween(dayOf(now, timeZone), dayOf(at, timeZone));

  return {
    locale,
    timeZone,
    /** `20 Nov 2026, 13:00` */
    instant: (at: string | number) => instant.format(new Date(at)),
    /** `13:00` */
    clock: (at: string | number) => clock.format(new Date(at)),
    /** `20 Nov 2026`, of an instant. */
    instantDay: (at: string | number) => instantDay.format(new Date(at)),
    /** `18 Dec 2026`, of a calendar day. */
    day: (on: string) => day.format(new Date(on)),
    /** `18 Dec` */
    shortDay: (on: string) => shortDay.format(new Date(on)),
    /** `Fri, 18 Dec 2026` */
    weekday: (on: string) => weekday.format(new Date(on)),
    /** `22 Sep – 20 Nov 2026`: so many days up to and including the day of `asOf`. */
    span: (asOf: string, days: number) => {
      const last = dayOf(Date.parse(asOf), timeZone);
      return day.formatRange(new Date(addDays(last, 1 - days)), new Date(last));
    },
    /** `today`, `3 days ago`, `in 2 weeks`: by calendar days. */
    relative: (at: string, now: string | number) => {
      const days = daysFrom(new Date(now).getTime(), Date.parse(at));
      if (Math.abs(days) < 60) return relative.format(days, 'day');
      if (Math.abs(days) < 730) return relative.format(Math.round(days / 30.44), 'month');
      return relative.format(Math.round(days / 365.25), 'year');
    },
    /** `in 4 days`, of a calendar day. */
    relativeDay: (on: string, now: string | number) => {
      const days = daysBetween(dayOf(new Date(now).getTime(), timeZone), on);
      return relative.format(days, 'day');
    },
    count: (value: number) => count.format(value),
    /** Points of a score: one decimal. */
    points: (value: number) => points.format(value),
    ratio: (value: number) => ratio.format(value),
    /** Shares and areas that are compared: `0.77`. */
    hundredths: (value: number) => hundredths.format(value),
    /** 0…1 as `57 %`. */
    percent: (value: number) => percent.format(value),
    /** Where parts have to add up to the whole. */
    percentTenths: (value: number) => percentTenths.format(value),
    money: (value: number, currency: string | null) =>
      currency === null
        ? count.format(value)
        : number({ style: 'currency', currency, maximumFractionDigits: 0 }).format(value),
    /** Minutes as `45 min` or `4 h 10 min`. */
    minutes: (value: number) => {
      const whole = Math.round(value);
      if (whole < 60) return minutes.format(whole);
      const rest = whole % 60;
      const full = wholeHours.format((whole - rest) / 60);
      return rest === 0 || whole >= 6000 ? full : `${full} ${minutes.format(rest)}`;
    },
    /** Hours of work as `25 min` or `12.5 h`, as a day of work has no fixed length. */
    workingHours: (value: number) =>
      value < 1 ? minutes.format(Math.round(value * 60)) : hours.format(value),
    /** Hours as `25 min`, `5.3 h` or `2.4 days`. */
    hours: (value: number) => {
      if (value < 1) return minutes.format(Math.round(value * 60));
      return value < 48 ? hours.format(value) : dayUnits.format(value / 24);
    },
  };
}

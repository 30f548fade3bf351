/** What the peers' SQL is told about the question: the constants that it names with a colon. */

import { readFileSync } from 'node:fs';
import type { Question } from '../../src/analytics/snapshot.ts';
import { dayMs, dayNumbers, dayText, hourMs } from '../../src/analytics/zone.ts';

/** How a peer writes an instant (ms), a day (number since 1970) and a text. */
export type Dialect = {
  readonly instant: (at: number) => string;
  readonly day: (day: number) => string;
  readonly text: (text: string) => string;
};

/** The statements of a file beside this one, with their constants filled in. */
export function statementsOf(
  file: 'postgres.sql' | 'duckdb.sql',
  { asOf, days, timeZone, settings }: Question,
  { instant, day, text }: Dialect,
): readonly string[] {
  const dayOf = dayNumbers(timeZone);
  const before = asOf - 30 * dayMs;
  const lookedAt = 180 * dayMs;
  const grace = settings.responseGraceHours * hourMs;
  const firstDay = dayOf(asOf) - days + 1;
  const constants: Readonly<Record<string, string>> = {
    as_of: instant(asOf),
    before: instant(before),
    days: String(days),
    first_day: day(firstDay),
    window_start: `(timestamp ${text(dayText(firstDay))} at time zone ${text(timeZone)})`,
    as_of_day: day(dayOf(asOf)),
    before_day: day(dayOf(before)),
    earliest: instant(asOf - lookedAt),
    before_earliest: instant(before - lookedAt),
    overdue_before: instant(asOf - grace),
    before_overdue: instant(before - grace),
    zone: text(timeZone),
    // Weekly contact; the other settings stand in the SQL as their defaults.
    period: '7',
  };
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .replace(/--.*$/gm, '')
    .replace(/(?<![:\w]):([a-z_]+)/g, (whole, name: string) => constants[name] ?? whole)
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

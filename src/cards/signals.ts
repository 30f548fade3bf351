/**
 * What cards ask of the facts of open records, stored after their figures were computed: the worker does it in the
 * background, so that a person with thousands of records need not wait for it.
 */

import { type Coverage, coverageOf } from '../analytics/coverage.ts';
import { type Streak, streakOf } from '../analytics/streak.ts';
import { dayText } from '../analytics/zone.ts';
import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { tell } from '../facts/events.ts';
import { leadsAmong } from '../facts/leads.ts';
import { organizationIn } from '../facts/organization.ts';
import { isOpen } from '../facts/own-records.ts';
import { quietOf } from '../facts/quiet.ts';
import { readSnapshot, type StoredSnapshot } from '../facts/snapshot.ts';
import type { RecordRef } from '../model/entities.ts';
import { mostWaiting } from './waiting.ts';

/** Records read together. */
const recordsAtOnce = 200;

/** Computes what is due: the signals of records whose figures are fresher. Answers how many. */
export async function refreshSignals(
  database: Database,
  clock: () => number,
  signal: AbortSignal,
): Promise<number> {
  const { settings } = await organizationIn(database);
  if (!settings.analyticsOn) return 0;
  await database.run(sql`
    delete from record_signal where not exists (
      select from record_analytics where record_analytics.record_key = record_signal.record_key and ${isOpen}
    )`);
  for (let done = 0; ; ) {
    const now = clock();
    const due = signal.aborted ? [] : await recordsDue(database, now);
    if (due.length === 0) return done;
    await computeSignals(database, due, now);
    done += due.length;
  }
}

/** Accounts have no signals: their people and deals have. What nobody of ours owns or works on has no reader. */
async function recordsDue(database: Database, now: number): Promise<readonly number[]> {
  const rows = await database.query<{ key: number }>(sql`
    select record_analytics.record_key as key from record_analytics
    left join record_signal on record_signal.record_key = record_analytics.record_key
    where type <> 'account' and ${isOpen}
      and coalesce(record_signal.as_of, '-infinity') < record_analytics.as_of
      and record_analytics.as_of <= ${new Date(now)}
      and exists (select from record_member where record_member.record_key = record_analytics.record_key)
      and (select count(*) from record_mark) < ${mostWaiting}
    order by record_analytics.record_key limit ${recordsAtOnce}`);
  return rows.map(({ key }) => key);
}

type Signal = {
  readonly key: number;
  /** null: without a key contact nobody owes an answer. */
  readonly streak: Streak | null;
  readonly coverage: Coverage | null;
};

async function computeSignals(
  database: Database,
  keys: readonly number[],
  now: number,
): Promise<void> {
  const { organization, settings } = await organizationIn(database);
  const snapshot = await readSnapshot(database, keys, {
    asOf: now,
    timeZone: organization.timeZone,
  });
  const quiet = await quietOf(database, keys, { asOf: now, now });
  const leads = await leadsAmong(database, peopleOf(snapshot));
  const headOf = new Map(snapshot.heads.map((head) => [head.key, head]));
  const view = { asOf: now, responseGraceHours: settings.responseGraceHours };
  const signals = keys.map((key): Signal => {
    const head = headOf.get(key);
    if (head === undefined) return { key, streak: null, coverage: null };
    const { facts } = snapshot;
    const person = head.keyContact;
    return {
      key,
      streak: person === null ? null : streakOf(facts, snapshot.factsOf(key), { person, view }),
      coverage: head.type === 'opportunity' ? coverage(snapshot, key, { now, leads }) : null,
    };
  });
  const silent = signals.map(({ key }) => {
    const one = quiet.records.get(key);
    return one?.state === 'quiet' ? one : null;
  });
  const since = silent.map((one) => one?.days.at(-1) ?? null);
  const of = <T>(value: (signal: Signal) => T) => signals.map(value);
  // Signals of records that are gone, or closed meanwhile, are those of nobody.
  const changed = await database.query<RecordRef>(sql`
    with before as (select * from record_signal where record_key = any(${[...keys]}::integer[])),
    after as (
      insert into record_signal as old (record_key, as_of, streak, streak_since, theirs, single, carried, quiet_since,
        usual_gap, present_gap, allowed_gap, quiet_on)
      select key, ${new Date(now)}, streak, to_timestamp(since / 1000), theirs, single, carried, quiet_since, usual_gap,
        present_gap, allowed_gap, quiet_on
      from unnest(${of(({ key }) => key)}::integer[], ${of(({ streak }) => streak?.emails ?? 0)}::smallint[],
        ${of(({ streak }) => streak?.since ?? null)}::float8[],
        ${of(({ coverage: one }) => one?.theirs.people ?? null)}::smallint[],
        ${of(({ coverage: one }) => one?.theirs.singleThreaded ?? false)}::boolean[],
        ${of(({ coverage: one }) => one?.activities ?? 0)}::integer[],
        ${since.map((day) => (day === null ? null : dayText(day)))}::date[],
        ${silent.map((one) => one?.usualGap ?? null)}::real[],
        ${silent.map((one) => one?.presentGap ?? null)}::smallint[],
        ${silent.map((one) => one?.allowedGap ?? null)}::smallint[],
        ${silent.map((one) => (one === null || one.on === quiet.today ? null : dayText(one.on)))}::date[])
        new (key, streak, since, theirs, single, carried, quiet_since, usual_gap, present_gap, allowed_gap,
          quiet_on)
      where exists (select from entity where entity.key = new.key)
      on conflict (record_key) do update set as_of = excluded.as_of, streak = excluded.streak,
        streak_since = excluded.streak_since, theirs = excluded.theirs, single = excluded.single,
        carried = excluded.carried, quiet_since = excluded.quiet_since, usual_gap = excluded.usual_gap,
        present_gap = excluded.present_gap, allowed_gap = excluded.allowed_gap, quiet_on = excluded.quiet_on
      where old.as_of <= excluded.as_of
      returning *
    )
    select entity.type, entity.id
    from after join entity on entity.key = after.record_key left join before on before.record_key = after.record_key
    where (after.streak, after.streak_since, after.single, after.quiet_since, after.quiet_on)
      is distinct from
      (coalesce(before.streak, 0), before.streak_since, coalesce(before.single, false), before.quiet_since, before.quiet_on)`);
  // Pages that show one of them have asked for its cards as soon as its figures came, which was before.
  if (changed.length > 0)
    await tell(database, { event: 'changed', records: changed, at: new Date(now).toISOString() });
}

/** As the record's page has it: leads are on no side, as a qualified lead and the contact it became are one person. */
function coverage(
  { facts, factsOf, people }: StoredSnapshot,
  key: number,
  { now, leads }: { readonly now: number; readonly leads: ReadonlySet<number> },
): Coverage {
  return coverageOf({ facts, record: factsOf(key), asOf: now }, (person) => {
    if (people.isUser(person)) return 'us';
    return leads.has(person) ? null : 'them';
  });
}

function peopleOf({ facts }: StoredSnapshot): readonly number[] {
  return [...new Set(facts.people.subarray(0, facts.peopleStart[facts.length]))];
}

/** How many records would get another grade, computed now and stored nowhere. See docs/decisions/0014. */

import { gradeOf } from '../analytics/health.ts';
import { isListedAt } from '../analytics/records.ts';
import { healthOf, type Snapshot } from '../analytics/snapshot.ts';
import type { SettingsChange } from '../contract/settings.ts';
import type { SettingsPreview } from '../contract/settings-answers.ts';
import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { type OrganizationState, organizationIn } from '../facts/organization.ts';
import { readSnapshot } from '../facts/snapshot.ts';
import { type Grade, grades, type RecordType, recordTypes } from '../model/vocabulary.ts';
import { movesRules, movesScores, type TwoStates } from './influenced.ts';
import { reinterpreted } from './reinterpreted.ts';
import { askedFor } from './values.ts';
import { changedState } from './write.ts';

/** Records looked at when scores have to be computed; fewer when activities have to be interpreted for it as well. */
export type SampleSizes = { readonly scores: number; readonly rules: number };
const sampleSizes: SampleSizes = { scores: 5000, rules: 1000 };

/** Records read at once: few, so that others are served in between. */
const recordsAtOnce: SampleSizes = { scores: 100, rules: 25 };

/**
 * What a change would do to grades, as of an instant (ms); `stale` when it was made on another version. Throws a
 * Problem when grades would be out of order.
 */
export async function previewSettings(
  database: Database,
  change: SettingsChange,
  { asOf, atMost = sampleSizes }: { readonly asOf: number; readonly atMost?: SampleSizes },
): Promise<SettingsPreview | { readonly stale: OrganizationState }> {
  const before = await organizationIn(database);
  if (before.version !== change.version) return { stale: before };
  const states = { before, after: changedState(before, askedFor(before, change)) };
  const instant = new Date(asOf).toISOString();
  if (!movesRules(states) && !movesScores(states))
    return { asOf: instant, types: byType(await storedMoves(database, states)), sampled: null };
  const size = movesRules(states) ? atMost.rules : atMost.scores;
  const { keys, of } = await sampledRecords(database, size);
  return {
    asOf: instant,
    types: byType(await computedMoves(database, states, { keys, asOf })),
    sampled: keys.length === of ? null : { records: keys.length, of },
  };
}

/** So many records of a type that go from one grade to another, or stay; null: no score. */
type Move = {
  readonly type: RecordType;
  readonly from: Grade | null;
  readonly to: Grade | null;
  readonly records: number;
};

/** When only grades move, the scores that are stored tell it all. */
async function storedMoves(database: Database, { after }: TwoStates): Promise<readonly Move[]> {
  const rows = await database.query<{
    type: RecordType;
    from: Grade | null;
    score: number | null;
    records: number;
  }>(sql`
    select type, health_grade as "from", health_score as score, count(*) as records from record_analytics
    group by type, health_grade, health_score`);
  return rows.map(({ score, ...row }) => ({
    ...row,
    to: score === null ? null : gradeOf(score, after.settings.grades),
  }));
}

/** Keys of at most so many records, chosen by chance, and how many there are. */
async function sampledRecords(
  database: Database,
  size: number,
): Promise<{ readonly keys: readonly number[]; readonly of: number }> {
  const rows = await database.query<{ key: number; of: number }>(sql`
    with record as (
      select key, key as home from account
      union all select key, account_key from contact where not opted_out
      union all select key, null from lead where not opted_out
      union all select key, account_key from opportunity
    ), sample as (
      select key, coalesce(home, key) as home, count(*) over () as "of" from record order by random() limit ${size}
    )
    select key, "of" from sample order by home, key`);
  return { keys: rows.map(({ key }) => key), of: rows[0]?.of ?? 0 };
}

/** Computes some records under both settings, from their facts. */
async function computedMoves(
  database: Database,
  states: TwoStates,
  { keys, asOf }: { readonly keys: readonly number[]; readonly asOf: number },
): Promise<readonly Move[]> {
  const { before, after } = states;
  const { timeZone } = before.organization;
  const now = { asOf, timeZone, settings: before.settings };
  const then = { asOf, timeZone, settings: after.settings };
  const atOnce = movesRules(states) ? recordsAtOnce.rules : recordsAtOnce.scores;
  const moves: Move[] = [];
  for (let from = 0; from < keys.length; from += atOnce) {
    const wanted = new Set(keys.slice(from, from + atOnce));
    const snapshot = await readSnapshot(database, [...wanted], { asOf, timeZone });
    const other: Snapshot = movesRules(states)
      ? await reinterpreted(database, snapshot, after)
      : snapshot;
    for (const record of snapshot.records) {
      if (!wanted.has(record.key) || !isListedAt(record, asOf)) continue;
      moves.push({
        type: record.type,
        from: healthOf(snapshot, now, record).grade,
        to: healthOf(other, then, record).grade,
        records: 1,
      });
    }
  }
  return moves;
}

/** Moves added up, in the order of types and grades. */
function byType(moves: readonly Move[]): SettingsPreview['types'] {
  const places = [...grades, null];
  return recordTypes.map((type) => {
    const ofType = moves.filter((move) => move.type === type);
    const cells = places.flatMap((from) =>
      places.map((to) => {
        const same = ofType.filter((move) => move.from === from && move.to === to);
        return { from, to, records: sumOf(same) };
      }),
    );
    return {
      type,
      records: sumOf(ofType),
      changed: sumOf(ofType.filter(({ from, to }) => from !== to)),
      grades: cells.filter(({ records }) => records > 0),
    };
  });
}

function sumOf(moves: readonly Move[]): number {
  return moves.reduce((sum, { records }) => sum + records, 0);
}

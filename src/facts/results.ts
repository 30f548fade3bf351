/** Computed figures → the table that lists read, by binary COPY. */

import type { RecordResult } from '../analytics/snapshot.ts';
import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { type KpiName, kpiCatalogue } from '../model/kpis.ts';
import { BinaryRows } from './binary-rows.ts';
import type { RecordHead } from './records.ts';

export const spans = ['lifetime', 'window'] as const;
export type Span = (typeof spans)[number];

/** The column of a KPI over a span: `window_response_by_them_rate`. */
export function kpiColumn(span: Span, kpi: KpiName): string {
  const snake = kpi.replaceAll('.', '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${span}_${snake}`;
}

/** One record's figures, kept beyond the computation of the next. */
export type KeptResult = {
  readonly head: RecordHead;
  readonly result: RecordResult;
  readonly kpis: Readonly<Record<Span, Float64Array>>;
  /** Instants (ms) of the last and next interaction and of the last inbound and outbound activity; NaN: none. */
  readonly instants: readonly [number, number, number, number];
};

/**
 * Writes figures as of one instant; a record that was computed as of a later one keeps that. Records among `keys`
 * without a result (gone, opted out, not yet there) lose their figures.
 */
export async function writeResults(
  session: Session,
  results: readonly KeptResult[],
  {
    asOf,
    days,
    keys,
  }: { readonly asOf: number; readonly days: number; readonly keys: readonly number[] },
): Promise<void> {
  const computed = new Set(results.map(({ head }) => head.key));
  const gone = keys.filter((key) => !computed.has(key));
  await session.run(sql`delete from record_analytics where record_key = any(${gone}::integer[])`);
  if (results.length === 0) return;
  await session.run(sql`
    create temporary table if not exists computed (like record_analytics) on commit delete rows`);
  await session.copyIn(
    sql`copy computed (${columnList}) from stdin (format binary)`,
    encoded(results, { asOf, days }),
  );
  await session.run(sql`
    insert into record_analytics as old (${columnList}) select ${columnList} from computed
    on conflict (record_key) do update set ${assignments} where old.as_of <= excluded.as_of`);
}

const plainColumns = [
  'record_key',
  'type',
  'id',
  'name',
  'owner_key',
  'owner_name',
  'account_key',
  'status',
  'stage',
  'estimated_value',
  'estimated_close_on',
  'created_at',
  'as_of',
  'days',
  'health_state',
  'health_score',
  'health_grade',
  'health_trend',
  'counted',
  'last_interaction_at',
  'next_interaction_at',
  'last_inbound_at',
  'last_outbound_at',
  'most_contacted',
  'most_contacted_by',
] as const;
const columnNames = [
  ...plainColumns,
  ...spans.flatMap((span) => kpiCatalogue.map(({ name }) => kpiColumn(span, name))),
];
const columnList: Sql = sql.join(columnNames.map((name) => sql.id(name)));
const assignments: Sql = sql.join(
  columnNames.slice(1).map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`),
);

async function* encoded(
  results: readonly KeptResult[],
  { asOf, days }: { readonly asOf: number; readonly days: number },
): AsyncGenerator<Buffer> {
  const rows = new BinaryRows();
  for (const { head, result, kpis, instants } of results) {
    const { health } = result;
    rows.begin(columnNames.length);
    rows.integer(head.key);
    rows.text(head.type);
    rows.text(head.id);
    rows.text(head.name);
    rows.integer(head.owner?.key ?? null);
    rows.text(head.owner?.name ?? null);
    rows.integer(head.accountKey);
    rows.text(head.status);
    rows.text(head.stage);
    rows.double(head.value);
    rows.day(head.estimatedCloseOn);
    rows.instant(head.createdAt);
    rows.instant(asOf);
    rows.short(days);
    rows.text(health.state);
    rows.short(health.score);
    rows.text(health.grade);
    rows.text(health.trend);
    rows.integer(result.kpis.counted);
    for (const instant of instants) rows.instant(Number.isNaN(instant) ? null : instant);
    rows.integers(result.contacted.map(({ person }) => person));
    rows.integers(result.contactedBy.map(({ person }) => person));
    for (const span of spans) {
      kpiCatalogue.forEach(({ unit }, place) => {
        const value = kpis[span][place] ?? 0;
        if (unit === 'count') rows.integer(value);
        else rows.double(Number.isNaN(value) ? null : value);
      });
    }
    if (rows.isFull()) yield rows.take();
  }
  rows.end();
  yield rows.take();
}

/** Computed figures → the table that lists read, by binary COPY. */

import type { Facts } from '../analytics/facts.ts';
import type { Question, RecordResult } from '../analytics/snapshot.ts';
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

/** Figures of some records as rows of the table, in the format of COPY. */
export type ComputedRecords = {
  readonly heads: readonly RecordHead[];
  readonly bytes: Buffer;
};

/**
 * Writes the figures of records; one that was computed as of a later instant keeps that. Those of `gone` (opted out,
 * not yet there, not known any more) lose theirs.
 */
export async function writeResults(
  session: Session,
  computed: ComputedRecords | null,
  gone: readonly number[],
): Promise<void> {
  if (gone.length > 0)
    await session.run(sql`delete from record_analytics where record_key = any(${gone}::integer[])`);
  if (computed === null) return;
  await session.run(sql`
    create temporary table if not exists computed (like record_analytics) on commit delete rows`);
  await session.copyIn(sql`copy computed (${columnList}) from stdin (format binary)`, [
    computed.bytes,
  ]);
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
  'health_score_before',
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

/** Takes results one by one, as of the question's instant and over its days. */
export function resultRows(
  { asOf, days }: Pick<Question, 'asOf' | 'days'>,
  { startsAt }: Facts,
): {
  readonly add: (head: RecordHead, result: RecordResult) => void;
  readonly count: () => number;
  readonly ended: () => ComputedRecords;
} {
  const heads: RecordHead[] = [];
  const rows = new BinaryRows();
  const instantOf = (fact: number) => rows.instant(fact < 0 ? null : (startsAt[fact] ?? null));
  return {
    count: () => heads.length,
    add(head, { kpis, health, contacted, contactedBy }) {
      heads.push(head);
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
      rows.short(health.before);
      rows.integer(kpis.counted);
      instantOf(kpis.lastInteraction);
      instantOf(kpis.nextInteraction);
      instantOf(kpis.lastInbound);
      instantOf(kpis.lastOutbound);
      rows.integers(contacted.map(({ person }) => person));
      rows.integers(contactedBy.map(({ person }) => person));
      writeKpis(rows, kpis.lifetime);
      writeKpis(rows, kpis.window);
    },
    ended() {
      rows.end();
      return { heads, bytes: rows.take() };
    },
  };
}

function writeKpis(rows: BinaryRows, values: Float64Array): void {
  for (let place = 0; place < isCount.length; place++) {
    const value = values[place] ?? 0;
    if (isCount[place] === true) rows.integer(value);
    else rows.double(Number.isNaN(value) ? null : value);
  }
}

const isCount = kpiCatalogue.map(({ unit }) => unit === 'count');

/** A table of figures as rows that can be compared, whoever filled it. */

import type { Session } from '../../src/db/pool.ts';
import { sql } from '../../src/db/sql.ts';
import { kpiColumn, spans } from '../../src/facts/results.ts';
import { kpiCatalogue } from '../../src/model/kpis.ts';
import type { Row } from './peer.ts';

/** What is compared of each record, the key first; instants in ms, days as numbers, lists as text. */
export const comparedColumns = [
  { name: 'record_key', as: 'value' },
  { name: 'type', as: 'value' },
  { name: 'id', as: 'value' },
  { name: 'name', as: 'value' },
  { name: 'owner_key', as: 'value' },
  { name: 'owner_name', as: 'value' },
  { name: 'account_key', as: 'value' },
  { name: 'status', as: 'value' },
  { name: 'stage', as: 'value' },
  { name: 'estimated_value', as: 'value' },
  { name: 'estimated_close_on', as: 'day' },
  { name: 'created_at', as: 'instant' },
  { name: 'as_of', as: 'instant' },
  { name: 'days', as: 'value' },
  { name: 'health_state', as: 'value' },
  { name: 'health_score', as: 'value' },
  { name: 'health_grade', as: 'value' },
  { name: 'health_trend', as: 'value' },
  { name: 'counted', as: 'value' },
  { name: 'last_interaction_at', as: 'instant' },
  { name: 'next_interaction_at', as: 'instant' },
  { name: 'last_inbound_at', as: 'instant' },
  { name: 'last_outbound_at', as: 'instant' },
  { name: 'most_contacted', as: 'list' },
  { name: 'most_contacted_by', as: 'list' },
  ...spans.flatMap((span) =>
    kpiCatalogue.map((kpi) => ({ name: kpiColumn(span, kpi.name), as: 'value' as const })),
  ),
] as const;

const selected = sql.join(
  comparedColumns.map(({ name, as }) => {
    const column = sql.id(name);
    if (as === 'day') return sql`${column} - date '1970-01-01' as ${column}`;
    if (as === 'list') return sql`array_to_string(${column}, ',') as ${column}`;
    return column;
  }),
);

/** Rows of a table of the shape of record_analytics in PostgreSQL. */
export async function storedRows(
  session: Session,
  table: 'record_analytics' | 'bench_analytics',
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Row[]> {
  const rows = await session.query(sql`
    select ${selected} from ${sql.id(table)} where record_key >= ${from} and record_key < ${to} order by record_key`);
  return rows.map((row) => comparedColumns.map(({ name }) => row[name]));
}

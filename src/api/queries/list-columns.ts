/** What lists sort and filter by, as columns of the stored figures. */

import { type SortKey, sortKeys } from '../../contract/list.ts';
import { type Sql, sql } from '../../db/sql.ts';
import { kpiColumn, spans } from '../../facts/results.ts';
import { kpiCatalogue } from '../../model/kpis.ts';

export type SortColumn = {
  readonly column: Sql;
  readonly castTo: Sql;
};

/** The column behind each key. */
export const sortColumns: ReadonlyMap<string, SortColumn> = new Map(
  sortKeys.map((key): [string, SortColumn] => [key, columnOf(key)]),
);

function columnOf(key: SortKey): SortColumn {
  switch (key) {
    case 'name':
      return { column: sql`lower(name)`, castTo: sql`text` };
    case 'owner':
      return { column: sql`lower(owner_name)`, castTo: sql`text` };
    case 'status':
      return { column: sql`status`, castTo: sql`text` };
    case 'stage':
      return { column: sql`stage`, castTo: sql`text` };
    case 'estimatedValue':
      return { column: sql`estimated_value`, castTo: sql`float8` };
    case 'estimatedCloseDate':
      return { column: sql`estimated_close_on`, castTo: sql`date` };
    case 'createdAt':
      return { column: sql`created_at`, castTo: sql`timestamptz` };
    case 'health.score':
    case 'health.grade':
      return { column: sql`health_score`, castTo: sql`smallint` };
    case 'health.trend':
      return {
        column: sql`case health_trend when 'improving' then 3 when 'steady' then 2 when 'declining' then 1 end`,
        castTo: sql`integer`,
      };
    case 'lastInteractionAt':
      return { column: sql`last_interaction_at`, castTo: sql`timestamptz` };
    case 'nextInteractionAt':
      return { column: sql`next_interaction_at`, castTo: sql`timestamptz` };
    case 'lastInboundAt':
      return { column: sql`last_inbound_at`, castTo: sql`timestamptz` };
    case 'lastOutboundAt':
      return { column: sql`last_outbound_at`, castTo: sql`timestamptz` };
    default:
      return { column: figureColumn(key), castTo: sql`float8` };
  }
}

function figureColumn(key: string): Sql {
  const span = spans.find((name) => key.startsWith(`${name}.`)) ?? 'lifetime';
  const kpi = kpiCatalogue.find(({ name }) => `${span}.${name}` === key);
  if (kpi === undefined) throw new Error(`The sort key ${key} names no figure of the catalogue.`);
  return sql.id(kpiColumn(span, kpi.name));
}

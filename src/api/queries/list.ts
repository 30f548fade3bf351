/** A page of a list: records with stored figures, sorted and filtered in the database, by keyset. */

import type { z } from 'zod';
import { type listQuerySchema, type SortKey, sortKeys } from '../../contract/api.ts';
import type { Session } from '../../db/pool.ts';
import { type Sql, sql } from '../../db/sql.ts';
import { kpiColumn, spans } from '../../facts/results.ts';
import { kpiCatalogue } from '../../model/kpis.ts';
import { Problem } from '../../model/problem.ts';
import type { RecordType } from '../../model/vocabulary.ts';
import { readCursor, writeCursor } from '../cursor.ts';

export type ListQuery = z.output<typeof listQuerySchema>;

export type StoredFigures = {
  readonly record_key: number;
  readonly as_of: number;
  readonly health_state: string;
  readonly health_score: number | null;
  readonly health_grade: string | null;
  readonly health_trend: string | null;
  readonly last_interaction_at: number | null;
  readonly next_interaction_at: number | null;
  readonly last_inbound_at: number | null;
  readonly last_outbound_at: number | null;
  readonly lifetime: readonly (number | null)[];
  readonly window: readonly (number | null)[];
};

/** The rows of one page, where the next one begins, and how many rows there are in all. */
export async function listPage(
  session: Session,
  type: RecordType,
  query: ListQuery,
): Promise<{
  readonly rows: readonly StoredFigures[];
  readonly next: string | null;
  readonly total: number;
}> {
  const { column, castTo, descending } = sortOf(query.sort);
  const filter = filterOf(type, query);
  const order = sql`${column} ${descending ? sql`desc` : sql`asc`} nulls last, record_key`;
  // Figures are read of one page alone: to carry them all through the sort takes longer than the sort.
  const rows = await session.query<StoredFigures & { readonly sort_value: string | null }>(sql`
      with page as (
        select record_key as key from record_analytics
        where ${filter} ${after(query.cursor, { column, castTo, descending })}
        order by ${order}
        limit ${query.limit + 1}
      )
      select record_key, as_of, health_state, health_score, health_grade, health_trend, last_interaction_at,
        next_interaction_at, last_inbound_at, last_outbound_at, ${figureColumns}, (${column})::text as sort_value
      from page join record_analytics on record_key = page.key
      order by ${order}`);
  const [count] = await session.query<{ total: number }>(
    sql`select count(*) as total from record_analytics where ${filter}`,
  );
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const more = rows.length > query.limit && last !== undefined;
  return {
    rows: page,
    next: more ? writeCursor({ value: last.sort_value, key: last.record_key }) : null,
    total: count?.total ?? 0,
  };
}

const figureColumns = sql.join(
  spans.map(
    (span) =>
      sql`array[${sql.join(
        kpiCatalogue.map(({ name }) => sql`${sql.id(kpiColumn(span, name))}::float8`),
      )}] as ${sql.id(span)}`,
  ),
);

type Sort = { readonly column: Sql; readonly castTo: Sql; readonly descending: boolean };

function sortOf(sort: string): Sort {
  const descending = sort.startsWith('-');
  const key = sort.replace(/^-/, '');
  const found = sortColumns.get(key);
  if (found === undefined) {
    throw new Problem({
      code: 'request_invalid',
      message: 'The list cannot be sorted by that.',
      field: 'sort',
      value: sort,
      hint: `One of ${sortKeys.join(', ')}; a leading - turns it round.`,
    });
  }
  return { ...found, descending };
}

type SortColumn = { readonly column: Sql; readonly castTo: Sql };

const sortColumns: ReadonlyMap<string, SortColumn> = new Map(
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

/** Rows after a position; those without a value come last, whatever the direction. */
function after(cursor: string | undefined, { column, castTo, descending }: Sort): Sql {
  if (cursor === undefined) return sql``;
  const { value, key } = readCursor(cursor);
  if (value === null) return sql`and ${column} is null and record_key > ${key}`;
  const compare = descending ? sql`<` : sql`>`;
  const position = sql`${value}::${castTo}`;
  return sql`and (${column} ${compare} ${position} or (${column} = ${position} and record_key > ${key})
    or ${column} is null)`;
}

function filterOf(type: RecordType, query: ListQuery): Sql {
  const owner = (id: string) => sql`(select key from entity where type = 'user' and id = ${id})`;
  const account = (id: string) =>
    sql`(select key from entity where type = 'account' and id = ${id})`;
  const parts = [
    sql`type = ${type}`,
    query.status === undefined ? null : sql`status = ${query.status}`,
    query.search === undefined ? null : sql`strpos(lower(name), lower(${query.search.trim()})) > 0`,
    query.owner === undefined ? null : sql`owner_key = ${owner(query.owner)}`,
    query.account === undefined ? null : sql`account_key = ${account(query.account)}`,
    query.grade === undefined ? null : sql`health_grade = ${query.grade}`,
    query.state === undefined ? null : sql`health_state = ${query.state}`,
    query.trend === undefined ? null : sql`health_trend = ${query.trend}`,
    ...boundsOf('min', query.min),
    ...boundsOf('max', query.max),
  ];
  return sql.join(
    parts.filter((part) => part !== null),
    sql` and `,
  );
}

/** `health.score:40,window.emailsSent:3` as conditions on numbers. */
function boundsOf(field: 'min' | 'max', text: string | undefined): readonly Sql[] {
  if (text === undefined || text === '') return [];
  return text.split(',').map((pair) => {
    const [key = '', value = ''] = pair.split(':');
    const column = sortColumns.get(key)?.column;
    const bound = Number(value);
    const isNumeric =
      key === 'estimatedValue' || key === 'health.score' || /^(lifetime|window)\./.test(key);
    if (column === undefined || !isNumeric || value === '' || Number.isNaN(bound)) {
      throw new Problem({
        code: 'request_invalid',
        message: 'A bound is a figure and a number.',
        field,
        value: pair,
        hint: 'Write health.score:40 or window.emailsSent:3; several with commas.',
      });
    }
    return field === 'min' ? sql`${column} >= ${bound}` : sql`${column} <= ${bound}`;
  });
}

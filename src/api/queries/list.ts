/** A page of a list: records with stored figures, sorted and filtered in the database, by keyset or by place. */

import { sortKeys } from '../../contract/list.ts';
import type { Database, Session } from '../../db/pool.ts';
import { type Sql, sql } from '../../db/sql.ts';
import { organizationIn } from '../../facts/organization.ts';
import { loadRecords, type RecordHead } from '../../facts/records.ts';
import { kpiColumn, spans } from '../../facts/results.ts';
import { kpiCatalogue } from '../../model/kpis.ts';
import { Problem } from '../../model/problem.ts';
import type { RecordType } from '../../model/vocabulary.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { type SortColumn, sortColumns } from './list-columns.ts';
import { type AskedList, filterOf } from './list-filter.ts';

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

/** A row of a list: the figures, and whose they are. */
export type FoundRow = { readonly head: RecordHead; readonly figures: StoredFigures };

/**
 * The rows of one page, where the next one begins, and how many rows there are in all, unless that was not asked for.
 * `database`: whose figures they are is looked up there, beside them.
 */
export async function listPage(
  session: Session,
  type: RecordType,
  query: AskedList,
  database: Database,
): Promise<{
  readonly rows: readonly FoundRow[];
  readonly next: string | null;
  readonly total: number | null;
}> {
  const { settings } = await organizationIn(session);
  // Nobody can ask for an order by health while it is hidden: it is the one that nobody chose.
  const sort = settings.showHealth
    ? query.sort
    : query.sort.replace(/^-?health\..*/, '-lastInteractionAt');
  const { column, castTo, descending } = sortOf(sort);
  const filter = sql`${await filterOf(session, type, query)} ${await fewByKey(session)}`;
  const order = sql`${column} ${descending ? sql`desc` : sql`asc`} nulls last, record_key`;
  // Figures are read of one page alone: to carry them all through the sort takes longer than the sort. In a statement of
  // its own, because as a join the database reads through the whole table for a page.
  const found = await session.query<{ key: number }>(sql`
      select record_key as key from record_analytics
      where ${filter} ${after(query.cursor, { column, castTo, descending })}
      order by ${order}
      limit ${query.limit + 1} offset ${offsetOf(query)}`);
  const keys = found.map(({ key }) => key);
  // Who sees the figures of a record knows all that its head names (0010_access.sql): owner, account and contact. To ask
  // for them as the reader takes longer to plan than the page to read.
  const [figures, heads] = await Promise.all([
    session.query<StoredFigures & { readonly sort_value: string | null }>(sql`
      select record_key, as_of, health_state, health_score, health_grade, health_trend, last_interaction_at,
        next_interaction_at, last_inbound_at, last_outbound_at, ${figureColumns}, (${column})::text as sort_value
      from record_analytics where record_key = any(${keys}::integer[])
      order by ${order}`),
    loadRecords(database, keys),
  ]);
  const headOf = new Map(heads.map((head) => [head.key, head]));
  const [count] =
    query.count === 'false'
      ? [{ total: null }]
      : await session.query<{ total: number }>(
          sql`select count(*) as total from record_analytics where ${filter}`,
        );
  const page = figures.slice(0, query.limit);
  const last = page.at(-1);
  const more = figures.length > query.limit && last !== undefined;
  return {
    rows: page.flatMap((row) => {
      const head = headOf.get(row.record_key);
      return head === undefined ? [] : [{ head, figures: row }];
    }),
    next: more ? writeCursor({ value: last.sort_value, key: last.record_key }) : null,
    total: count?.total ?? null,
  };
}

/**
 * Whose records are few finds them by key. Otherwise the database walks through the list in its order and looks of each
 * record whose it is: with many of them it soon has a page. The rows are the same, as the policy decides which.
 */
async function fewByKey(session: Session): Promise<Sql> {
  const [reader] = await session.query<{ everything: boolean; records: number }>(sql`
    select (select access_has('operations')) as everything,
      (select count(*) from (select from record_member limit ${few}) member) as records`);
  if (reader === undefined || reader.everything || reader.records === few) return sql``;
  return sql`and record_key = any(array(select record_key from record_member))`;
}

/**
 * Up to here it was no slower, with 100,172 records: of 5,000 of one's own 36 against 52 ms in the list's usual order and
 * 40 against 126 ms in another, of 20,000 about the same and 89 against 138 ms.
 */
const few = 20_000;

const figureColumns = sql.join(
  spans.map(
    (span) =>
      sql`array[${sql.join(
        kpiCatalogue.map(({ name }) => sql`${sql.id(kpiColumn(span, name))}::float8`),
      )}] as ${sql.id(span)}`,
  ),
);

type Sort = SortColumn & { readonly descending: boolean };

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

/** Throws a Problem for a place and a position together. */
function offsetOf({ cursor, offset }: AskedList): number {
  if (offset === undefined) return 0;
  if (cursor === undefined) return offset;
  throw new Problem({
    code: 'request_invalid',
    message: 'A page begins after a cursor or at an offset, not both.',
    field: 'offset',
    value: offset,
    hint: 'Leave one of them out.',
  });
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

/** Which records a list shows: its filters as a condition on the stored figures. Who may see them is not decided here. */

import { dayMs } from '../../analytics/zone.ts';
import type { ListQuery } from '../../contract/list.ts';
import type { Session } from '../../db/pool.ts';
import { type Sql, sql } from '../../db/sql.ts';
import { organizationIn } from '../../facts/organization.ts';
import { isOpen, ownRecords } from '../../facts/own-records.ts';
import type { Settings } from '../../model/entities.ts';
import { Problem } from '../../model/problem.ts';
import type { RecordType } from '../../model/vocabulary.ts';
import { sortColumns } from './list-columns.ts';

/** What a list was asked for, and when (ms): what is to come, and what is long ago. */
export type AskedList = ListQuery & { readonly now: number };
type Filters = Omit<AskedList, 'sort' | 'limit' | 'cursor' | 'offset' | 'count'>;

/** The condition for records of a type. Throws a Problem for a bound that is none. */
export async function filterOf(session: Session, type: RecordType, query: Filters): Promise<Sql> {
  const { whose, moved, atRisk, staleDays, next, closeFrom, closeBefore, undated } = query;
  const { settings } = await organizationIn(session);
  const now = sql`${new Date(query.now)}::timestamptz`;
  const longAgo = sql`${new Date(query.now - (staleDays ?? 0) * dayMs)}::timestamptz`;
  const parts = [
    sql`type = ${type}`,
    query.status === undefined ? null : sql`status = ${query.status}`,
    query.search === undefined ? null : sql`strpos(lower(name), lower(${query.search.trim()})) > 0`,
    query.owner === undefined ? null : sql`owner_key = ${entity('user', query.owner)}`,
    query.account === undefined ? null : sql`account_key = ${entity('account', query.account)}`,
    query.grade === undefined ? null : sql`health_grade = ${query.grade}`,
    query.state === undefined ? null : sql`health_state = ${query.state}`,
    query.trend === undefined ? null : sql`health_trend = ${query.trend}`,
    whose === undefined ? null : membersOnly(whose),
    moved === undefined ? null : movedGrade(settings.grades, moved),
    atRisk === undefined ? null : isAtRisk,
    staleDays === undefined ? null : sql`coalesce(last_interaction_at, '-infinity') < ${longAgo}`,
    next === undefined
      ? null
      : sql`coalesce(next_interaction_at, '-infinity') ${next === 'none' ? sql`<=` : sql`>`} ${now}`,
    closeFrom === undefined ? null : sql`estimated_close_on >= ${closeFrom}::date`,
    closeBefore === undefined ? null : sql`estimated_close_on < ${closeBefore}::date`,
    undated === undefined ? null : sql`estimated_close_on is null`,
    ...boundsOf('min', query.min),
    ...boundsOf('max', query.max),
  ];
  return sql.join(
    parts.filter((part) => part !== null),
    sql` and `,
  );
}

function entity(type: 'user' | 'account', id: string): Sql {
  return sql`(select key from entity where type = ${type} and id = ${id})`;
}

/** What is open and either stands badly or gets worse. */
export const isAtRisk = sql`${isOpen} and (health_grade = 'poor' or health_trend = 'declining')`;

/** NOTE: of the members of records a reader sees those who are themselves, their teams and whom they lead (0010). */
function membersOnly(whose: 'mine' | 'team'): Sql {
  if (whose === 'mine') return sql`record_key = any(${ownRecords})`;
  return sql`record_key in (select record_key from record_member where because in ('owner', 'team'))`;
}

/** The grade of today against that of the score of 30 days before, both by the thresholds of today. */
export function movedGrade(
  { excellent, good, fair }: Settings['grades'],
  moved: 'up' | 'down',
): Sql {
  const steps = [fair, good, ...(excellent === null ? [] : [excellent])];
  const rank = (score: Sql) =>
    sql.join(
      steps.map((least) => sql`(${score} >= ${least}::float8)::integer`),
      sql` + `,
    );
  const compare = moved === 'up' ? sql`>` : sql`<`;
  return sql`health_score_before is not null
    and ${rank(sql`health_score`)} ${compare} ${rank(sql`health_score_before`)}`;
}

/** `health.score:40,lastInteractionAt:2026-10-01` as conditions. */
function boundsOf(field: 'min' | 'max', text: string | undefined): readonly Sql[] {
  if (text === undefined || text === '') return [];
  return text.split(',').map((pair) => {
    const [key = '', ...rest] = pair.split(':');
    const condition = boundOf(field, key, rest.join(':'));
    if (condition !== null) return condition;
    throw new Problem({
      code: 'request_invalid',
      message: 'A bound is a figure and a number, or a time and a day.',
      field,
      value: pair,
      hint: 'Write health.score:40 or lastInteractionAt:2026-10-01; several with commas.',
    });
  });
}

function boundOf(field: 'min' | 'max', key: string, value: string): Sql | null {
  const column = sortColumns.get(key)?.column;
  if (column === undefined) return null;
  if (numbers.test(key)) {
    const bound = Number(value);
    if (value === '' || !Number.isFinite(bound)) return null;
    return field === 'min' ? sql`${column} >= ${bound}` : sql`${column} <= ${bound}`;
  }
  if (!days.test(value) || Number.isNaN(Date.parse(value))) return null;
  const day = sql`${value}::date`;
  if (key === 'estimatedCloseDate')
    return field === 'min' ? sql`${column} >= ${day}` : sql`${column} <= ${day}`;
  if (!instants.test(key)) return null;
  const midnight = (of: Sql) =>
    sql`((${of})::timestamp at time zone (select time_zone from organization))`;
  return field === 'min'
    ? sql`${column} >= ${midnight(day)}`
    : sql`${column} < ${midnight(sql`${day} + 1`)}`;
}

const numbers = /^(estimatedValue|health\.score|(lifetime|window)\..+)$/;
const instants = /^(createdAt|(last|next)(Interaction|Inbound|Outbound)At)$/;
const days = /^\d{4}-\d\d-\d\d$/;

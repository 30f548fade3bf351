/**
 * Where addresses, names and ids of people stand in text: in message ids, subjects, headers, fields of the CRM, settings
 * and rejected lines. A name of chance stands for them afterwards, the same everywhere.
 */

import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { erasedName } from '../ingest/suppressed.ts';

/** What is to be replaced, and the hash that names it. */
export type Mention = {
  readonly kind: 'address' | 'name' | 'id';
  readonly text: string;
  readonly hash: Buffer;
};

export type MentionsRemoved = {
  /** Keys of activities of which an id, a header or the subject was changed. */
  readonly activities: readonly number[];
  /** Rows of other tables. */
  readonly rows: number;
};

/** Replaces mentions in every table that holds text. What only repeats a mention goes as a whole. */
export async function removeMentions(
  session: Session,
  mentions: readonly Mention[],
): Promise<MentionsRemoved> {
  const found = mentions.filter(isTelling).toSorted((a, b) => b.text.length - a.text.length);
  if (found.length === 0) return { activities: [], rows: 0 };
  let rows = await session.run(
    sql`delete from import_reject where ${holds([sql`place`, sql`value`], found)}`,
  );
  rows += await session.run(sql`delete from secret where ${holds([sql`name`], found)}`);
  rows += await session.run(
    sql`update address set display_name = null where ${holds([sql`display_name`], found)}`,
  );
  const activities = new Set<number>();
  for (const { table, columns } of await textColumns(session)) {
    const changed = columns.flatMap((column) => {
      const here = found.filter((mention) => isSoughtIn(mention, { table, column: column.name }));
      return here.length === 0 ? [] : [{ column, here }];
    });
    const [first] = changed;
    if (first === undefined) continue;
    const set = changed.map(
      ({ column, here }) => sql`${sql.id(column.name)} = ${replaced(column, here)}`,
    );
    const where = sql.join(
      changed.map(({ column, here }) => holds([asText(column)], here)),
      sql` or `,
    );
    const statement = sql`update ${sql.id(table)} set ${sql.join(set)} where ${where}`;
    if (table !== 'activity') rows += await session.run(statement);
    else {
      const keys = await session.query<{ key: number }>(sql`${statement} returning key`);
      for (const { key } of keys) activities.add(key);
    }
  }
  return { activities: [...activities], rows };
}

/** `Ann` and `17` stand for too much else. */
function isTelling({ kind, text }: Mention): boolean {
  if (kind === 'name') return text.length >= 5 && text.trim().includes(' ');
  return text.length >= 6;
}

/** By what activities and threads are known: what is replaced here must be found again when it comes in again. */
const idColumns = [
  'id',
  'message_id',
  'in_reply_to',
  'reference_ids',
  'thread_id',
  'ical_uid',
  'headers',
];
const ownNames = ['name', 'topic', 'company', 'website', 'job_title', 'industry'];

function isSoughtIn(
  { kind, text }: Mention,
  { table, column }: { readonly table: string; readonly column: string },
): boolean {
  if (kind === 'id') return column === 'custom';
  // Another person or company may be called the same.
  if (kind === 'name') return !ownNames.includes(column) && !idColumns.includes(column);
  const isOfMail = /@|^\+\d{6,15}$/.test(text);
  return isOfMail || table !== 'activity' || !idColumns.includes(column);
}

type TextColumn = { readonly name: string; readonly type: string };

/** Tables with text that can be written; those without text of people, or with a way of their own, are left out. */
function textColumns(
  session: Session,
): Promise<readonly { readonly table: string; readonly columns: readonly TextColumn[] }[]> {
  return session.query(sql`
    select relname::text as "table",
      jsonb_agg(jsonb_build_object('name', attname, 'type', atttypid::regtype::text) order by attnum) as columns
    from pg_class join pg_attribute on attrelid = pg_class.oid
    where relnamespace = current_schema()::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
      and attgenerated = '' and atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype)
      and has_table_privilege(pg_class.oid, 'update')
      and relname not in ('entity', 'address', 'fact', 'participant', 'suppressed', 'import_reject', 'secret', 'audit_entry',
        'record_analytics')
    group by relname order by relname`);
}

function asText({ name, type }: TextColumn): Sql {
  const column = sql.id(name);
  if (type === 'text[]') return sql`array_to_string(${column}, E'\n')`;
  return type === 'jsonb' ? sql`${column}::text` : column;
}

function holds(texts: readonly Sql[], mentions: readonly Mention[]): Sql {
  const patterns = mentions.map(({ text }) => patternOf(text));
  return sql.join(
    // Most rows are passed by on a plain comparison.
    texts.flatMap((text) =>
      mentions.map(
        (mention, place) =>
          sql`(strpos(lower(${text}), ${mention.text.toLowerCase()}) > 0 and ${text} ~* ${patterns[place] ?? ''})`,
      ),
    ),
    sql` or `,
  );
}

function replaced({ name, type }: TextColumn, mentions: readonly Mention[]): Sql {
  const column = sql.id(name);
  const within = (text: Sql) =>
    mentions.reduce(
      (done, mention) =>
        sql`regexp_replace(${done}, ${patternOf(mention.text)}, ${erasedName(mention.hash)}, 'gi')`,
      text,
    );
  if (type === 'text[]')
    return sql`array(select ${within(sql`part`)} from unnest(${column}) with ordinality parts (part, place) order by place)`;
  return type === 'jsonb' ? sql`${within(sql`${column}::text`)}::jsonb` : within(column);
}

/** Begins and ends where no letter or digit goes on: see src/ingest/suppressed.ts, which finds the same. */
function patternOf(text: string): string {
  return `(?<![a-zA-Z0-9])${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![a-zA-Z0-9])`;
}

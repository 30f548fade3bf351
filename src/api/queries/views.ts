/** Saved views of lists: one's own, and those that are shared with a role one has. */

import type { Identity } from '../../access/identity.ts';
import { collectionSchema } from '../../contract/api.ts';
import { mostViews, type View, type ViewQuery, viewQuerySchema } from '../../contract/views.ts';
import type { Session } from '../../db/pool.ts';
import { sql } from '../../db/sql.ts';
import { oneOf } from '../../facts/activities.ts';
import { Problem } from '../../model/problem.ts';
import { type Role, roles } from '../../model/vocabulary.ts';

type Who = Pick<Identity, 'login' | 'roles'>;

/** A view as somebody saves it. */
export type NewView = Pick<View, 'name' | 'collection' | 'query' | 'sharedWith'>;
export type ViewChange = {
  readonly name?: string | undefined;
  readonly query?: ViewQuery | undefined;
  readonly sharedWith?: Role | null | undefined;
};

/** Their views first, then shared ones, by name. */
export async function viewsFor(session: Session, who: Who): Promise<readonly View[]> {
  return read(session, who, null);
}

/** Saves a view. Throws a Problem when the person has one of that name, or too many. */
export async function makeView(
  session: Session,
  who: Who,
  { name, collection, query, sharedWith, now }: NewView & { readonly now: number },
): Promise<View> {
  // Two at once are made one after the other, so that both are counted.
  await session.run(sql`select from login where key = ${who.login} for update`);
  const [count] = await session.query<{ views: number }>(
    sql`select count(*) as views from saved_view where login_key = ${who.login}`,
  );
  if ((count?.views ?? 0) >= mostViews) throw tooMany();
  const [made] = await session.query<{ key: number }>(sql`
    insert into saved_view (login_key, name, collection, query, shared_with, made_at, changed_at)
    values (${who.login}, ${name}, ${collection}, ${sql.json(query)}, ${sharedWith}, ${new Date(now)}, ${new Date(now)})
    on conflict (login_key, collection, name) do nothing
    returning key`);
  if (made === undefined) throw nameTaken(name);
  return one(session, who, made.key);
}

/** Changes a view of theirs. Throws a Problem when there is none with this key, or another one of that name. */
export async function changeView(
  session: Session,
  who: Who,
  {
    key,
    name,
    query,
    sharedWith,
    now,
  }: ViewChange & { readonly key: number; readonly now: number },
): Promise<View> {
  const before = await one(session, who, key);
  if (!before.mine) throw unknownView(key);
  const next = { ...before, name: name ?? before.name, query: query ?? before.query };
  const twin = await session.query(sql`
    select from saved_view where login_key = ${who.login} and collection = ${next.collection}
      and name = ${next.name} and key <> ${key}`);
  if (twin.length > 0) throw nameTaken(next.name);
  await session.run(sql`
    update saved_view set name = ${next.name}, query = ${sql.json(next.query)},
      shared_with = ${sharedWith === undefined ? before.sharedWith : sharedWith}, changed_at = ${new Date(now)}
    where key = ${key}`);
  return one(session, who, key);
}

/** Removes a view of theirs; administrators also one that is shared. Throws a Problem when there is none. */
export async function removeView(session: Session, who: Who, key: number): Promise<void> {
  const isAdministrator = who.roles.includes('administrator');
  const removed = await session.run(sql`
    delete from saved_view where key = ${key}
      and (login_key = ${who.login} or (${isAdministrator} and shared_with is not null))`);
  if (removed === 0) throw unknownView(key);
}

async function one(session: Session, who: Who, key: number): Promise<View> {
  const [view] = await read(session, who, key);
  if (view === undefined) throw unknownView(key);
  return view;
}

async function read(session: Session, who: Who, key: number | null): Promise<readonly View[]> {
  const rows = await session.query<{
    key: number;
    name: string;
    collection: string;
    query: unknown;
    shared_with: string | null;
    mine: boolean;
    by: string | null;
  }>(sql`
    select saved_view.key, saved_view.name, collection, query, shared_with, login_key = ${who.login} as mine,
      coalesce(app_user.name, login.name) as by
    from saved_view join login on login.key = login_key left join app_user on app_user.key = login.user_key
    where (login_key = ${who.login} or shared_with = any(${who.roles}))
      and saved_view.key = coalesce(${key}::integer, saved_view.key)
    order by mine desc, lower(saved_view.name), saved_view.key`);
  return rows.flatMap(({ query, shared_with, by, ...row }) => {
    const known = viewQuerySchema.safeParse(query);
    const collection = collectionSchema.safeParse(row.collection);
    if (!known.success || !collection.success) return [];
    const sharedWith = oneOf(roles, shared_with);
    return {
      ...row,
      collection: collection.data,
      query: known.data,
      sharedWith,
      by: row.mine ? null : by,
    };
  });
}

function unknownView(key: number): Problem {
  return new Problem({
    code: 'view_unknown',
    message: 'You have no view with this key.',
    field: 'key',
    value: key,
    hint: 'GET /api/v1/views lists them; who made one can change it.',
  });
}

function nameTaken(name: string): Problem {
  return new Problem({
    code: 'view_exists',
    message: 'You have a view of that name.',
    field: 'name',
    value: name,
    hint: 'Choose another name, or change that view.',
  });
}

function tooMany(): Problem {
  return new Problem({
    code: 'view_limit',
    message: 'You have as many views as there can be.',
    field: 'name',
    hint: `At most ${mostViews}: remove one first.`,
  });
}

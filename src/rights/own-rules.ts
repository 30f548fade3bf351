/** What users decide for themselves: with whom they are never analysed, and what is private (spec §15). */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { attribute, lockFacts } from '../facts/attribute.ts';
import { markActivities } from '../facts/marks.ts';
import { addressKeys } from '../ingest/keys.ts';
import { suppressionReader } from '../ingest/suppressed.ts';
import { Problem } from '../model/problem.ts';
import type { ErasedFile } from './erased-file.ts';

/** The addresses with which a user (by key) is never analysed. */
export async function neverOf(session: Session, user: number): Promise<readonly string[]> {
  const rows = await session.query<{ address: string }>(sql`
    select address from never_analysed join address on address.key = address_key
    where user_key = ${user} order by address`);
  return rows.map(({ address }) => address);
}

/** Puts these addresses in the place of those before; activities with those that came or went are interpreted again. */
export async function setNever(
  session: Session,
  { user, addresses }: { readonly user: number; readonly addresses: readonly string[] },
  erased: ErasedFile,
): Promise<void> {
  const suppression = await suppressionReader(erased.key)(session);
  await lockFacts(session);
  // Somebody who was erased is on no activity any more, and is not to be written down again.
  const wanted = addresses.filter((address) => suppression?.address(address) == null);
  const keyOf = await addressKeys(session, new Map(wanted.map((address) => [address, null])));
  const keys = [...new Set(wanted.map(keyOf))];
  const moved = await session.query<{ address_key: number }>(sql`
    with gone as (
      delete from never_analysed where user_key = ${user} and address_key <> all(${keys}::integer[])
      returning address_key
    ), came as (
      insert into never_analysed (user_key, address_key) select ${user}::integer, unnest(${keys}::integer[])
      on conflict do nothing returning address_key
    )
    select address_key from gone union all select address_key from came`);
  const touched = await session.query<{ key: number }>(sql`
    select distinct activity_key as key from participant
    where address_key = any(${moved.map(({ address_key }) => address_key)}::integer[])`);
  await markActivities(
    session,
    touched.map(({ key }) => key),
  );
}

/**
 * Makes an activity in which a user takes part private, or takes it back; with `whole` also the others of its
 * conversation that the user is on. It holds against later versions from the source. Answers how many changed. Throws
 * `activity_unknown` for activities of others, as if they were not there.
 */
export async function makePrivate(
  session: Session,
  user: number,
  wanted: { readonly activity: string; readonly whole: boolean; readonly isPrivate: boolean },
): Promise<number> {
  await lockFacts(session);
  const [own] = await session.query<{ key: number; conversation_key: number | null }>(sql`
    select activity.key, conversation_key from activity join fact on activity_key = activity.key
    where activity.id = ${wanted.activity} and ${user}::integer = any(readers)`);
  if (own === undefined) throw unknownActivity(wanted.activity);
  const meant = await session.query<{ key: number }>(sql`
    select activity_key as key from fact
    where activity_key = ${own.key} or (
      ${wanted.whole} and conversation_key = ${own.conversation_key} and ${user}::integer = any(readers)
    )`);
  const keys = meant.map(({ key }) => key);
  const changed = wanted.isPrivate
    ? await session.query<{ key: number }>(sql`
        with made as (
          insert into made_private (activity_key)
          select key from activity where key = any(${keys}::bigint[]) and sensitivity = 'normal'
          on conflict do nothing returning activity_key
        )
        update activity set sensitivity = 'private' from made where key = activity_key returning key`)
    : await takenBack(session, keys);
  await attribute(
    session,
    changed.map(({ key }) => key),
  );
  return changed.length;
}

/** Only what was normal was made private here. */
async function takenBack(
  session: Session,
  keys: readonly number[],
): Promise<readonly { readonly key: number }[]> {
  const gone = await session.query<{ key: number }>(sql`
    delete from made_private where activity_key = any(${keys}::bigint[]) returning activity_key as key`);
  return session.query<{ key: number }>(sql`
    update activity set sensitivity = 'normal'
    where key = any(${gone.map(({ key }) => key)}::bigint[]) and sensitivity = 'private' returning key`);
}

function unknownActivity(id: string): Problem {
  return new Problem({
    code: 'activity_unknown',
    message: 'You take part in no activity with this id.',
    field: 'activity',
    value: id,
    hint: 'Only who takes part can make an activity private.',
  });
}

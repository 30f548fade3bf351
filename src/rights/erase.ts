/**
 * Erasing people, in one transaction: afterwards every figure equals the one from the same data without their records and
 * addresses, activities left with nobody on one side removed (spec §15). Figures follow by marks, as after any change.
 */

import { reference } from '../analytics/directory.ts';
import { forgetInAudit } from '../audit/record.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { lockFacts } from '../facts/attribute.ts';
import { forgetBacktest } from '../facts/backtest-state.ts';
import { dissolveConversations } from '../facts/conversations.ts';
import { settleKnownUntil } from '../facts/known-until.ts';
import { forgetLikeness } from '../facts/likeness.ts';
import { markActivities, markRecords } from '../facts/marks.ts';
import { organizationIn } from '../facts/organization.ts';
import { forgetRhythm } from '../facts/rhythm.ts';
import { contentOf } from '../ingest/copies.ts';
import {
  erasedName,
  holdErasure,
  type SuppressionKey,
  suppressionHash,
} from '../ingest/suppressed.ts';
import { writeOrganizationChange } from '../settings/write.ts';
import type { SuppressedEntry } from './erased-file.ts';
import { hashesOf, suppress } from './list.ts';
import { type Mention, removeMentions } from './mentions.ts';
import { type PersonToErase, type ToErase, toErase } from './people.ts';
import { recordsAround, removeReferences } from './references.ts';
import { otherCopies, removeActivities } from './removal.ts';
import { activitiesWithSides, type Sides } from './sides.ts';

export type Erasure = {
  readonly removed: {
    readonly addresses: number;
    readonly activities: number;
    readonly participations: number;
    readonly logins: number;
    readonly mentions: number;
  };
  /** Others who have an address of theirs, which stays. */
  readonly sharedWith: ToErase['sharedWith'];
  /** What has to be kept outside of the database before the transaction ends. */
  readonly entries: readonly SuppressedEntry[];
};

/** Erases people and addresses by their keys; waits for what comes in just now, and nothing comes in meanwhile. */
export async function erase(
  session: Session,
  wanted: { readonly people: readonly number[]; readonly addresses: readonly number[] },
  { key, now }: { readonly key: SuppressionKey; readonly now: number },
): Promise<Erasure> {
  await holdErasure(session, true);
  await lockFacts(session);
  const gone = await toErase(session, wanted);
  const people = gone.people.map((person) => person.key);
  const affected = await affectedActivities(session, gone);
  const around = await recordsAround(session, people);

  await withoutExclusions(session, gone);
  await forgetRhythm(session);
  await forgetBacktest(session);
  await forgetLikeness(session);
  const logins = await removeLogins(session, gone);
  const stripped = await removePeople(session, gone, key);
  const mentions = await removeMentions(session, mentionsOf(gone, key));
  await cutSubjects(session, [...stripped.keys(), ...affected.about]);

  const changed = [...new Set([...affected.on, ...affected.about, ...mentions.activities])];
  const lonely = await settleContents(session, changed, stripped);
  const copies = await otherCopies(session, lonely);
  const loosened = await dissolveConversations(session, [...lonely, ...mentions.activities]);
  const records = await removeActivities(session, lonely);
  if (lonely.length > 0) await settleKnownUntil(session);
  await markActivities(session, [
    ...new Set([...changed, ...affected.belonging, ...copies, ...loosened]),
  ]);
  await markRecords(session, [...new Set([...around, ...records])]);
  const entries = hashesOf(gone, key, now);
  await suppress(session, entries, key);
  return {
    removed: {
      addresses: gone.addresses.length,
      activities: lonely.length,
      participations: stripped.size - lonely.length,
      logins,
      mentions: mentions.rows + mentions.activities.length,
    },
    sharedWith: gone.sharedWith,
    entries,
  };
}

type Affected = {
  /** On which one of the addresses stands. */
  readonly on: readonly number[];
  /** Regarding one of the people. */
  readonly about: readonly number[];
  /** In the record of one of them. */
  readonly belonging: readonly number[];
};

async function affectedActivities(
  session: Session,
  { people, addresses, shared }: ToErase,
): Promise<Affected> {
  const persons = people.map(({ key }) => key);
  const keys = [...addresses.map(({ key }) => key), ...shared];
  const on = await session.query<{ key: number }>(sql`
    select distinct activity_key as key from participant where address_key = any(${keys}::integer[]) order by 1`);
  const about = await session.query<{ key: number }>(
    sql`select key from activity where regarding_key = any(${persons}::integer[])`,
  );
  const belonging = await session.query<{ key: number }>(sql`
    select distinct activity_key as key from activity_record where record_key = any(${persons}::integer[])`);
  const plain = (rows: readonly { readonly key: number }[]) => rows.map(({ key }) => key);
  return { on: plain(on), about: plain(about), belonging: plain(belonging) };
}

/** A rule that names an address of theirs has nothing left to exclude. */
async function withoutExclusions(session: Session, { addresses }: ToErase): Promise<void> {
  const { settings } = await organizationIn(session);
  const gone = new Set(addresses.map(({ address }) => address));
  const stays = (address: string) => !gone.has(address.trim().toLowerCase());
  const { exclusions, sharedMailboxes } = settings;
  await writeOrganizationChange(session, {
    settings: {
      exclusions: { ...exclusions, addresses: exclusions.addresses.filter(stays) },
      sharedMailboxes: sharedMailboxes.filter(stays),
    },
  });
}

async function removeLogins(session: Session, { people, addresses }: ToErase): Promise<number> {
  await session.run(sql`
    delete from invitation where lower(email) = any(${addresses.map(({ address }) => address)}::text[])`);
  return session.run(sql`
    delete from login where user_key = any(${people.map(({ key }) => key)}::integer[])
      or lower(email) = any(${addresses.map(({ address }) => address)}::text[])`);
}

/** Takes people and addresses out of their tables; answers the activities that lost somebody, and on which sides. */
async function removePeople(
  session: Session,
  { people, addresses }: ToErase,
  key: SuppressionKey,
): Promise<ReadonlyMap<number, Sides>> {
  const persons = people.map((person) => person.key);
  const keys = addresses.map((address) => address.key);
  const ours = addresses.filter(({ internal }) => internal).map((address) => address.key);
  const stripped = await session.query<Sides & { readonly key: number }>(sql`
    with gone as (
      delete from participant where address_key = any(${keys}::integer[])
      returning activity_key, address_key = any(${ours}::integer[]) as is_ours,
        role = 'organizer' or response is distinct from 'declined' as took_part
    )
    select activity_key as key, bool_or(is_ours and took_part) as us, bool_or(not is_ours and took_part) as them
    from gone group by activity_key`);
  await removeReferences(session, persons);
  await forgetInAudit(session, persons);
  await session.run(sql`delete from owned_address where address_key = any(${keys}::integer[])`);
  await session.run(sql`delete from address where key = any(${keys}::integer[])`);
  for (const person of people) {
    const name = erasedName(personHash(person, key));
    await session.run(sql`
      update entity set id = case
        when exists (select from entity other where type = ${person.type} and other.id = ${name})
        then ${`${name}-${person.key}`} else ${name} end
      where key = ${person.key}`);
  }
  return new Map(stripped.map(({ key: activity, us, them }) => [activity, { us, them }]));
}

function personHash({ type, id }: PersonToErase, key: SuppressionKey): Buffer {
  return suppressionHash(key, 'person', reference(type, id));
}

function mentionsOf({ people, addresses }: ToErase, key: SuppressionKey): readonly Mention[] {
  return [
    ...addresses.map(({ address }) => ({
      kind: 'address' as const,
      text: address,
      hash: suppressionHash(key, 'address', address),
    })),
    ...people.flatMap((person) => {
      const hash = personHash(person, key);
      const { id, name } = person;
      return [
        { kind: 'id' as const, text: id, hash },
        ...(name === null ? [] : [{ kind: 'name' as const, text: name, hash }]),
      ];
    }),
  ];
}

/** What stood in a subject is of all who took part: it goes with one of them, but for the excluded texts in it. */
async function cutSubjects(session: Session, keys: readonly number[]): Promise<void> {
  const { settings } = await organizationIn(session);
  const excluded = JSON.stringify(settings.exclusions.subjects);
  await session.run(sql`
    update activity set subject = subject_to_keep(subject, ${excluded}::jsonb)
    where key = any(${keys}::bigint[]) and subject is not null`);
}

/**
 * Finds the activities that are left with nobody on a side where somebody was; of the others the content is what is
 * left, so that they are known when they come in again.
 */
async function settleContents(
  session: Session,
  keys: readonly number[],
  lost: ReadonlyMap<number, Sides>,
): Promise<readonly number[]> {
  const lonely: number[] = [];
  let contents: { readonly key: number; readonly content: string }[] = [];
  const write = async () => {
    await session.run(sql`
      update activity set content = new.content from unnest(
        ${contents.map(({ key }) => key)}::bigint[], ${contents.map(({ content }) => content)}::uuid[]
      ) new (key, content) where activity.key = new.key`);
    contents = [];
  };
  for await (const { key, activity, sides } of activitiesWithSides(session, keys)) {
    const was = lost.get(key);
    if (was !== undefined && ((was.us && !sides.us) || (was.them && !sides.them))) lonely.push(key);
    else contents.push({ key, content: contentOf(activity) });
    if (contents.length >= 1000) await write();
  }
  await write();
  return lonely;
}

/** Requests to be introduced: read as the policies show them, written by the two between whom they are. */

import { dayMs } from '../../analytics/zone.ts';
import {
  type Introduction,
  type IntroductionOutcome,
  lapseDays,
} from '../../contract/introductions.ts';
import type { Session } from '../../db/pool.ts';
import { type Sql, sql } from '../../db/sql.ts';
import { Problem } from '../../model/problem.ts';
import type { Customer } from './ties.ts';

/** A request with the keys of the people in it. */
export type StoredIntroduction = {
  readonly key: number;
  readonly person: number;
  readonly via: number | null;
  readonly asker: { readonly key: number; readonly id: string; readonly name: string };
  readonly asked: { readonly key: number; readonly id: string; readonly name: string };
  readonly askedAt: number;
  readonly answer: 'accepted' | 'declined' | null;
  readonly answeredAt: number | null;
  readonly text: string | null;
};

/** Requests about people (keys), as the person that the session reads for may see them. */
export function introductionsTo(
  session: Session,
  people: readonly number[],
): Promise<readonly StoredIntroduction[]> {
  return read(session, sql`introduction.person_key = any(${[...people]}::integer[])`);
}

/** What a user (key) asked, and what they were asked. */
export function introductionsOf(
  session: Session,
  user: number,
): Promise<readonly StoredIntroduction[]> {
  return read(session, sql`${user} in (introduction.asker_key, introduction.asked_key)`);
}

/** Throws a Problem when there is none, or it is between others. */
export async function introductionOf(
  session: Session,
  user: number | null,
  key: number,
): Promise<StoredIntroduction> {
  const [found] =
    user === null
      ? []
      : await read(
          session,
          sql`introduction.key = ${key} and ${user} in (introduction.asker_key, introduction.asked_key)`,
        );
  if (found !== undefined) return found;
  throw new Problem({
    code: 'introduction_unknown',
    message: 'There is no such request of yours, nor to you.',
    field: 'key',
    value: key,
    hint: 'GET /api/v1/introductions lists them.',
  });
}

/** Whom to ask about what: keys, and the words. */
export type NewIntroduction = {
  readonly person: number;
  readonly via: number | null;
  readonly asker: number;
  readonly asked: number;
  readonly text: string;
};

/** Writes a request down and answers its key. Throws a Problem while the same one waits for an answer. */
export async function ask(
  session: Session,
  { person, via, asker, asked, text }: NewIntroduction,
  now: number,
): Promise<number> {
  // Two at once are written one after the other, so that the second one finds the first.
  await session.run(sql`select from app_user where key = ${asker} for update`);
  const waiting = await session.query(sql`
    select from introduction
    where person_key = ${person} and asker_key = ${asker} and asked_key = ${asked} and answer is null
      and asked_at > ${lapsedBefore(now)}`);
  if (waiting.length > 0) throw alreadyAsked();
  const [made] = await session.query<{ key: number }>(sql`
    insert into introduction (person_key, via_key, asker_key, asked_key, asked_at)
    values (${person}, ${via}, ${asker}, ${asked}, ${new Date(now)}) returning key`);
  if (made === undefined) throw new Error('No request was written.');
  await session.run(sql`
    insert into introduction_text (introduction_key, text) values (${made.key}, ${text})`);
  return made.key;
}

/** Writes down what came of a request. */
export async function answer(
  session: Session,
  key: number,
  { outcome, now }: { readonly outcome: 'accepted' | 'declined'; readonly now: number },
): Promise<void> {
  await session.run(sql`
    update introduction set answer = ${outcome}, answered_at = ${new Date(now)} where key = ${key}`);
}

/** Takes a request back: it is gone. */
export async function withdraw(session: Session, key: number): Promise<void> {
  await session.run(sql`delete from introduction where key = ${key}`);
}

/** The addresses at which colleagues (keys) are written to: what they sign in with, else one of theirs. */
export async function addressesOf(
  session: Session,
  users: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const rows = await session.query<{ key: number; address: string }>(sql`
    select distinct on (key) key, address from (
      select user_key as key, 1 as rank, email as address from login
      where user_key = any(${users}::integer[]) and active
      union all
      select entity_key, 2, address from owned_address join address on address.key = address_key
      where entity_key = any(${users}::integer[])
    ) own where strpos(address, '@') > 0 order by key, rank, address`);
  return new Map(rows.map(({ key, address }) => [key, address]));
}

/** A request as JSON; null when its person is nobody whom the reader knows. */
export function presentIntroduction(
  stored: StoredIntroduction,
  customers: ReadonlyMap<number, Customer>,
  {
    user,
    now,
    emails,
  }: {
    readonly user: number | null;
    readonly now: number;
    readonly emails: ReadonlyMap<number, string>;
  },
): Introduction | null {
  const person = customers.get(stored.person);
  if (person === undefined) return null;
  const { asker, asked, askedAt, answeredAt, text } = stored;
  const part = user === asker.key ? 'asker' : user === asked.key ? 'asked' : null;
  return {
    key: stored.key,
    person: named(person),
    via: named(stored.via === null ? undefined : customers.get(stored.via)),
    asker: { id: asker.id, name: asker.name },
    asked: { id: asked.id, name: asked.name },
    askedAt: new Date(askedAt).toISOString(),
    outcome: outcomeAt(stored, now),
    answeredAt: answeredAt === null ? null : new Date(answeredAt).toISOString(),
    part,
    text: part === null ? null : text,
    email: part === 'asker' ? (emails.get(asked.key) ?? null) : null,
  };
}

function named(customer: Customer): Introduction['person'];
function named(customer: Customer | undefined): Introduction['via'];
function named(customer: Customer | undefined): Introduction['via'] {
  if (customer === undefined) return null;
  const { type, id, name } = customer;
  return { type, id, name };
}

function outcomeAt(
  { answer: given, askedAt }: StoredIntroduction,
  now: number,
): IntroductionOutcome {
  if (given !== null) return given;
  return askedAt <= lapsedBefore(now).getTime() ? 'lapsed' : 'asked';
}

function lapsedBefore(now: number): Date {
  return new Date(now - lapseDays * dayMs);
}

type Row = Omit<StoredIntroduction, 'asker' | 'asked'> & {
  readonly askerKey: number;
  readonly askerId: string;
  readonly askerName: string;
  readonly askedKey: number;
  readonly askedId: string;
  readonly askedName: string;
};

const mostShown = 200;

/** Of colleagues who are there, about people who did not opt out. */
async function read(session: Session, which: Sql): Promise<readonly StoredIntroduction[]> {
  const there = (user: string) => sql`${sql.id(user)}.active and not ${sql.id(user)}.opted_out`;
  const hasOptedOut = (column: string) => sql`(
    exists (select from contact where contact.key = introduction.${sql.id(column)} and opted_out)
    or exists (select from lead where lead.key = introduction.${sql.id(column)} and opted_out))`;
  const rows = await session.query<Row>(sql`
    select introduction.key, person_key as person, via_key as via, asked_at as "askedAt", answer,
      answered_at as "answeredAt", text, asker.key as "askerKey", asker_entity.id as "askerId",
      asker.name as "askerName", asked.key as "askedKey", asked_entity.id as "askedId", asked.name as "askedName"
    from introduction
    join app_user asker on asker.key = asker_key join entity asker_entity on asker_entity.key = asker_key
    join app_user asked on asked.key = asked_key join entity asked_entity on asked_entity.key = asked_key
    left join introduction_text on introduction_key = introduction.key
    where ${which} and ${there('asker')} and ${there('asked')}
      and not ${hasOptedOut('person_key')} and not ${hasOptedOut('via_key')}
    order by answer is not null, asked_at desc, introduction.key desc limit ${mostShown}`);
  return rows.map(({ askerKey, askerId, askerName, askedKey, askedId, askedName, ...row }) => ({
    ...row,
    asker: { key: askerKey, id: askerId, name: askerName },
    asked: { key: askedKey, id: askedId, name: askedName },
  }));
}

function alreadyAsked(): Problem {
  return new Problem({
    code: 'introduction_waits',
    message: 'You have asked this colleague about this person, and there is no answer yet.',
    field: 'user',
    hint: `Write down what came of it, or take it back. After ${lapseDays} days it lapses.`,
  });
}

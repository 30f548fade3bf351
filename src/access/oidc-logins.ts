/** Whom the provider vouches for, as a login: found, linked, or made. */

import { emailSchema } from '../contract/sign-in.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { Role } from './identity.ts';
import { acceptForAddress } from './invitations.ts';
import type { OpenIdPerson } from './oidc.ts';
import type { OpenIdRules } from './oidc-settings.ts';
import { releaseFromDemo } from './users.ts';

export type OpenIdLogin =
  | {
      readonly is: 'known';
      readonly login: number;
      /** How the login came about, when it did so just now. */
      readonly made: 'invited' | 'new' | null;
      /** The roles before, when groups have changed them; null: they are as they were. */
      readonly rolesBefore: readonly Role[] | null;
      readonly roles: readonly Role[];
    }
  | { readonly is: 'openid_unverified' | 'openid_unknown'; readonly login: number | null };

/**
 * The login of a person at an instant (ms), with the roles that their groups give now. The first time it is found by
 * the verified address, then by the provider's number alone.
 */
export async function loginOfPerson(
  session: Session,
  person: OpenIdPerson,
  { rules, now }: { readonly rules: OpenIdRules; readonly now: number },
): Promise<OpenIdLogin> {
  const fromGroups = rolesOfGroups(person.groups, rules);
  const linked = await linkedLogin(session, person);
  if (linked === null && person.verifiedEmail === null)
    return { is: 'openid_unverified', login: null };
  const found = linked ?? (await firstLogin(session, person, { rules, now, fromGroups }));
  if (found === null) return { is: 'openid_unknown', login: null };
  const [row] = await session.query<{
    active: boolean;
    roles: readonly Role[];
    group_roles: readonly Role[];
  }>(sql`
    select active, roles, group_roles from login join login_openid on login_key = key
    where key = ${found.login} and issuer = ${person.issuer} for update`);
  if (row?.active !== true) return { is: 'openid_unknown', login: found.login };
  const byHand = row.roles.filter((role) => !row.group_roles.includes(role));
  const added = fromGroups.filter((role) => !byHand.includes(role));
  const roles = [...byHand, ...added];
  await session.run(sql`
    update login_openid set group_roles = ${added}
    where login_key = ${found.login} and issuer = ${person.issuer}`);
  const isSame =
    roles.length === row.roles.length && roles.every((role) => row.roles.includes(role));
  if (!isSame) await session.run(sql`update login set roles = ${roles} where key = ${found.login}`);
  return { is: 'known', ...found, roles, rolesBefore: isSame ? null : row.roles };
}

type Found = { readonly login: number; readonly made: 'invited' | 'new' | null };

async function linkedLogin(
  session: Session,
  { issuer, subject }: OpenIdPerson,
): Promise<Found | null> {
  const [row] = await session.query<{ login: number }>(sql`
    select login_key as login from login_openid where issuer = ${issuer} and subject = ${subject}`);
  return row === undefined ? null : { login: row.login, made: null };
}

/** Who comes for the first time: their login is found or made, and from now on linked. */
async function firstLogin(
  session: Session,
  person: OpenIdPerson,
  given: {
    readonly rules: OpenIdRules;
    readonly now: number;
    readonly fromGroups: readonly Role[];
  },
): Promise<Found | null> {
  // Two first times at once, of one person or under one address: the second finds what the first has done.
  await session.run(sql`select pg_advisory_xact_lock(hashtext('login_openid'))`);
  const linked = await linkedLogin(session, person);
  if (linked !== null) return linked;
  const { issuer, subject, name } = person;
  const email = emailSchema.safeParse(person.verifiedEmail).data;
  if (email === undefined) return null;
  const found =
    (await loginWith(session, email)) ??
    (await invited(session, { email, name, now: given.now })) ??
    (given.rules.isOpenToNew ? await newLogin(session, { email, name }, given.fromGroups) : null);
  if (found === null) return null;
  const links = await session.run(sql`
    insert into login_openid (issuer, subject, login_key, linked_at)
    values (${issuer}, ${subject}, ${found.login}, ${new Date(given.now)})
    on conflict (login_key, issuer) do nothing`);
  // The address was somebody else's before, whose login this stays.
  return links === 0 ? null : found;
}

async function loginWith(session: Session, email: string): Promise<Found | null> {
  const [row] = await session.query<{ key: number }>(
    sql`select key from login where email = ${email} and not demo`,
  );
  return row === undefined ? null : { login: row.key, made: null };
}

async function invited(
  session: Session,
  given: { readonly email: string; readonly name: string | null; readonly now: number },
): Promise<Found | null> {
  const login = await acceptForAddress(session, given);
  return login === null ? null : { login, made: 'invited' };
}

/** For the one active user of the CRM who has this address and no login yet, or for who has roles from groups. */
async function newLogin(
  session: Session,
  { email, name }: { readonly email: string; readonly name: string | null },
  fromGroups: readonly Role[],
): Promise<Found | null> {
  const users = await session.query<{ key: number; free: boolean }>(sql`
    select app_user.key,
      app_user.active and not exists (select from login where user_key = app_user.key and not demo) as free
    from address join owned_address on address_key = address.key join app_user on app_user.key = entity_key
    where address.address = ${email}`);
  const [only] = users.length === 1 ? users : [];
  const user = only?.free === true ? only.key : null;
  if (user === null && fromGroups.length === 0) return null;
  await releaseFromDemo(session, user);
  const roles = fromGroups.length === 0 ? ['seller'] : [];
  const [row] = await session.query<{ key: number }>(sql`
    insert into login (email, name, user_key, roles) values (${email}, ${name}, ${user}, ${roles})
    returning key`);
  return row === undefined ? null : { login: row.key, made: 'new' };
}

function rolesOfGroups(groups: readonly string[], { groupRoles }: OpenIdRules): readonly Role[] {
  return [
    ...new Set(groupRoles.filter(({ group }) => groups.includes(group)).map(({ role }) => role)),
  ];
}

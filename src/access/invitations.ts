/** Links that administrators give to people: to join, or to choose a new password. Whoever has one may use it once. */

import type { Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';
import { hashOf, newToken } from './credentials.ts';
import type { Role } from './identity.ts';
import { endSessions } from './sessions.ts';
import { setPassword } from './set-up.ts';
import { releaseFromDemo, userKeyOf } from './users.ts';

/** How long an invitation holds, and how long a link for a new password (ms). */
const invitationMs = 7 * 24 * 3_600_000;
const passwordLinkMs = 24 * 3_600_000;

/** The path of a link. What stands after # is sent to no server, so that no log has it. */
export function invitationPath(token: string): string {
  return `/invitation#${token}`;
}

export type LinkMade = { readonly key: number; readonly token: string; readonly expiresAt: number };

/** Somebody to be invited; `userId`: the person of the CRM that they are. */
export type Invited = {
  readonly email: string;
  readonly name: string | null;
  readonly roles: readonly Role[];
  readonly userId: string | null;
};

/**
 * Invites somebody at an instant (ms); an earlier invitation to the same address is void. Throws `login_exists`,
 * `user_unknown` and `user_taken`.
 */
export async function invite(session: Session, who: Invited, now: number): Promise<LinkMade> {
  const { email, name, roles } = who;
  const logins = await session.query(sql`select from login where email = ${email}`);
  if (logins.length > 0) throw loginExists();
  const userKey = who.userId === null ? null : await userKeyOf(session, who.userId, null);
  const token = newToken();
  const expiresAt = now + invitationMs;
  const [row] = await session.query<{ key: number }>(sql`
    insert into invitation (email, name, roles, user_key, token_hash, made_at, expires_at)
    values (${email}, ${name}, ${roles}, ${userKey}, ${hashOf(token)}, ${new Date(now)}, ${new Date(expiresAt)})
    on conflict (email) where login_key is null do update
    set name = excluded.name, roles = excluded.roles, user_key = excluded.user_key, token_hash = excluded.token_hash,
      made_at = excluded.made_at, expires_at = excluded.expires_at
    returning key`);
  return { key: keyOf(row), token, expiresAt };
}

/** Makes a link with which a login gets a new password; an earlier one is void. Null: there is no such active login. */
export async function linkForPassword(
  session: Session,
  login: number,
  now: number,
): Promise<LinkMade | null> {
  const token = newToken();
  const expiresAt = now + passwordLinkMs;
  const [row] = await session.query<{ key: number }>(sql`
    insert into invitation (email, name, roles, login_key, token_hash, made_at, expires_at)
    select email, name, '{}', key, ${hashOf(token)}, ${new Date(now)}, ${new Date(expiresAt)}
    from login where key = ${login} and active and not demo
    on conflict (login_key) do update
    set token_hash = excluded.token_hash, made_at = excluded.made_at, expires_at = excluded.expires_at
    returning key`);
  return row === undefined ? null : { key: row.key, token, expiresAt };
}

export type OpenInvitation = {
  readonly key: number;
  readonly email: string;
  readonly name: string | null;
  readonly roles: readonly Role[];
  readonly user_id: string | null;
  readonly made_at: number;
  readonly expires_at: number;
};

/** Invitations to join that hold at an instant (ms), the last one first. */
export async function openInvitations(
  session: Session,
  now: number,
): Promise<readonly OpenInvitation[]> {
  return session.query<OpenInvitation>(sql`
    select invitation.key, email, name, roles, entity.id as user_id, made_at, expires_at
    from invitation left join entity on entity.key = user_key
    where login_key is null and expires_at > ${new Date(now)}
    order by made_at desc, invitation.key desc`);
}

/** Makes an invitation void; false when there is none with this key. */
export async function withdrawInvitation(session: Session, key: number): Promise<boolean> {
  return (
    (await session.run(sql`delete from invitation where key = ${key} and login_key is null`)) > 0
  );
}

/** What a link is for, for who holds it. */
export type Seen = {
  readonly email: string;
  readonly name: string | null;
  readonly login_key: number | null;
};

/** The link with this token at an instant (ms); null when it holds no more. */
export async function invitationOf(
  session: Session,
  token: string,
  now: number,
): Promise<Seen | null> {
  const [row] = await session.query<Seen>(sql`
    select email, name, login_key from invitation
    where token_hash = ${hashOf(token)} and expires_at > ${new Date(now)}`);
  return row ?? null;
}

/**
 * Uses up a link: makes the login, or gives the one that is there its new password and signs it out everywhere. Answers
 * the key of the login and whether it is new; null when the link holds no more. Throws `login_exists` and `user_taken`.
 */
export async function acceptInvitation(
  session: Session,
  token: string,
  given: { readonly name: string | null; readonly passwordHash: string; readonly now: number },
): Promise<{ readonly login: number; readonly isNew: boolean } | null> {
  const { passwordHash: hash, now } = given;
  const used = await takenWhere(session, sql`token_hash = ${hashOf(token)}`, now);
  if (used === null) return null;
  const login = used.login_key ?? (await join(session, used, given.name));
  await setPassword(session, { login, hash, now });
  if (used.login_key !== null) await endSessions(session, login, null);
  return { login, isNew: used.login_key === null };
}

/**
 * Uses up the invitation to an address that a provider has verified, and answers the key of the new login; null when
 * there is none that holds.
 */
export async function acceptForAddress(
  session: Session,
  {
    email,
    name,
    now,
  }: { readonly email: string; readonly name: string | null; readonly now: number },
): Promise<number | null> {
  const used = await takenWhere(session, sql`email = ${email} and login_key is null`, now);
  return used === null ? null : join(session, used, name);
}

type Used = Invitation & { readonly login_key: number | null };
type Invitation = {
  readonly email: string;
  readonly name: string | null;
  readonly roles: readonly Role[];
  readonly user_key: number | null;
};

/** The link is gone with this: of two who use it at once, one finds it. */
async function takenWhere(session: Session, condition: Sql, now: number): Promise<Used | null> {
  const [row] = await session.query<Used>(sql`
    delete from invitation where ${condition} and expires_at > ${new Date(now)}
    returning email, name, roles, user_key, login_key`);
  return row ?? null;
}

async function join(session: Session, invited: Invitation, chosen: string | null): Promise<number> {
  const { email, name, roles, user_key } = invited;
  await releaseFromDemo(session, user_key);
  const [login] = await session.query<{ key: number }>(sql`
    insert into login (email, name, roles, user_key) values (${email}, ${chosen ?? name}, ${roles}, ${user_key})
    on conflict do nothing returning key`);
  if (login === undefined) throw loginExists();
  return login.key;
}

function keyOf(row: { readonly key: number } | undefined): number {
  if (row === undefined) throw new Error('No invitation was made.');
  return row.key;
}

function loginExists(): Problem {
  return new Problem({
    code: 'login_exists',
    message: 'Somebody can sign in with this address, or as this person, already.',
    field: 'email',
    hint: 'Change their login, or make a link for a new password.',
  });
}

/** The first step of set-up: somebody accepts the notice for the organisation. Nothing comes in before. */

import { noticeVersion } from '../contract/activation.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { Problem } from '../model/problem.ts';

export type Activation = {
  readonly noticeVersion: number;
  /** ms since 1970. */
  readonly acceptedAt: number;
  /** The name of who accepted; null when that person was erased since. */
  readonly by: string | null;
};

/** The latest acceptance; null before the first: the product is not in use, or only as a demo. */
export async function activationIn(session: Session): Promise<Activation | null> {
  return (await activationsIn(session))[0] ?? null;
}

/** Everybody who accepted a notice for the organisation, latest first. */
export async function activationsIn(session: Session): Promise<readonly Activation[]> {
  return session.query<Activation>(sql`
    select notice_version as "noticeVersion", accepted_at as "acceptedAt",
      coalesce(app_user.name, login.name, login.email, accepted_by) as by
    from activation left join login on login.key = activation.login_key
    left join app_user on app_user.key = login.user_key
    order by activation.key desc`);
}

/**
 * Notes who accepted the present notice: a login, or on the command line a name. One's own data begin with it, so that
 * the people of the demo are let in no more. Throws a Problem for an older notice.
 */
export async function activate(
  session: Session,
  {
    version,
    by,
    now,
  }: {
    readonly version: number;
    readonly by: { readonly login: number } | { readonly name: string };
    readonly now: number;
  },
): Promise<void> {
  if (version !== noticeVersion) throw noticeChanged(version);
  const login = 'login' in by ? by.login : null;
  const name = 'name' in by ? by.name : null;
  await session.run(sql`
    insert into activation (notice_version, accepted_at, login_key, accepted_by, was_demo)
    select ${version}::integer, ${new Date(now)}::timestamptz, ${login}::integer, ${name}::text, demo from organization`);
  await session.run(sql`delete from login where demo and key is distinct from ${login}`);
}

/**
 * Throws a Problem unless something may be read in: after the activation, or as part of the demo company while that is
 * loaded.
 */
export async function assertActivated(
  session: Session,
  source: { readonly name: string },
): Promise<void> {
  const [state] = await session.query<{ activated: boolean; loading: boolean }>(sql`
    select exists (select from activation) as activated,
      exists (select from source where kind = 'demo' and synced_at is null) as loading`);
  if (state?.activated === true) return;
  if (state?.loading === true && source.name.startsWith('demo/')) return;
  throw new Problem({
    code: 'not_activated',
    message: 'Nothing is read in before somebody has accepted the notice for the organisation.',
    hint: 'Open the page and accept it as an administrator, or run: rapport activate',
  });
}

/** The Problem for a notice that is not the present one. */
export function noticeChanged(version: number): Problem {
  return new Problem({
    code: 'notice_changed',
    message: `The notice is another one by now: version ${noticeVersion}.`,
    field: 'version',
    value: version,
    hint: 'Get it again and read it before you accept.',
  });
}

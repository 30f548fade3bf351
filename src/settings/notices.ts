/** Who was told that communication is processed: those who sign in, and the contacts and leads. */

import { noticeVersion } from '../contract/activation.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';

/** When a login read the present notice (ms since 1970), and whether that is due: the product is in use and they have not. */
export async function ownNotice(
  session: Session,
  login: number,
): Promise<{ readonly readAt: number | null; readonly due: boolean }> {
  const [row] = await session.query<{ readAt: number | null; active: boolean }>(sql`
    select case when told_version = ${noticeVersion} then told_at end as "readAt",
      exists (select from activation) as active
    from login where key = ${login}`);
  const readAt = row?.readAt ?? null;
  return { readAt, due: readAt === null && row?.active === true };
}

/** Notes that a login has read the present notice, at the first time that they say so. */
export async function noteRead(session: Session, login: number, now: number): Promise<boolean> {
  const changed = await session.run(sql`
    update login set told_at = ${new Date(now)}, told_version = ${noticeVersion}
    where key = ${login} and told_version is distinct from ${noticeVersion}`);
  return changed > 0;
}

/** What is noted of a contact or lead: when they were told, on what basis, and who noted it when. Instants are ms. */
export type PersonNotice = {
  readonly toldAt: number;
  readonly basis: string;
  readonly notedAt: number;
  readonly notedBy: string | null;
};

/** What is noted of the person with this key; null: nothing. */
export async function personNotice(session: Session, person: number): Promise<PersonNotice | null> {
  const [row] = await session.query<PersonNotice>(sql`
    select person_notice.told_at as "toldAt", basis, noted_at as "notedAt",
      coalesce(app_user.name, login.name, login.email) as "notedBy"
    from person_notice left join login on login.key = noted_by
    left join app_user on app_user.key = login.user_key
    where person_key = ${person}`);
  return row ?? null;
}

/** Notes it, in the place of what was noted before. */
export async function notePerson(
  session: Session,
  person: number,
  {
    toldAt,
    basis,
    by,
    now,
  }: {
    readonly toldAt: number;
    readonly basis: string;
    readonly by: number;
    readonly now: number;
  },
): Promise<void> {
  await session.run(sql`
    insert into person_notice (person_key, told_at, basis, noted_at, noted_by)
    values (${person}, ${new Date(toldAt)}, ${basis}, ${new Date(now)}, ${by})
    on conflict (person_key) do update
    set told_at = excluded.told_at, basis = excluded.basis, noted_at = excluded.noted_at, noted_by = excluded.noted_by`);
}

/** Subjects that are not to be kept. New ones are cut down where they are written: see migration 0008. */

import { isDeepStrictEqual } from 'node:util';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import type { OrganizationSettings } from '../model/entities.ts';

/**
 * When subjects are not kept, removes those that are there. The excluded texts in one stay, so that its activity stays
 * excluded; they go as well as soon as they are excluded no more. What is gone does not come back.
 */
export async function dropSubjects(
  session: Session,
  {
    before,
    after,
  }: { readonly before: OrganizationSettings; readonly after: OrganizationSettings },
): Promise<void> {
  if (after.storeSubjects) return;
  const { subjects } = after.exclusions;
  if (!before.storeSubjects && isDeepStrictEqual(before.exclusions.subjects, subjects)) return;
  // Whoever writes activities now may still keep subjects: it is waited for, and who comes later does not.
  await session.run(sql`lock table activity in share row exclusive mode`);
  await session.run(sql`
    update activity set subject = subject_to_keep(subject, ${JSON.stringify(subjects)}::jsonb)
    where subject is not null
      and subject is distinct from subject_to_keep(subject, ${JSON.stringify(subjects)}::jsonb)`);
}

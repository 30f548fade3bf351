/** The cards about a person, and those that they were shown. */

import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { organizationIn } from '../facts/organization.ts';
import { healthCardKinds } from '../model/vocabulary.ts';
import type { Held, HeldRow } from './held-rows.ts';

/** Of a user what was shown to them and what they decided; of a contact or lead what was shown about them, to anybody. */
export async function heldCards(
  session: Session,
  { type, key }: Held,
): Promise<readonly HeldRow[]> {
  const { settings } = await organizationIn(session);
  const whose = type === 'user' ? sql`login.user_key = ${key}` : sql`record_key = ${key}`;
  const hidden = settings.showHealth ? [] : healthCardKinds;
  return session.query(sql`
    select entity.type, entity.id, kind, cause, chosen_on, decision,
      to_char(decided_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as decided_at, until
    from insight_card join login on login.key = login_key join entity on entity.key = record_key
    where ${whose} and kind <> all(${hidden}::text[]) order by insight_card.key`);
}

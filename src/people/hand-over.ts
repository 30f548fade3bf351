/** Everything that one person of ours owns or works on goes to another, as when somebody leaves. */

import { type AuditActor, audit } from '../audit/record.ts';
import type { HandedOver } from '../contract/people.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { lockFacts } from '../facts/attribute.ts';
import { markRecords } from '../facts/marks.ts';
import { addressesAround } from '../ingest/owned-addresses.ts';
import { touchActivities } from '../ingest/touched.ts';

export type HandOver = {
  /** Keys of users. */
  readonly from: number;
  readonly to: number;
  /** `open`: closed leads and opportunities stay with whom they were. */
  readonly what: 'all' | 'open';
};

/**
 * Hands over and marks what it moves; answers how many of each. Who had a deal stays on its team, so that what was done
 * with it still belongs to it. NOTE: the CRM stays the master: what it sends later holds.
 */
export async function handOver(
  session: Session,
  { from, to, what }: HandOver,
  { by, now }: { readonly by: AuditActor; readonly now: number },
): Promise<HandedOver> {
  await lockFacts(session);
  const open = what === 'open' ? sql`and status = 'open'` : sql``;
  const accounts = await session.query<Changed>(
    sql`update account set owner_key = ${to} where owner_key = ${from} returning key`,
  );
  const contacts = await session.query<Changed>(
    sql`update contact set owner_key = ${to} where owner_key = ${from} returning key`,
  );
  const leads = await session.query<Changed>(
    sql`update lead set owner_key = ${to} where owner_key = ${from} ${open} returning key`,
  );
  const opportunities = await session.query<Changed>(sql`
    update opportunity set owner_key = ${to}, team_keys = case
      when ${from} = any(team_keys) then team_keys else team_keys || ${from}::integer end
    where owner_key = ${from} ${open} returning key`);
  const teams = await session.query<Changed>(sql`
    update opportunity set team_keys = team_keys || ${to}::integer
    where ${from} = any(team_keys) and ${to} <> all(team_keys) and owner_key is distinct from ${to} ${open}
    returning key`);
  const keys = [accounts, contacts, leads, opportunities, teams].flat().map(({ key }) => key);
  await touchActivities(session, {
    addresses: await addressesAround(session, keys),
    records: keys,
  });
  await markRecords(session, keys);
  const handed = {
    accounts: accounts.length,
    contacts: contacts.length,
    leads: leads.length,
    opportunities: opportunities.length,
    teams: teams.length,
  };
  await audit(session, {
    at: now,
    actor: by,
    action: 'handed_over',
    object: { entity: from },
    details: { what, ...handed },
  });
  return handed;
}

type Changed = { readonly key: number };

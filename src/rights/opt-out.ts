/** Opting out of analytics, here or by the source: the stricter of both holds (migration 0013). */

import { type AuditActor, audit } from '../audit/record.ts';
import type { OptedOut } from '../contract/rights.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { lockFacts } from '../facts/attribute.ts';
import { markRecords } from '../facts/marks.ts';
import { addressesAround } from '../ingest/owned-addresses.ts';
import { touchActivities } from '../ingest/touched.ts';
import { type PersonRef, personKey } from './person.ts';
import { recordsAround } from './references.ts';

/** Sets or takes back that a person opted out here; their activities are interpreted again. */
export async function setOptOut(
  session: Session,
  person: PersonRef & { readonly optedOut: boolean },
  { now, actor }: { readonly now: number; readonly actor: AuditActor },
): Promise<OptedOut> {
  const { type, optedOut } = person;
  await lockFacts(session);
  const key = await personKey(session, person);
  const before = await optOutOf(session, { key, type });
  if (before.here === optedOut) return before;
  const table = sql.id(type === 'user' ? 'app_user' : type);
  if (optedOut) {
    await session.run(sql`update ${table} set opted_out = true where key = ${key}`);
    await session.run(sql`
      insert into opt_out (entity_key, by_source, set_at)
      values (${key}, ${before.bySource}, ${new Date(now)}) on conflict (entity_key) do nothing`);
  } else {
    await session.run(sql`delete from opt_out where entity_key = ${key}`);
    await session.run(sql`update ${table} set opted_out = ${before.bySource} where key = ${key}`);
  }
  const after = await optOutOf(session, { key, type });
  if (after.optedOut !== before.optedOut) {
    await touchActivities(session, {
      addresses: await addressesAround(session, [key]),
      records: [key],
    });
    await markRecords(session, await recordsAround(session, [key]));
  }
  await audit(session, {
    at: now,
    actor,
    action: 'opted_out',
    object: { entity: key },
    details: { optedOut },
  });
  return after;
}

/** Whether somebody opted out, and who said so. */
export async function optOutOf(
  session: Session,
  { key, type }: { readonly key: number; readonly type: PersonRef['type'] },
): Promise<OptedOut> {
  const table = sql.id(type === 'user' ? 'app_user' : type);
  const [row] = await session.query<OptedOut>(sql`
    select opted_out as "optedOut", opt_out.entity_key is not null as here, coalesce(by_source, opted_out) as "bySource"
    from ${table} person left join opt_out on entity_key = person.key where person.key = ${key}`);
  return row ?? { optedOut: false, here: false, bySource: false };
}

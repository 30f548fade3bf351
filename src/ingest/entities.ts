/** People and records of a batch → their tables; what changed touches activities and figures. */

import type { Session } from '../db/pool.ts';
import { markRecords } from '../facts/marks.ts';
import type { EntityType } from '../model/vocabulary.ts';
import { columnsOf, type Entity, referencesOf } from './entity-rows.ts';
import { type EntityKeys, entityKeys } from './keys.ts';
import { addressesAround, writeAddresses } from './owned-addresses.ts';
import { touchActivities } from './touched.ts';
import { type Upserted, upsert } from './upsert.ts';

/** Writes people and records with their addresses, and marks what the changes touch. */
export async function writeEntities(
  session: Session,
  entities: readonly Entity[],
): Promise<{ readonly added: number; readonly changed: number }> {
  const totals = { added: 0, changed: 0 };
  if (entities.length === 0) return totals;
  const keyOf = await entityKeys(session, entities.flatMap(referencesOf));
  for (const type of ['user', 'team', 'account', 'contact', 'lead', 'opportunity'] as const) {
    const latest = new Map(
      entities.filter((item) => item.type === type).map((item) => [item.value.id, item]),
    );
    const written = await writeOfType(session, [...latest.values()], keyOf);
    const addresses = await writeAddresses(session, [...latest.values()], keyOf);
    const records = [...new Set([...written.added, ...written.changed, ...addresses.owners])];
    totals.added += written.added.length;
    totals.changed += records.length - written.added.length;
    if (type === 'team') continue;
    await touchActivities(session, {
      addresses: [...addresses.moved, ...(await addressesAround(session, records))],
      records,
    });
    await markRecords(session, records);
  }
  return totals;
}

async function writeOfType(
  session: Session,
  items: readonly Entity[],
  keyOf: EntityKeys,
): Promise<Upserted> {
  const rows = items.map((item) => rowOf(item, keyOf));
  const first = rows[0];
  if (first === undefined) return { added: [], changed: [] };
  const { table, columns } = first;
  return upsert(
    session,
    { table, columns },
    rows.map(({ key, values }) => ({ key, ...values })),
  );
}

/** The row of one person or record, with the table's columns and their types. */
function rowOf(item: Entity, keyOf: EntityKeys) {
  const key = keyOf(item.type, item.value.id) ?? 0;
  const keysOf = (type: EntityType, ids: readonly string[]) => [
    ...new Set(ids.map((id) => keyOf(type, id)).filter((found) => found !== null)),
  ];
  const built = columnsOf(item, keyOf, keysOf);
  const columns = Object.fromEntries(built.map(([name, type]) => [name, type]));
  const values = Object.fromEntries(built.map(([name, , value]) => [name, value]));
  return { key, table: item.type === 'user' ? 'app_user' : item.type, columns, values };
}

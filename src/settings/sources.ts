/** Where things come from: when it was last read, who consented to it, and whether lists make its mail bulk. */

import { dayMs, instantText } from '../analytics/zone.ts';
import { audit } from '../audit/record.ts';
import type { Source, SourceChange } from '../contract/sources.ts';
import type { Database, Session } from '../db/pool.ts';
import { type Sql, sql } from '../db/sql.ts';
import { lockFacts } from '../facts/attribute.ts';
import { endedAt, knownUntil, staleAfterDays } from '../facts/known-until.ts';
import { markActivities } from '../facts/marks.ts';
import { isFileKind } from '../model/vocabulary.ts';

/** All sources, by kind and name, as they are now (ms); what the demo company was made by is none. */
export function sourcesIn(session: Session, now: number): Promise<readonly Source[]> {
  return readSources(session, sql`kind <> 'demo' order by kind collate "C", name collate "C"`, now);
}

/** Who changes a source, and gives the consent that is given with it. */
export type SourceChanger = {
  readonly by: { readonly login: number; readonly name: string };
  readonly now: number;
};

/** Changes what is given; answers the source and how many of its activities are to be interpreted again, or null. */
export function changeSource(
  database: Database,
  key: number,
  { bulkRule, consent, by, now }: SourceChange & SourceChanger,
): Promise<{ readonly source: Source; readonly waiting: number } | null> {
  return database.transaction(async (session) => {
    const where = sql`key = ${key} and kind <> 'demo'`;
    const [before] = await readSources(session, sql`${where} for update`, now);
    if (before === undefined) return null;
    if (consent !== undefined) {
      await session.run(sql`
        update source set consent_by = ${consent == null ? null : by.name}, consent_at = ${consent?.givenAt ?? null}::timestamptz,
          consent_scope = ${consent?.scope ?? null}
        where key = ${key}`);
    }
    let waiting = 0;
    if (bulkRule !== undefined && bulkRule !== before.bulkRule)
      waiting = await setBulkRule(session, key, bulkRule);
    const [source] = await readSources(session, where, now);
    const changed = [
      ...(consent === undefined ? [] : [consent === null ? 'consent withdrawn' : 'consent']),
      ...(bulkRule === undefined || bulkRule === before.bulkRule ? [] : ['bulkRule']),
    ];
    if (changed.length > 0) {
      await audit(session, {
        at: now,
        actor: by,
        action: 'source_changed',
        object: { type: 'source', id: String(key) },
        details: { changed, ...(bulkRule === undefined ? {} : { bulkRule }), waiting },
      });
    }
    return source === undefined ? null : { source, waiting };
  });
}

/**
 * Without the rule what lists wrote into the headers of a message is put aside, as the reader does with a message that
 * comes in. NOTE: what was put aside by a reader is gone; only reading the source again brings it back.
 */
async function setBulkRule(session: Session, source: number, isOn: boolean): Promise<number> {
  await lockFacts(session);
  await session.run(sql`update source set bulk_rule = ${isOn} where key = ${source}`);
  const isMoved = isOn
    ? sql`starts_with(name, 'aside:')`
    : sql`(name in ('list-id', 'list-unsubscribe')
        or name = 'precedence' and lower(btrim(value)) in ('bulk', 'list', 'junk'))`;
  const newName = isOn ? sql`substr(name, 7)` : sql`'aside:' || name`;
  const flags = isOn
    ? sql`array_remove(flags, 'bulk_rule_off')`
    : sql`array_append(array_remove(flags, 'bulk_rule_off'), 'bulk_rule_off')`;
  const moved = await session.query<{ key: number }>(sql`
    update activity set flags = ${flags}, headers = (
      select jsonb_object_agg(case when ${isMoved} then ${newName} else name end, value)
      from jsonb_each_text(headers) header (name, value)
    )
    where source_key = ${source} and kind = 'email'
      and exists (select from jsonb_each_text(headers) header (name, value) where ${isMoved})
    returning key`);
  await markActivities(
    session,
    moved.map(({ key }) => key),
  );
  return moved.length;
}

type ConsentColumns = {
  readonly consent_by: string | null;
  readonly consent_at: number | null;
  readonly consent_scope: string | null;
};

async function readSources(session: Session, which: Sql, now: number): Promise<readonly Source[]> {
  const rows = await session.query<
    {
      key: number;
      kind: string;
      name: string;
      synced_at: number | null;
      ended_at: number | null;
      outdated: boolean;
      bulk_rule: boolean;
    } & ConsentColumns
  >(sql`
    select key, kind, name, synced_at, ${endedAt} as ended_at,
      coalesce(${knownUntil}, '-infinity') < ${new Date(now - staleAfterDays * dayMs)} as outdated, bulk_rule, consent_by, consent_at, consent_scope from source where ${which}`);
  return rows.map((row) => ({
    id: row.key,
    kind: row.kind,
    name: row.name,
    syncedAt: row.synced_at === null ? null : instantText(row.synced_at),
    isFile: isFileKind(row.kind),
    endedAt: row.ended_at === null ? null : instantText(row.ended_at),
    isOutdated: row.outdated,
    bulkRule: row.bulk_rule,
    consent: consentOf(row),
  }));
}

function consentOf({ consent_by, consent_at, consent_scope }: ConsentColumns): Source['consent'] {
  if (consent_by === null || consent_at === null || consent_scope === null) return null;
  return { givenBy: consent_by, givenAt: instantText(consent_at), scope: consent_scope };
}

/** The figures of a contact or lead, one in a row, each with what it counts. */

import { presentRecord } from '../analytics/present.ts';
import { figuresOf, viewOf } from '../analytics/snapshot.ts';
import type { Database } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { listDays } from '../facts/compute.ts';
import { namesOf } from '../facts/names.ts';
import { organizationIn } from '../facts/organization.ts';
import { readSnapshot } from '../facts/snapshot.ts';
import { factorDefinitions, kpiCatalogue } from '../model/kpis.ts';
import { healthFactors } from '../model/vocabulary.ts';
import type { Held, HeldRow } from './held-rows.ts';

/** None for users and for who opted out. With health hidden there is none of it. */
export async function heldFigures(
  database: Database,
  { type, key }: Held,
  asOf: number,
): Promise<readonly HeldRow[]> {
  if (type === 'user') return [];
  const { organization, settings } = await organizationIn(database);
  const { timeZone } = organization;
  const snapshot = await readSnapshot(database, [key], { asOf, timeZone });
  const question = { asOf, days: listDays, timeZone, settings };
  const result = figuresOf(snapshot, question, (record) => record.key === key).next().value;
  if (result === undefined) return [];
  const { kpis } = result;
  const facts = [kpis.lastInteraction, kpis.nextInteraction, kpis.lastInbound, kpis.lastOutbound];
  const activities = await database.query<{ key: number; id: string }>(sql`
    select key, id from activity
    where key = any(${facts.filter((fact) => fact >= 0).map((fact) => snapshot.activityKey(fact))}::bigint[])`);
  const ids = new Map(activities.map((row) => [row.key, row.id]));
  const names = await namesOf(
    database,
    [...result.contacted, ...result.contactedBy].map(({ person }) => person),
  );
  const { health, ...figures } = presentRecord(
    result,
    { snapshot, view: viewOf(question) },
    {
      person: (person) => {
        const { type: kind, id } = names.get(person) ?? { type: 'contact', id: '' };
        return { type: kind === 'user' || kind === 'lead' ? kind : 'contact', id };
      },
      activityId: (fact) => ids.get(snapshot.activityKey(fact)) ?? '',
    },
  );
  return flattened({ ...figures, ...(settings.showHealth ? { health } : {}) });
}

/** `lifetime.emailsSent` and so on, with unit and definition where the catalogue has them. */
function flattened(value: object, path = ''): readonly HeldRow[] {
  return Object.entries(value).flatMap(([name, part]) => {
    const figure = path === '' ? name : `${path}.${name}`;
    if (typeof part === 'object' && part !== null && !Array.isArray(part))
      return flattened(part, figure);
    const isPlain = part === null || typeof part === 'number' || typeof part === 'string';
    const kpi = kpiCatalogue.find(({ name: known }) => figure.replace(/^\w+\./, '') === known);
    const factor = healthFactors.find((known) => figure.startsWith(`health.factors.${known}.`));
    return [
      {
        figure,
        value: isPlain ? part : JSON.stringify(part),
        unit: kpi?.unit ?? null,
        definition: kpi?.definition ?? (factor === undefined ? null : factorDefinitions[factor]),
      },
    ];
  });
}

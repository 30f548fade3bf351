/** From a change of the settings to new figures of every record, by the worker of the running product. */

import { sql } from '../src/db/sql.ts';
import { eventsChannel } from '../src/facts/events.ts';
import { organizationIn } from '../src/facts/organization.ts';
import { writeSettings } from '../src/ingest/organization.ts';
import { settled } from './app.ts';
import type { Store } from './store.ts';

export type RegradeNumbers = {
  readonly records: number;
  readonly seconds: number;
  /** How often the progress was told. */
  readonly progressEvents: number;
};

/** Sets the influence of meetings, waits, and sets it back. Throws when no score moved. */
export async function measureRegrade(store: Store): Promise<RegradeNumbers> {
  const { database } = store;
  await settled(store);
  const { settings } = await organizationIn(database);
  const stop = new AbortController();
  let progressEvents = 0;
  const listen = (payload: string) => {
    if (payload.includes('"progress"')) progressEvents += 1;
  };
  await database.listen(eventsChannel, listen, { signal: stop.signal });
  const before = await sumOfScores(store);
  const influence = { ...settings.activityInfluence, appointment: 1.5, phonecall: 0.5 };
  await database.transaction((session) => writeSettings(session, { activityInfluence: influence }));
  const seconds = await settled(store);
  const after = await sumOfScores(store);
  stop.abort();
  if (after.scores === before.scores) throw new Error('The change of the settings moved no score.');
  const { activityInfluence } = settings;
  await database.transaction((session) => writeSettings(session, { activityInfluence }));
  await settled(store);
  return { records: after.records, seconds, progressEvents };
}

async function sumOfScores({ database }: Store) {
  const [row] = await database.query<{ scores: number; records: number }>(sql`
    select coalesce(sum(health_score), 0) as scores, count(*) as records from record_analytics`);
  return row ?? { scores: 0, records: 0 };
}

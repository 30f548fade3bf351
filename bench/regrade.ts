/** How long it takes until every record has its figures by new settings. */

import { sql } from '../src/db/sql.ts';
import { writeSettings } from '../src/ingest/organization.ts';
import type { Item } from '../src/model/bundle.ts';
import { recompute } from '../src/refresh/recompute.ts';
import { asOf } from './data/company.ts';
import { importAll } from './ingest.ts';
import type { Store } from './store.ts';

export type RegradeNumbers = { readonly records: number; readonly seconds: number };

/** Adds contacts until there are so many records, then changes the settings and computes all of them. */
export async function measureRegrade(store: Store, records: number): Promise<RegradeNumbers> {
  const [there] = await store.database.query<{ records: number }>(sql`
    select count(*) as records from entity where type in ('account', 'contact', 'lead', 'opportunity')`);
  const missing = Math.max(0, records - (there?.records ?? 0));
  await importAll(store, quietContacts(missing), () => {});
  await store.database.transaction((session) =>
    writeSettings(session, { communicationFrequency: 'fewWeeks' }),
  );
  const begin = performance.now();
  const { signal } = new AbortController();
  const target = store.connection;
  const written = await recompute(store.database, { target, clock: () => asOf, signal });
  const seconds = (performance.now() - begin) / 1000;
  await store.database.transaction((session) =>
    writeSettings(session, { communicationFrequency: 'weekly' }),
  );
  await recompute(store.database, { target, clock: () => asOf, signal });
  return { records: written, seconds };
}

function* quietContacts(count: number): Generator<Item> {
  for (let n = 0; n < count; n++) {
    yield {
      type: 'contact',
      value: {
        id: `quiet-${n}`,
        name: `Quiet ${n}`,
        accountId: null,
        ownerId: null,
        emails: [],
        phones: [],
        jobTitle: null,
        timeZone: null,
        analyticsOptOut: false,
        followEmail: null,
      },
    };
  }
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Analysis, analyze } from '../src/analytics/analyze.ts';
import { readBundle } from '../src/connectors/bundle/connector.ts';
import { calendarConnector } from '../src/connectors/calendar/calendar.ts';
import { defaultBounds } from '../src/connectors/calendar/expansion.ts';
import { csvConnector } from '../src/connectors/csv/connector.ts';
import { readMapping } from '../src/connectors/csv/mapping.ts';
import { mboxConnector } from '../src/connectors/mail/mbox.ts';
import type { Activity } from '../src/model/activity.ts';
import type { Bundle, Connector, Item, Reject } from '../src/model/bundle.ts';
import { dayMs } from './workdays.ts';

/** The written demo company, read by the connectors as any other input: what its tests look at. */
export type DemoRead = {
  readonly bundle: Bundle;
  readonly rejects: readonly Reject[];
  /** Activities that more than one mailbox or calendar had. */
  readonly merged: number;
  /** The figures so many days from `now`. */
  readonly analysisOn: (days: number) => Analysis;
};

/** Everything in the folder as one bundle; what several mailboxes or calendars have is in it once. */
export async function readDemo(place: string, now: number): Promise<DemoRead> {
  const { bundle: company, rejects } = await readBundle(join(place, 'crm/company.json'));
  const mapping = await readMapping(join(place, 'crm/mapping.json'));
  const mailboxes = (await readdir(join(place, 'mail'))).sort();
  const read = await Promise.all(
    [
      csvConnector(join(place, 'crm'), mapping),
      ...mailboxes.map((name) => mboxConnector(join(place, 'mail', name), { bulkRule: true })),
      calendarConnector(join(place, 'calendar'), defaultBounds(now)),
    ].map(drained),
  );
  const items = read.flatMap((one) => one.items);
  const activities = [
    ...company.activities,
    ...items.flatMap((item) => (item.type === 'activity' ? [item.value] : [])),
  ];
  const unique = new Map<string, Activity>(activities.map((activity) => [activity.id, activity]));
  const bundle: Bundle = {
    ...company,
    accounts: items.flatMap((item) => (item.type === 'account' ? [item.value] : [])),
    contacts: items.flatMap((item) => (item.type === 'contact' ? [item.value] : [])),
    leads: items.flatMap((item) => (item.type === 'lead' ? [item.value] : [])),
    opportunities: items.flatMap((item) => (item.type === 'opportunity' ? [item.value] : [])),
    activities: [...unique.values()],
  };
  const analyses = new Map<number, Analysis>();
  return {
    bundle,
    rejects: [...rejects, ...read.flatMap((one) => one.rejects)],
    merged: activities.length - unique.size,
    analysisOn: (days: number) => {
      const found = analyses.get(days) ?? analyze(bundle, { asOf: now + days * dayMs, days: 60 });
      analyses.set(days, found);
      return found;
    },
  };
}

async function drained(connector: Connector) {
  const items: Item[] = [];
  const rejects: Reject[] = [];
  for await (const batch of connector({ cursor: null, signal: new AbortController().signal })) {
    items.push(...batch.items);
    rejects.push(...batch.rejects);
  }
  return { items, rejects };
}

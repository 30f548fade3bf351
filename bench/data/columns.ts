/** The facts of the invented organisation in columns, without a database: interpreted one by one as they stream. */

import { directoryOf } from '../../src/analytics/directory.ts';
import { exclusionRules } from '../../src/analytics/exclusions.ts';
import { interpret, kindSide } from '../../src/analytics/interpretation.ts';
import { keyedBundle } from '../../src/analytics/keyed.ts';
import type { RecordEntry } from '../../src/analytics/records.ts';
import type { Question, Snapshot } from '../../src/analytics/snapshot.ts';
import { dayNumbers } from '../../src/analytics/zone.ts';
import { type OrderedFacts, ordered } from '../../src/facts/order.ts';
import { snapshotOf } from '../../src/facts/snapshot.ts';
import { defaultSettings } from '../../src/model/entities.ts';
import { activitiesOf } from './activities.ts';
import { asOf, type Company } from './company.ts';

export type InMemory = {
  readonly snapshot: Snapshot;
  readonly ordered: OrderedFacts;
  readonly question: Question;
};

/** All that figures are computed from, for so many activities. */
export async function inMemory(company: Company, activities: number): Promise<InMemory> {
  const { organization } = company;
  const keyed = keyedBundle({
    organization,
    settings: defaultSettings,
    users: company.users,
    teams: [],
    accounts: company.accounts.map(({ account }) => account),
    contacts: company.accounts.flatMap(({ contacts }) => contacts),
    leads: company.leads,
    opportunities: company.accounts.flatMap(({ opportunities }) => opportunities),
    activities: [],
  });
  const rules = exclusionRules(defaultSettings, directoryOf(keyed.contents));
  const conversations = new Map<string, number>();
  const rows = roomFor(activities);
  for (const activity of activitiesOf(company, activities)) {
    const meaning = interpret(activity, rules);
    const first = activity.references[0] ?? activity.messageId ?? '';
    const conversation = conversations.get(first) ?? conversations.size;
    if (activity.kind === 'email') conversations.set(first, conversation);
    if (meaning.canceled || meaning.reason !== null) continue;
    const row = rows.length;
    rows.length += 1;
    rows.activityKey[row] = row;
    rows.startsAt[row] = activity.startsAt;
    rows.countsFrom[row] = meaning.completesAt;
    rows.countsUntil[row] = Number.POSITIVE_INFINITY;
    rows.minutes[row] = meaning.minutes;
    rows.kindSide[row] = kindSide(activity, meaning.side);
    rows.ours[row] = meaning.ours;
    rows.theirs[row] = meaning.theirs;
    rows.conversation[row] = activity.kind === 'email' ? conversation : -1;
    rows.authors[row] = meaning.authors;
    rows.peopleStart[row] = rows.keysLength;
    for (const key of meaning.people) append(rows, key);
    rows.recordsStart[row] = rows.keysLength;
    for (const key of meaning.records) append(rows, key);
  }
  const { timeZone } = organization;
  const { keys, people, records } = keyed;
  // Keys follow the order of ids, which have all the same length.
  const idsOf = async (activityKeys: readonly number[]) =>
    new Map(activityKeys.map((key) => [key, String(key).padStart(9, '0')]));
  const facts = await ordered([rows], { dayOf: dayNumbers(timeZone), idsOf, keys });
  return {
    // In the order in which the recompute reads them.
    snapshot: snapshotOf(facts, { records: records.toSorted(byHome), keys, people }),
    ordered: facts,
    question: { asOf, days: 60, timeZone, settings: defaultSettings },
  };
}

function byHome(a: RecordEntry, b: RecordEntry): number {
  return (a.accountKey ?? a.key) - (b.accountKey ?? b.key) || a.key - b.key;
}

/** NOTE: the columns are as long as there are activities, and the keys of people and records as many as can be. */
function roomFor(activities: number) {
  return {
    length: 0,
    activityKey: new Float64Array(activities),
    startsAt: new Float64Array(activities),
    countsFrom: new Float64Array(activities),
    countsUntil: new Float64Array(activities),
    minutes: new Float64Array(activities),
    kindSide: new Uint8Array(activities),
    ours: new Uint16Array(activities),
    theirs: new Uint16Array(activities),
    conversation: new Int32Array(activities),
    authors: new Uint8Array(activities),
    peopleStart: new Int32Array(activities),
    recordsStart: new Int32Array(activities),
    keys: new Int32Array(activities * 16),
    keysLength: 0,
  };
}

function append(rows: { readonly keys: Int32Array; keysLength: number }, key: number): void {
  rows.keys[rows.keysLength] = key;
  rows.keysLength += 1;
}

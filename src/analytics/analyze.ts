/** A whole bundle in memory: the figures of every record and the ledger of every activity, as of one instant. */

import type { Activity } from '../model/activity.ts';
import type { Bundle } from '../model/bundle.ts';
import type { ExclusionReason } from '../model/vocabulary.ts';
import { conversationsOf } from './conversations.ts';
import { type Directory, directoryOf } from './directory.ts';
import { byTime, duplicatesFrom } from './duplicates.ts';
import { exclusionRules, reasonAt, type Standing } from './exclusions.ts';
import { factColumns } from './fact-columns.ts';
import { type Interpretation, interpret } from './interpretation.ts';
import { type Keyed, keyedBundle } from './keyed.ts';
import { presentRecord, type RecordFigures } from './present.ts';
import { figuresOf, type Snapshot, viewOf } from './snapshot.ts';
import { dayNumbers } from './zone.ts';

export type LedgerEntry = {
  readonly id: string;
  readonly counted: boolean;
  readonly reason: ExclusionReason | null;
  /** `type:id` of every record that the activity belongs to, sorted. */
  readonly records: readonly string[];
};

export type Analysis = {
  readonly days: number;
  readonly records: readonly RecordFigures[];
  readonly ledger: readonly LedgerEntry[];
};

/** Every figure of a bundle as of an instant (ms), over a window of calendar days. */
export function analyze(
  bundle: Bundle,
  { asOf, days }: { readonly asOf: number; readonly days: number },
): Analysis {
  const { snapshot, keyed, activities, activityIds } = bundleSnapshot(bundle, asOf);
  const { timeZone } = bundle.organization;
  const question = { asOf, days, timeZone, settings: bundle.settings };
  const view = viewOf(question);
  const naming = {
    person: keyed.person,
    activityId: (fact: number) => activityIds[fact] ?? '',
  };
  return {
    days,
    records: Array.from(figuresOf(snapshot, question), (result) =>
      presentRecord(result, { snapshot, view }, naming),
    ),
    ledger: activities.map(({ activity, standing, meaning }) => {
      const reason = reasonAt(standing, asOf);
      const records = meaning.records.map((key) => keyed.reference(key)).sort();
      return { id: activity.id, counted: reason === null, reason, records };
    }),
  };
}

/** A bundle as figures as of an instant (ms) are computed from it. */
export function bundleSnapshot(
  bundle: Bundle,
  asOf: number,
): {
  readonly snapshot: Snapshot;
  readonly keyed: Keyed;
  readonly activities: readonly Interpreted[];
  /** Of the activity behind each fact. */
  readonly activityIds: readonly string[];
} {
  const keyed = keyedBundle(bundle);
  const activities = interpretAll(bundle, directoryOf(keyed.contents));
  const { timeZone } = bundle.organization;
  return { ...snapshotOf(activities, keyed, { asOf, timeZone }), keyed, activities };
}

type Interpreted = {
  readonly activity: Activity;
  readonly meaning: Interpretation;
  readonly standing: Standing;
};

function interpretAll(bundle: Bundle, directory: Directory): readonly Interpreted[] {
  const rules = exclusionRules(bundle.settings, directory);
  const activities = [...bundle.activities].sort(byTime);
  const duplicateFrom = duplicatesFrom(activities);
  return activities.map((activity, index) => {
    const meaning = interpret(activity, rules);
    const standing = { ...meaning, duplicateFrom: duplicateFrom[index] ?? Infinity };
    return { activity, meaning, standing };
  });
}

function snapshotOf(
  activities: readonly Interpreted[],
  keyed: Keyed,
  { asOf, timeZone }: { readonly asOf: number; readonly timeZone: string },
): { readonly snapshot: Snapshot; readonly activityIds: readonly string[] } {
  const conversation = conversationNumbers(activities, asOf);
  const countable = activities
    .filter(({ standing }) => !standing.canceled && standing.reason === null)
    .map(({ activity, meaning, standing: { duplicateFrom } }) => ({
      activity,
      meaning,
      duplicateFrom,
    }));
  const columns = factColumns(countable, {
    dayOf: dayNumbers(timeZone),
    conversationOf: conversation.of,
    conversations: conversation.count,
  });
  return {
    snapshot: {
      ...columns,
      records: keyed.records,
      keys: keyed.keys,
      people: keyed.people,
    },
    activityIds: countable.map(({ activity }) => activity.id),
  };
}

/** All emails up to the instant form conversations, whatever their reason (spec §5). */
function conversationNumbers(activities: readonly Interpreted[], asOf: number) {
  const emails = activities
    .map(({ activity }) => activity)
    .filter(({ kind, startsAt }) => kind === 'email' && startsAt <= asOf);
  const { numbers, count } = conversationsOf(emails);
  const places = new Map(emails.map((email, place) => [email, place]));
  return {
    count,
    of: (activity: Activity) => {
      const place = places.get(activity);
      return place === undefined ? -1 : (numbers[place] ?? -1);
    },
  };
}

/** What came in, without those who were erased: they are no participants, own nothing and are not taken in themselves. */

import { directoryOf, normalized } from '../analytics/directory.ts';
import { addressesOf, participantsOf } from '../analytics/participants.ts';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { directoryAround } from '../facts/directory.ts';
import { organizationIn } from '../facts/organization.ts';
import type { Activity } from '../model/activity.ts';
import type { Item, Reject } from '../model/bundle.ts';
import { withoutErasedPeople } from './entity-without-erased.ts';
import type { Suppression } from './suppressed.ts';

export type LeftItems = {
  readonly items: readonly Item[];
  /** What was left out as a whole; says nothing of whom. */
  readonly erased: readonly Reject[];
};

/** The items that are left, without references to who was erased; activities as they would be stored. */
export async function withoutErased(
  session: Session,
  items: readonly Item[],
  suppression: Suppression,
): Promise<LeftItems> {
  const { settings } = await organizationIn(session);
  const texts = settings.exclusions.subjects;
  const left: Item[] = [];
  const erased: Reject[] = [];
  for (const item of items) {
    if (item.type === 'activity') {
      left.push({ type: 'activity', value: strippedActivity(item.value, suppression, texts) });
      continue;
    }
    const kept = withoutErasedPeople(item, suppression);
    if (kept === null) erased.push(rejected(item.type));
    else left.push(kept);
  }
  return { items: left, erased };
}

/** Sides on which somebody erased took part, by activity. NOTE: kept beside the activity, which must not name them. */
const lostSides = new WeakMap<Activity, { readonly us: boolean; readonly them: boolean }>();

/** The activity without erased participants; its subject goes with them but for the excluded texts in it. */
function strippedActivity(
  activity: Activity,
  suppression: Suppression,
  excludedTexts: readonly string[],
): Activity {
  const renamed = withoutMentions(activity, suppression);
  const gone = new Set<string>();
  let [us, them] = [false, false];
  for (const [role, given] of addressesOf(activity)) {
    const found = suppression.address(given);
    if (found === null) continue;
    gone.add(given);
    if (role !== 'organizer' && activity.responses[given] === 'declined') continue;
    if (found.internal) us = true;
    else them = true;
  }
  const { regarding } = activity;
  const aboutErased = regarding === null ? null : suppression.person(regarding.type, regarding.id);
  if (gone.size === 0 && aboutErased === null) return renamed;
  const stays = (address: string) => !gone.has(normalized(address));
  const one = (address: string | null) => (address !== null && stays(address) ? address : null);
  const stripped: Activity = {
    ...renamed,
    subject: subjectToKeep(activity.subject, excludedTexts),
    // That an activity is about some lead counts even when the lead is not known (spec §4).
    regarding:
      regarding === null || aboutErased === null
        ? regarding
        : regarding.type === 'lead'
          ? { type: 'lead', id: aboutErased }
          : null,
    from: one(activity.from),
    to: activity.to.filter(stays),
    cc: activity.cc.filter(stays),
    bcc: activity.bcc.filter(stays),
    organizer: one(activity.organizer),
    required: activity.required.filter(stays),
    optional: activity.optional.filter(stays),
    responses: onlyStaying(activity.responses, stays),
    displayNames: onlyStaying(activity.displayNames, stays),
  };
  lostSides.set(stripped, { us, them });
  return stripped;
}

/** Ids and headers may hold an address; the same one gets the same name everywhere, so that threads stay together. */
function withoutMentions(activity: Activity, { text }: Suppression): Activity {
  const orNull = (value: string | null) => (value === null ? null : text(value));
  return {
    ...activity,
    id: text(activity.id),
    subject: orNull(activity.subject),
    messageId: orNull(activity.messageId),
    inReplyTo: orNull(activity.inReplyTo),
    references: activity.references.map(text),
    threadId: orNull(activity.threadId),
    icalUid: orNull(activity.icalUid),
    headers: Object.fromEntries(
      Object.entries(activity.headers).map(([name, value]) => [name, text(value)]),
    ),
  };
}

/** What is kept of a subject when somebody on it was erased: see subject_to_keep in migration 0008. */
function subjectToKeep(subject: string | null, excluded: readonly string[]): string | null {
  if (subject === null) return null;
  const folded = subject.toLowerCase();
  const parts = excluded.filter((part) => part !== '' && folded.includes(part.toLowerCase()));
  return parts.length === 0 ? null : parts.toSorted().join(' · ');
}

function onlyStaying<Value>(
  table: Readonly<Record<string, Value>>,
  stays: (address: string) => boolean,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(table).filter(([address]) => stays(address)));
}

/**
 * The activities that still have somebody on each side that lost somebody, by what is known of people now. NOTE: asked
 * after the people of the batch were written.
 */
export async function withSomebodyLeft(
  session: Session,
  activities: readonly Activity[],
): Promise<{ readonly left: readonly Activity[]; readonly erased: readonly Reject[] }> {
  const doubtful = activities.filter((activity) => lostSides.has(activity));
  if (doubtful.length === 0) return { left: activities, erased: [] };
  const addresses = [
    ...new Set(doubtful.flatMap((one) => Array.from(addressesOf(one), ([, text]) => text))),
  ];
  const keys = await session.query<{ key: number }>(
    sql`select key from address where address = any(${addresses}::text[])`,
  );
  const contents = await directoryAround(session, {
    addressKeys: keys.map(({ key }) => key),
    recordKeys: [],
  });
  const directory = directoryOf(contents);
  const left = activities.filter((activity) => {
    const lost = lostSides.get(activity);
    if (lost === undefined) return true;
    const present = participantsOf(activity, directory);
    const us = present.some(({ internal }) => internal);
    const them = present.some(({ internal }) => !internal);
    return (us || !lost.us) && (them || !lost.them);
  });
  const erased = Array.from({ length: activities.length - left.length }, () =>
    rejected('activity'),
  );
  return { left, erased };
}

function rejected(type: Item['type']): Reject {
  return {
    place: type,
    field: type === 'activity' ? 'participants' : 'id',
    value: '',
    expected:
      type === 'activity'
        ? 'erased: somebody left on each side without those who were erased'
        : 'erased: somebody who was not erased',
  };
}

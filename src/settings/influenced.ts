/** What a change of settings moves: which activities are to be interpreted again, which records computed again. */

import { isDeepStrictEqual } from 'node:util';
import type { Session } from '../db/pool.ts';
import { sql } from '../db/sql.ts';
import { lockFacts } from '../facts/attribute.ts';
import { markActivities, markEveryActivity, markEveryRecord } from '../facts/marks.ts';
import type { OrganizationState } from '../facts/organization.ts';

export type TwoStates = { readonly before: OrganizationState; readonly after: OrganizationState };

/** Marks what the difference between two states can move; nothing for what no figure depends on. */
export async function markInfluenced(session: Session, states: TwoStates): Promise<void> {
  const { before, after } = states;
  const isTurnedOn = after.settings.analyticsOn && !before.settings.analyticsOn;
  if (movesScores(states) || movesGrades(states) || isTurnedOn) await markEveryRecord(session);
  const moved = movedRules(states);
  if (moved === null) return;
  await lockFacts(session);
  if (moved === 'all') return markEveryActivity(session);
  // A phone number has no domain, so a rule of domains is compared with all of it.
  const rows = await session.query<{ key: number }>(sql`
    select distinct activity_key as key from participant where address_key = any(array(
      select key from address where domain = any(${moved.domains}::text[])
        or address = any(${[...moved.addresses, ...moved.domains]}::text[])
    ))
    union
    select key from activity where ${moved.subjects.length > 0} and subject is not null
      and (subject ~ ${foldedByContext} or subject_to_keep(subject, ${JSON.stringify(moved.subjects)}::jsonb) is not null)
    union
    select activity_key from participant where ${moved.manyFrom}::integer is not null
    group by activity_key having count(*) > ${moved.manyFrom}::integer`);
  await markActivities(
    session,
    rows.map(({ key }) => key),
  );
}

/** True when scores or other figures change though every activity means what it meant. */
export function movesScores({ before, after }: TwoStates): boolean {
  if (before.organization.timeZone !== after.organization.timeZone) return true;
  return scoreSettings.some(
    (name) => !isDeepStrictEqual(before.settings[name], after.settings[name]),
  );
}

function movesGrades({ before, after }: TwoStates): boolean {
  return !isDeepStrictEqual(before.settings.grades, after.settings.grades);
}

/** True when activities mean something else. */
export function movesRules(states: TwoStates): boolean {
  return movedRules(states) !== null;
}

const scoreSettings = [
  'communicationFrequency',
  'activityInfluence',
  'responseGraceHours',
  'currency',
  'rates',
] as const;

/** Letters that the database may fold to small ones in another way than the program does. */
const foldedByContext = '[İΣ]';

type MovedRules = {
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
  /** Texts that are excluded in subjects now, or no longer. */
  readonly subjects: readonly string[];
  /** Activities with more participants than this may be a mass mailing now, or no longer be one; null: none changes. */
  readonly manyFrom: number | null;
};

/** Addresses and domains of which something else holds now; all, when it can be any activity; null: none. */
function movedRules({ before, after }: TwoStates): MovedRules | 'all' | null {
  const [old, now] = [before.settings.exclusions, after.settings.exclusions];
  const subjects = difference(old.subjects, now.subjects);
  // Of a subject that is not kept, only what is excluded now is there.
  const isKept = before.settings.storeSubjects && after.settings.storeSubjects;
  if (subjects.length > 0 && !isKept) return 'all';
  const addresses = [
    ...difference(old.addresses, now.addresses),
    ...difference(before.settings.sharedMailboxes, after.settings.sharedMailboxes),
  ];
  const domains = [
    ...difference(old.domains, now.domains),
    ...difference(before.organization.domains, after.organization.domains),
  ];
  const thresholds = [before.settings.massThreshold, after.settings.massThreshold] as const;
  const manyFrom = thresholds[0] === thresholds[1] ? null : Math.min(...thresholds);
  if (addresses.length + domains.length + subjects.length === 0 && manyFrom === null) return null;
  return { addresses, domains, subjects, manyFrom };
}

/** What stands in one of two lists only. */
function difference(one: readonly string[], other: readonly string[]): readonly string[] {
  const [inOne, inOther] = [new Set(one), new Set(other)];
  return [...one.filter((text) => !inOther.has(text)), ...other.filter((text) => !inOne.has(text))];
}

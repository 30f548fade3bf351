import type { Activity } from '../../model/activity.ts';
import type { Bundle } from '../../model/bundle.ts';
import type { ExclusionReason } from '../../model/vocabulary.ts';
import { type Analysis, analyze } from '../analyze.ts';
import type { RecordFigures } from '../present.ts';
import { aBundle, aContact, aLead, anAccount, anOpportunity, at, aUser } from './seeds.ts';

/**
 * The people that tests in sentences speak of. Avery owns the deal and the lead, Morgan is on the deal's team, Kai is a
 * colleague who is not. Dana is the deal's contact, Rosa its stakeholder; both are with Blue Ridge. Theo is nobody's.
 */
export const [avery, morgan, kai] = ['avery@us.example', 'morgan@us.example', 'kai@us.example'];
export const [dana, rosa, theo] = ['dana@ridge.example', 'rosa@ridge.example', 'theo@else.example'];
export const liam = 'liam@prospect.example';

/** Friday noon; what happened is told from here. */
export const now = '2026-11-20T12:00:00Z';

/** The instant that lies so many days and hours before now (or after, when they are negative). */
export function ago(days: number, hours = 0): string {
  return new Date(at(now) - (days * 24 + hours) * 3_600_000).toISOString();
}

/** The cast with their records; whatever is named replaces theirs. */
export function company(given: Parameters<typeof aBundle>[0] = {}): Bundle {
  return aBundle({
    users: [
      aUser({ id: 'avery', emails: [avery], phones: ['+1'] }),
      aUser({ id: 'morgan', emails: [morgan] }),
      aUser({ id: 'kai', emails: [kai] }),
    ],
    accounts: [anAccount({ id: 'ridge' })],
    contacts: [
      aContact({ id: 'dana', emails: [dana], phones: ['+2'], accountId: 'ridge' }),
      aContact({ id: 'rosa', emails: [rosa], accountId: 'ridge' }),
      aContact({ id: 'theo', emails: [theo] }),
    ],
    leads: [aLead({ id: 'liam', emails: [liam], ownerId: 'avery', stakeholderIds: ['theo'] })],
    opportunities: [theDeal()],
    ...given,
  });
}

/** The cast's one opportunity, with changes. */
export function theDeal(changes: Partial<Bundle['opportunities'][number]> = {}) {
  return anOpportunity({
    id: 'deal',
    accountId: 'ridge',
    contactId: 'dana',
    ownerId: 'avery',
    teamIds: ['morgan'],
    stakeholderIds: ['rosa'],
    ...changes,
  });
}

/** Why the last of the activities does not count; null when it does. */
export function reasonOf(
  activities: Activity | readonly Activity[],
  given: Parameters<typeof company>[0] = {},
): ExclusionReason | null | undefined {
  return ledgerOf(activities, given)?.reason;
}

/** The records that the last of the activities belongs to, as `type:id`. */
export function recordsOf(
  activities: Activity | readonly Activity[],
  given: Parameters<typeof company>[0] = {},
): readonly string[] {
  return ledgerOf(activities, given)?.records ?? [];
}

/** Everything about the company with these activities, as of now or another instant, over 60 days or others. */
export function answer(
  activities: readonly Activity[],
  {
    asOf = now,
    days = 60,
    ...given
  }: Parameters<typeof company>[0] & { readonly asOf?: string; readonly days?: number } = {},
): Analysis {
  return analyze({ ...company(given), activities }, { asOf: at(asOf), days });
}

/** The figures of one record, named as in the ledger: `contact:dana`. Throws when it is not listed. */
export function figures(
  name: string,
  activities: readonly Activity[],
  given: Parameters<typeof answer>[1] = {},
): RecordFigures {
  const found = answer(activities, given).records.find(({ type, id }) => `${type}:${id}` === name);
  if (found === undefined) throw new Error(`${name} is not listed`);
  return found;
}

function ledgerOf(
  activities: Activity | readonly Activity[],
  given: Parameters<typeof company>[0],
) {
  const all = 'id' in activities ? [activities] : activities;
  const last = all.at(-1);
  return answer(all, given).ledger.find(({ id }) => id === last?.id);
}
